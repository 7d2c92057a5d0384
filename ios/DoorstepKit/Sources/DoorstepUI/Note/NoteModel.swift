import DoorstepKit
import Observation

/// What stands there, and whether it looks like a secret: such text stays to be edited, and is never kept.
struct NoteReady: Equatable, Sendable {
    let text: String
    let hasSecret: Bool

    var isEmpty: Bool { text.isBlank }
    var canSave: Bool { !isEmpty && !hasSecret }
}

typealias NoteState = Shown<NoteReady>

/// What the thumb did.
enum NoteAction {
    case typed(String)
    case saveTapped
}

@MainActor @Observable final class NoteModel {
    private(set) var state = NoteState.loading

    private let notes: any NotesProtocol
    private let form: FormDraft
    private let household: String
    private let saving: Saving
    private let back: @MainActor () -> Void

    init(
        notes: any NotesProtocol, drafting: Drafting, household: String, saving: Saving,
        back: @escaping @MainActor () -> Void
    ) {
        self.notes = notes
        form = FormDraft("note/\(household)", root: household, drafting: drafting)
        self.household = household
        self.saving = saving
        self.back = back
    }

    func send(_ action: NoteAction) {
        guard let now = state.value else { return }
        switch action {
        case .typed(let typed):
            form.type(["text": typed])
            look()
        case .saveTapped: if now.canSave { save(now.text.trimmed) }
        }
    }

    private func save(_ text: String) {
        let (notes, household) = (notes, household)
        Task {
            let saved = await form.save(by: saving, undo: { try notes.remove(household: household, note: $0.id) }) {
                try notes.add(household: household, text: text)
            }
            if saved != nil { back() }
        }
    }

    private func look() {
        let text = form["text"]
        state = .ready(
            NoteReady(text: text, hasSecret: !text.isBlank && notes.hasSecret(text: text)))
    }
}

extension NoteModel: Living {
    func live() async {
        await form.begin()
        look()
    }
}
