import DoorstepKit
import Observation

/// What is typed.
struct NewHome: Equatable, Sendable {
    var head = ""
    var honorific = ""
    var neighbourhood: String?
    var houseNo = ""
    var lane = ""
    var landmark = ""
    var phone = ""
    var whose = ""

    /// The same, with one field typed anew.
    func with<Value>(_ field: WritableKeyPath<NewHome, Value>, _ value: Value) -> NewHome {
        var home = self
        home[keyPath: field] = value
        return home
    }
}

/// The form, and what its fields began with: homes that may be the same one come first.
struct AddHouseholdReady: Sendable {
    let begun: NewHome
    let form: NewHome
    let alike: [HomeLine]
    let places: [NeighbourhoodLine]

    var canSave: Bool { !form.head.isBlank && form.neighbourhood != nil }
}

typealias AddHouseholdState = Shown<AddHouseholdReady>

/// What the thumb did.
enum AddHouseholdAction {
    case edited(NewHome)
    case sameTapped(household: String)
    case saveTapped
}

@MainActor @Observable final class AddHouseholdModel {
    private struct Read: Sendable {
        let alike: [HomeLine]
        let places: [NeighbourhoodLine]
    }

    private var read = Shown<Read>.loading
    private var begun: NewHome?
    private var form: NewHome

    private let calls: Calls
    private let households: any HouseholdsProtocol
    private let search: any SearchProtocol
    private let drafting: Drafting
    private let saving: Saving
    private let instead: @MainActor (Route) -> Void

    init(
        calls: Calls, households: any HouseholdsProtocol, search: any SearchProtocol, drafting: Drafting, head: String,
        saving: Saving, instead: @escaping @MainActor (Route) -> Void
    ) {
        self.calls = calls
        self.households = households
        self.search = search
        self.drafting = drafting
        self.saving = saving
        self.instead = instead
        form = NewHome(head: head)
    }

    var state: AddHouseholdState {
        read.flatMap { read in
            guard let begun else { return .loading }
            var form = form
            // With one place only there is nothing to choose.
            if form.neighbourhood == nil && read.places.count == 1 { form.neighbourhood = read.places[0].id }
            return .ready(AddHouseholdReady(begun: begun, form: form, alike: read.alike, places: read.places))
        }
    }

    func send(_ action: AddHouseholdAction) {
        switch action {
        case .edited(let edited):
            form = edited
            drafting.keep(Self.form, root: nil, edited.fields)
        case .sameTapped(let household): instead(.household(id: household))
        case .saveTapped: if let ready = state.value, ready.canSave { save(ready.form) }
        }
    }

    private func save(_ form: NewHome) {
        guard let neighbourhood = form.neighbourhood else { return }
        let home = HouseholdInput(
            head: form.head.trimmed, honorific: form.honorific, neighbourhood: neighbourhood,
            address: AddressInput(houseNo: form.houseNo.trimmed, lane: form.lane.trimmed, street: ""),
            landmark: form.landmark.trimmed,
            phones: form.phone.isBlank ? [] : [PhoneInput(number: form.phone.trimmed, relation: form.whose.trimmed)])
        let households = households
        Task {
            guard case .is(let saved) = await saving.save({ try households.add(home: home) }) else { return }
            drafting.discard(Self.form)
            instead(.household(id: saved.id))
        }
    }

    private static let form = "household"
}

extension AddHouseholdModel: Living {
    /// The head's name as it is now: homes like it come first.
    var subject: String { form.head.trimmed }

    func live() async {
        if begun == nil {
            let kept = await drafting.kept(Self.form)
            // Another name is another subject: this may have begun anew meanwhile.
            if begun == nil {
                form = NewHome(fields: kept, head: form.head)
                begun = form
            }
        }
        let (households, search, head) = (households, search, subject)
        let read = calls.live(.homes) {
            Read(
                alike: head.isEmpty ? [] : try search.possibleDuplicates(head: head),
                places: try households.neighbourhoods())
        }
        for await answer in read where !Task.isCancelled { self.read = Shown(answer) }
    }
}

extension NewHome {
    fileprivate var fields: [String: String] {
        [
            "head": head, "honorific": honorific, "neighbourhood": neighbourhood ?? "", "house-no": houseNo,
            "lane": lane,
            "landmark": landmark, "phone": phone, "whose": whose,
        ]
    }

    fileprivate init(fields: [String: String], head: String) {
        self.head = fields["head"] ?? head
        honorific = fields["honorific"] ?? ""
        neighbourhood = fields["neighbourhood"]
        houseNo = fields["house-no"] ?? ""
        lane = fields["lane"] ?? ""
        landmark = fields["landmark"] ?? ""
        phone = fields["phone"] ?? ""
        whose = fields["whose"] ?? ""
    }
}
