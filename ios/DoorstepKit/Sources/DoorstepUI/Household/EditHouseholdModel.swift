import DoorstepKit
import Observation

/// What the form holds, by field; a field that still says what the home says is no change.
struct EditHouseholdReady: Equatable, Sendable {
    let home: HomeLine
    var typed: [String: String]

    var changed: [String: String] {
        let saved = Self.saved(home)
        return typed.filter { saved[$0.key] != $0.value }
    }

    var canSave: Bool { !changed.isEmpty && typed["head"]?.isBlank == false }

    /// What the home says, by field. An address is typed anew: only its words are known here.
    static func saved(_ home: HomeLine) -> [String: String] {
        [
            "head": home.head, "honorific": home.honorific, "landmark": home.landmark, "house-no": "", "lane": "",
            "phone": home.phones.first?.number ?? "", "whose": home.phones.first?.relation ?? "",
            "dog": String(home.door.dog), "call-first": String(home.door.callFirst), "locked": String(home.door.locked),
            "hard-of-hearing": String(home.door.hardOfHearing),
        ]
    }
}

typealias EditHouseholdState = Shown<EditHouseholdReady>

/// What the thumb did.
enum EditHouseholdAction {
    case edited(field: String, value: String)
    case saveTapped
}

@MainActor @Observable final class EditHouseholdModel {
    private var read = Shown<HomeLine>.loading

    private let calls: Calls
    private let households: any HouseholdsProtocol
    private let form: FormDraft
    private let id: String
    private let saving: Saving
    private let back: @MainActor () -> Void

    init(
        calls: Calls, households: any HouseholdsProtocol, drafting: Drafting, id: String, saving: Saving,
        back: @escaping @MainActor () -> Void
    ) {
        self.calls = calls
        self.households = households
        form = FormDraft("home/\(id)", root: id, drafting: drafting)
        self.id = id
        self.saving = saving
        self.back = back
    }

    var state: EditHouseholdState {
        read.map { EditHouseholdReady(home: $0, typed: form.typed) }
    }

    func send(_ action: EditHouseholdAction) {
        guard let ready = state.value else { return }
        switch action {
        case .edited(let field, let value): form.type([field: value])
        case .saveTapped: if ready.canSave { save(edit(ready)) }
        }
    }

    private func save(_ edit: HouseholdEdit) {
        let (households, id) = (households, id)
        Task { if await form.save(by: saving, { try households.edit(id: id, edit: edit) }) != nil { back() } }
    }

    private func edit(_ ready: EditHouseholdReady) -> HouseholdEdit {
        let changed = ready.changed
        let typed = { (field: String) in ready.typed[field]?.trimmed ?? "" }
        let chosen = { (field: String) in changed[field].map { $0 == "true" } }
        let hasChanged = { (fields: [String]) in fields.contains { changed[$0] != nil } }
        let door = DoorInput(
            dog: chosen("dog"), callFirst: chosen("call-first"), locked: chosen("locked"),
            hardOfHearing: chosen("hard-of-hearing"),
            bestHour: nil)
        let nothing = DoorInput(dog: nil, callFirst: nil, locked: nil, hardOfHearing: nil, bestHour: nil)
        let phones = typed("phone").isEmpty ? [] : [PhoneInput(number: typed("phone"), relation: typed("whose"))]
        let address = AddressInput(houseNo: typed("house-no"), lane: typed("lane"), street: "")
        return HouseholdEdit(
            head: changed["head"]?.trimmed, honorific: changed["honorific"], landmark: changed["landmark"]?.trimmed,
            address: hasChanged(["house-no", "lane"]) ? address : nil,
            phones: hasChanged(["phone", "whose"]) ? phones : nil, door: door == nothing ? nil : door, pin: nil)
    }
}

extension EditHouseholdModel: Living {
    func live() async {
        // Read once: what is being typed is not pulled away by a sync; the rulebook merges by field.
        guard read.value == nil else { return }
        let (households, id, name) = (households, id, form.name)
        read = Shown(await calls.answer { try households.form(id: id, draft: name) }).map { known in
            form.begin(left: known.draft, over: EditHouseholdReady.saved(known.home))
            return known.home
        }
    }
}
