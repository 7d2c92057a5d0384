import DoorstepKit
import Observation

/// What the form holds, by field; a field that still says what the person's record says is no change.
struct EditPersonReady: Equatable, Sendable {
    let person: Person
    var typed: [String: String]

    var changed: [String: String] {
        let saved = Self.saved(person)
        return typed.filter { saved[$0.key] != $0.value }
    }

    var yearReads: Bool {
        let year = typed["year"]?.trimmed ?? ""
        return year.isEmpty || Int32(year) != nil
    }

    var canSave: Bool { !changed.isEmpty && yearReads && typed["name"]?.isBlank == false }

    /// Needs are kept of somebody who agreed to rides, and of nobody else.
    var mayKeepNeeds: Bool { person.consents.contains { $0.purpose == "ride" && $0.state == "given" } }

    var needs: [String] { (typed["needs"] ?? "").split(separator: " ").map(String.init) }

    static let states = ["at_home", "away", "hospital", "moved", "deceased"]
    static let allNeeds = ["arm_support", "wheelchair", "cannot_leave_home", "oxygen"]

    /// What the record says, by field.
    static func saved(_ person: Person) -> [String: String] {
        [
            "name": person.name, "year": person.birthYear.map { String($0) } ?? "", "relation": person.relation,
            "state": person.state, "phone": person.phone?.number ?? "", "whose": person.phone?.relation ?? "",
            "needs": person.needs.joined(separator: " "),
        ]
    }
}

typealias EditPersonState = Shown<EditPersonReady>

/// What the thumb did.
enum EditPersonAction {
    case edited(field: String, value: String)
    case saveTapped
}

@MainActor @Observable final class EditPersonModel {
    private var read = Shown<Person>.loading

    private let calls: Calls
    private let households: any HouseholdsProtocol
    private let form: FormDraft
    private let household: String
    private let resident: String
    private let saving: Saving
    private let back: @MainActor () -> Void

    init(
        calls: Calls, households: any HouseholdsProtocol, drafting: Drafting, household: String, resident: String,
        saving: Saving, back: @escaping @MainActor () -> Void
    ) {
        self.calls = calls
        self.households = households
        form = FormDraft("resident/\(household)/\(resident)", root: household, drafting: drafting)
        self.household = household
        self.resident = resident
        self.saving = saving
        self.back = back
    }

    var state: EditPersonState {
        read.map { EditPersonReady(person: $0, typed: form.typed) }
    }

    func send(_ action: EditPersonAction) {
        guard let ready = state.value else { return }
        switch action {
        case .edited(let field, let value): form.type([field: value])
        case .saveTapped: if ready.canSave { save(edit(ready)) }
        }
    }

    private func save(_ person: ResidentInput) {
        let (households, household, resident) = (households, household, resident)
        Task {
            let saved = await form.save(by: saving) {
                try households.editResident(household: household, resident: resident, person: person)
            }
            if saved != nil { back() }
        }
    }

    private func edit(_ ready: EditPersonReady) -> ResidentInput {
        let changed = ready.changed
        let typed = { (field: String) in ready.typed[field]?.trimmed ?? "" }
        let hasNumber = (changed["phone"] != nil || changed["whose"] != nil) && !typed("phone").isEmpty
        return ResidentInput(
            name: changed["name"]?.trimmed, honorific: nil, birthYear: changed["year"].flatMap { Int32($0.trimmed) },
            birthApprox: nil, relation: changed["relation"]?.trimmed,
            phone: hasNumber ? PhoneInput(number: typed("phone"), relation: typed("whose")) : nil,
            needs: changed["needs"] == nil ? nil : ready.needs, language: nil, state: changed["state"])
    }
}

extension EditPersonModel: Living {
    func live() async {
        guard read.value == nil else { return }
        let (households, household, resident, name) = (households, household, resident, form.name)
        let answer = await calls.answer {
            try households.personForm(household: household, resident: resident, draft: name)
        }
        read = Shown(answer).map { known in
            form.begin(left: known.draft, over: EditPersonReady.saved(known.person))
            return known.person
        }
    }
}
