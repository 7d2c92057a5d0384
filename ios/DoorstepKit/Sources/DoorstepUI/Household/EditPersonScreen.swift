import DoorstepKit
import SwiftUI

/// Puts right what is known about a person: above all, where they are.
struct EditPersonScreen: View {
    let state: EditPersonState
    let send: @MainActor (EditPersonAction) -> Void

    @Environment(\.strings) private var strings

    var body: some View {
        Page(strings.formResident) {
            Showing(state) { ready in
                Fields {
                    Heading(strings.fieldState)
                    states(ready)
                    field(strings.addName, "name", ready)
                    field(
                        strings.addYear, "year", ready, keyboard: .number,
                        trouble: ready.yearReads ? nil : strings.addYearWrong)
                    field(strings.addRelation, "relation", ready)
                    field(strings.addPhone, "phone", ready, keyboard: .phone)
                    field(strings.addWhose, "whose", ready)
                    Heading(strings.editNeeds)
                    if ready.mayKeepNeeds { needs(ready) } else { Aside(strings.bookNoConsent) }
                }
            }
        } foot: {
            if let ready = state.value {
                WideButton(strings.save, id: "save-person") { send(.saveTapped) }.disabled(!ready.canSave)
            }
        }
    }

    private func states(_ ready: EditPersonReady) -> some View {
        Flow {
            ForEach(EditPersonReady.states, id: \.self) { state in
                ChoiceButton(
                    strings.stateOf(state) ?? state, isChosen: ready.typed["state"] == state, id: "person-\(state)"
                ) { send(.edited(field: "state", value: state)) }
            }
        }
    }

    private func needs(_ ready: EditPersonReady) -> some View {
        Flow {
            ForEach(EditPersonReady.allNeeds, id: \.self) { need in
                ChoiceButton(strings.needOf(need) ?? need, isChosen: ready.needs.contains(need), id: "need-\(need)") {
                    send(.edited(field: "needs", value: ready.needs.toggled(need).joined(separator: " ")))
                }
            }
        }
    }

    private func field(
        _ label: String, _ id: String, _ ready: EditPersonReady, keyboard: Keyboard = .text,
        trouble: String? = nil
    ) -> some View {
        Field(label, id: id, seed: ready.typed[id] ?? "", keyboard: keyboard, trouble: trouble) {
            send(.edited(field: id, value: $0))
        }
    }
}
