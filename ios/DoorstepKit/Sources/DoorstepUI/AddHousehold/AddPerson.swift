import DoorstepKit
import Observation
import SwiftUI

/// What is typed about a person.
struct NewPerson: Equatable, Sendable {
    var name = ""
    var year = ""
    var relation = ""

    /// The year, or none where there is none or what is typed is no year.
    var born: Int32? { Int32(year.trimmed) }
    var yearReads: Bool { year.isBlank || born != nil }
    var canSave: Bool { !name.isBlank && yearReads }
}

/// What the fields hold.
struct AddPersonReady: Equatable, Sendable {
    var typed: NewPerson
}

typealias AddPersonState = Shown<AddPersonReady>

/// What the thumb did.
enum AddPersonAction {
    case edited(NewPerson)
    case saveTapped
}

@MainActor @Observable final class AddPersonModel {
    private let households: any HouseholdsProtocol
    private let form: FormDraft
    private let household: String
    private let saving: Saving
    private let back: @MainActor () -> Void

    init(
        households: any HouseholdsProtocol, drafting: Drafting, household: String, saving: Saving,
        back: @escaping @MainActor () -> Void
    ) {
        self.households = households
        form = FormDraft("person/\(household)", root: household, drafting: drafting)
        self.household = household
        self.saving = saving
        self.back = back
    }

    var state: AddPersonState {
        form.hasBegun ? .ready(AddPersonReady(typed: NewPerson(fields: form.typed))) : .loading
    }

    func send(_ action: AddPersonAction) {
        guard let ready = state.value else { return }
        switch action {
        case .edited(let typed): form.type(typed.fields)
        case .saveTapped: if ready.typed.canSave { save(ready.typed) }
        }
    }

    private func save(_ typed: NewPerson) {
        let relation = typed.relation.trimmed
        let person = ResidentInput(
            name: typed.name.trimmed, honorific: nil, birthYear: typed.born, birthApprox: nil,
            relation: relation.isEmpty ? nil : relation, phone: nil, needs: nil, language: nil, state: nil)
        let (households, household) = (households, household)
        Task {
            let saved = await form.save(by: saving) {
                try households.addResident(household: household, person: person)
            }
            if saved != nil { back() }
        }
    }
}

extension AddPersonModel: Living {
    func live() async { await form.begin() }
}

extension NewPerson {
    fileprivate var fields: [String: String] { ["name": name, "year": year, "relation": relation] }

    fileprivate init(fields: [String: String]) {
        self.init(name: fields["name"] ?? "", year: fields["year"] ?? "", relation: fields["relation"] ?? "")
    }
}

/// Somebody who lives here and is not on the list.
struct AddPersonScreen: View {
    let state: AddPersonState
    let send: @MainActor (AddPersonAction) -> Void

    @Environment(\.strings) private var strings

    var body: some View {
        Page(strings.addPerson) {
            Showing(state) { ready in
                Fields {
                    field(strings.addName, "name", \.name, ready)
                    field(
                        strings.addYear, "year", \.year, ready, keyboard: .number,
                        trouble: ready.typed.yearReads ? nil : strings.addYearWrong)
                    field(strings.addRelation, "relation", \.relation, ready)
                }
            }
        } foot: {
            if let ready = state.value {
                WideButton(strings.addButton, id: "add") { send(.saveTapped) }.disabled(!ready.typed.canSave)
            }
        }
    }

    private func field(
        _ label: String, _ id: String, _ path: WritableKeyPath<NewPerson, String>, _ ready: AddPersonReady,
        keyboard: Keyboard = .text, trouble: String? = nil
    ) -> Field {
        Field(label, id: id, seed: ready.typed[keyPath: path], keyboard: keyboard, trouble: trouble) {
            var typed = ready.typed
            typed[keyPath: path] = $0
            send(.edited(typed))
        }
    }
}
