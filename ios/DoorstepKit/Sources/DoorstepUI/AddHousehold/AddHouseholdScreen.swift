import DoorstepKit
import SwiftUI

/// A home that is on no list.
struct AddHouseholdScreen: View {
    let state: AddHouseholdState
    let send: @MainActor (AddHouseholdAction) -> Void

    @Environment(\.strings) private var strings

    var body: some View {
        Page(strings.addHousehold) {
            Showing(state) { ready in
                Fields {
                    if !ready.alike.isEmpty { alike(ready.alike) }
                    field(strings.addHead, "head", \.head, ready)
                    choices(ready)
                    field(strings.addHouseNo, "house-no", \.houseNo, ready)
                    field(strings.addLane, "lane", \.lane, ready)
                    field(strings.addLandmark, "landmark", \.landmark, ready)
                    field(strings.addPhone, "phone", \.phone, ready, keyboard: .phone)
                    field(strings.addWhose, "whose", \.whose, ready)
                }
            }
        } foot: {
            if let ready = state.value {
                WideButton(strings.addButton, id: "add") { send(.saveTapped) }.disabled(!ready.canSave)
            }
        }
    }

    private func alike(_ homes: [HomeLine]) -> some View {
        Card(.warn) {
            Sign(glyph: .triangleAlert, text: strings.duplicatesTitle, style: .bodyStrong, color: \.warn)
            ForEach(homes, id: \.id) { home in
                Line("same", action: { send(.sameTapped(household: home.id)) }) { HomeWords(home: home) }
            }
        }
    }

    private func field(
        _ label: String, _ id: String, _ path: WritableKeyPath<NewHome, String>, _ ready: AddHouseholdReady,
        keyboard: Keyboard = .text
    ) -> Field {
        Field(label, id: id, seed: ready.form[keyPath: path], keyboard: keyboard) {
            send(.edited(ready.form.with(path, $0)))
        }
    }

    @ViewBuilder private func choices(_ ready: AddHouseholdReady) -> some View {
        Heading(strings.addHonorific)
        Flow {
            ForEach(Self.honorifics, id: \.self) { honorific in
                ChoiceButton(honorific, isChosen: ready.form.honorific == honorific, id: "honorific") {
                    send(.edited(ready.form.with(\.honorific, honorific)))
                }
            }
        }
        Heading(strings.addNeighbourhood)
        Flow {
            ForEach(ready.places, id: \.id) { place in
                ChoiceButton(place.name, isChosen: ready.form.neighbourhood == place.id, id: "neighbourhood") {
                    send(.edited(ready.form.with(\.neighbourhood, place.id)))
                }
            }
        }
    }

    /// As people are spoken to; the words are data, not text of a screen.
    private static let honorifics = ["ông", "bà", "cụ", "bác", "cô", "chú", "anh", "chị"]
}
