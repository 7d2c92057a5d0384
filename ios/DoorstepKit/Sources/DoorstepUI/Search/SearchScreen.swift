import DoorstepKit
import SwiftUI

/// Finds a home by name without accents, by the end of a number, by a landmark. What is not found can be added.
struct SearchScreen: View {
    let state: SearchState
    var chip: SyncChip?
    let send: @MainActor (SearchAction) -> Void

    @Environment(\.strings) private var strings

    var body: some View {
        Page(strings.tabSearch) {
            VStack(spacing: 0) {
                Field(strings.searchLabel, id: "query") { send(.typed(query: $0)) }
                    .padding(.horizontal, Space.s16)
                    .padding(.vertical, Space.s8)
                Showing(state) { ready in Scroll { found(ready) } }
            }
        }
        .syncChip(chip)
    }

    @ViewBuilder private func found(_ ready: SearchReady) -> some View {
        let isNothing = ready.hits.hits.isEmpty
        if ready.query.isEmpty {
            Aside(strings.searchHint)
        } else {
            Aside(isNothing ? strings.searchNone : strings.searchFound(n: Int(ready.hits.total)))
        }
        ForEach(ready.hits.hits, id: \.home.id) { hit in
            Line("home", action: { send(.homeTapped(household: hit.home.id)) }) {
                HomeWords(home: hit.home)
                DoorChips(door: hit.home.door)
            }
        }
        WideButton(
            strings.addHousehold, id: "add-household", glyph: .plus,
            weight: !ready.query.isEmpty && isNothing ? .primary : .quiet
        ) { send(.addTapped) }
    }
}
