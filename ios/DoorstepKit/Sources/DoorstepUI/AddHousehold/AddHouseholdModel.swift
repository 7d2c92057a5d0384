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

/// The form: homes that may be the same one come first.
struct AddHouseholdReady: Sendable {
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
    private var read = Shown<NewHomeForm>.loading

    private let calls: Calls
    private let households: any HouseholdsProtocol
    private let form: FormDraft
    private let head: String
    private let saving: Saving
    private let instead: @MainActor (Route) -> Void

    init(
        calls: Calls, households: any HouseholdsProtocol, drafting: Drafting, head: String, saving: Saving,
        instead: @escaping @MainActor (Route) -> Void
    ) {
        self.calls = calls
        self.households = households
        form = FormDraft("household", root: nil, drafting: drafting)
        self.head = head
        self.saving = saving
        self.instead = instead
    }

    var state: AddHouseholdState {
        read.flatMap { read in
            var typed = NewHome(fields: form.typed)
            // With one place only there is nothing to choose.
            if typed.neighbourhood == nil && read.places.count == 1 { typed.neighbourhood = read.places[0].id }
            return .ready(
                AddHouseholdReady(form: typed, alike: read.alike, places: read.places))
        }
    }

    func send(_ action: AddHouseholdAction) {
        switch action {
        case .edited(let edited): form.type(edited.fields)
        case .sameTapped(let household): instead(.household(id: household))
        case .saveTapped: if let ready = state.value, ready.canSave { save(ready.form) }
        }
    }

    private func save(_ new: NewHome) {
        guard let neighbourhood = new.neighbourhood else { return }
        let home = HouseholdInput(
            head: new.head.trimmed, honorific: new.honorific, neighbourhood: neighbourhood,
            address: AddressInput(houseNo: new.houseNo.trimmed, lane: new.lane.trimmed, street: ""),
            landmark: new.landmark.trimmed,
            phones: new.phone.isBlank ? [] : [PhoneInput(number: new.phone.trimmed, relation: new.whose.trimmed)])
        let households = households
        Task {
            if let saved = await form.save(by: saving, { try households.add(home: home) }) {
                instead(.household(id: saved.id))
            }
        }
    }
}

extension AddHouseholdModel: Living {
    /// The head's name as it is now: homes like it come first.
    var subject: String { !form.hasBegun ? head.trimmed : form["head"].trimmed }

    func live() async {
        let (households, head, name) = (households, subject, form.name)
        let read = calls.live(.homes) { try households.newForm(head: head, draft: name) }
        for await answer in read where !Task.isCancelled {
            // Found by this name, whatever is typed of a home that was begun before.
            if let found = answer.value { begin(found.draft) }
            self.read = Shown(answer)
        }
    }

    private func begin(_ left: [DraftField]) {
        form.begin(left: left.contains { $0.name == "head" } ? left : left + [DraftField(name: "head", value: head)])
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

    fileprivate init(fields: [String: String]) {
        head = fields["head"] ?? ""
        honorific = fields["honorific"] ?? ""
        neighbourhood = fields["neighbourhood"].flatMap { $0.isEmpty ? nil : $0 }
        houseNo = fields["house-no"] ?? ""
        lane = fields["lane"] ?? ""
        landmark = fields["landmark"] ?? ""
        phone = fields["phone"] ?? ""
        whose = fields["whose"] ?? ""
    }
}
