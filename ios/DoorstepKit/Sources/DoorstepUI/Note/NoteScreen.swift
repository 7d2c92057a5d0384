import SwiftUI

/// Free text, watched: identity numbers, cards and one-time codes do not get in.
struct NoteScreen: View {
    let state: NoteState
    let send: @MainActor (NoteAction) -> Void

    @Environment(\.strings) private var strings

    var body: some View {
        Page(strings.noteTitle) {
            Showing(state) { ready in
                Fields {
                    Field(
                        strings.noteLabel, id: "note", seed: ready.text, lines: 4,
                        trouble: ready.hasSecret ? strings.guardSecret : nil
                    ) { send(.typed($0)) }
                    Aside(strings.noteHint)
                }
            }
        } foot: {
            if let ready = state.value {
                WideButton(strings.save, id: "save-note") { send(.saveTapped) }.disabled(!ready.canSave)
            }
        }
    }
}
