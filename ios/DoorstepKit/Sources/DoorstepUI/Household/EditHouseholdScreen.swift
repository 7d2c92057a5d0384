import DoorstepKit
import SwiftUI

/// Puts right what is known about a home.
struct EditHouseholdScreen: View {
    let state: EditHouseholdState
    let send: @MainActor (EditHouseholdAction) -> Void

    @Environment(\.strings) private var strings

    var body: some View {
        Page(strings.editHousehold) {
            Showing(state) { ready in
                Fields {
                    field(strings.addHead, "head", ready)
                    Heading(strings.doorTitle)
                    door(ready)
                    field(strings.addLandmark, "landmark", ready)
                    field(strings.addPhone, "phone", ready, keyboard: .phone)
                    field(strings.addWhose, "whose", ready)
                    Heading(strings.editAddress)
                    if !ready.home.address.isEmpty { Aside(strings.editAddressNow(address: ready.home.address)) }
                    field(strings.addHouseNo, "house-no", ready)
                    field(strings.addLane, "lane", ready)
                }
            }
        } foot: {
            if let ready = state.value {
                WideButton(strings.save, id: "save-household") { send(.saveTapped) }.disabled(!ready.canSave)
            }
        }
    }

    private func door(_ ready: EditHouseholdReady) -> some View {
        Flow {
            fact(strings.doorDog, "dog", ready)
            fact(strings.doorCallFirst, "call-first", ready)
            fact(strings.doorLocked, "locked", ready)
            fact(strings.doorHardOfHearing, "hard-of-hearing", ready)
        }
    }

    private func fact(_ word: String, _ id: String, _ ready: EditHouseholdReady) -> some View {
        let isOn = ready.typed[id] == "true"
        return ChoiceButton(word, isChosen: isOn, id: id) { send(.edited(field: id, value: String(!isOn))) }
    }

    private func field(
        _ label: String, _ id: String, _ ready: EditHouseholdReady, keyboard: Keyboard = .text
    ) -> some View {
        Field(label, id: id, seed: ready.typed[id] ?? "", keyboard: keyboard) { send(.edited(field: id, value: $0)) }
    }
}
