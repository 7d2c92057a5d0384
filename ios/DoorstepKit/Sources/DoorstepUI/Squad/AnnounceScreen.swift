import DoorstepKit
import SwiftUI

/// Notes that a day of visits was announced, and hands over the text that announces it.
struct AnnounceScreen: View {
    let state: AnnounceState
    let send: @MainActor (AnnounceAction) -> Void

    @Environment(\.strings) private var strings

    var body: some View {
        Page(strings.announceTitle) {
            Showing(state) { ready in
                Fields {
                    Heading(strings.addNeighbourhood)
                    Flow {
                        ForEach(ready.places, id: \.id) { place in
                            ChoiceButton(place.name, isChosen: ready.place == place.id, id: "place") {
                                send(.placeTapped(id: place.id))
                            }
                        }
                    }
                    Heading(strings.bookDay)
                    Flow {
                        ForEach(ready.days, id: \.self) { iso in
                            ChoiceButton(day(iso), isChosen: ready.day == iso, id: "announce-day") {
                                send(.dayTapped(iso: iso))
                            }
                        }
                    }
                    Field(strings.announceBy, id: "announced-by", seed: ready.by) { send(.byTyped(name: $0)) }
                    if ready.place != nil, let date = ready.day {
                        told(strings.announceText(date: day(date), place: ready.placeName))
                    }
                }
            }
        } foot: {
            if let ready = state.value {
                WideButton(strings.announceSave, id: "save-announce") { send(.saveTapped) }.disabled(!ready.canSave)
            }
        }
    }

    @ViewBuilder private func told(_ text: String) -> some View {
        Card {
            Aside(strings.announceTextTitle)
            Words(text)
        }
        WideButton(strings.announceShare, id: "share-announce", glyph: .send, weight: .quiet) {
            send(.shareTapped(text: text))
        }
    }
}
