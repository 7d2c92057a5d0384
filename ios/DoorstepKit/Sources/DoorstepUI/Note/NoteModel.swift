import DoorstepKit
import Observation

/// What the field begins with, whether there is anything to save, and whether it looks like a secret: such text stays to be
/// edited, and is never kept.
struct NoteReady: Equatable, Sendable {
    let begun: String
    let isEmpty: Bool
    let hasSecret: Bool

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
    private let drafting: Drafting
    private let household: String
    private let saving: Saving
    private let back: @MainActor () -> Void
    @ObservationIgnored private var text = ""

    init(
        notes: any NotesProtocol, drafting: Drafting, household: String, saving: Saving,
        back: @escaping @MainActor () -> Void
    ) {
        self.notes = notes
        self.drafting = drafting
        self.household = household
        self.saving = saving
        self.back = back
    }

    func send(_ action: NoteAction) {
        guard let now = state.value else { return }
        switch action {
        case .typed(let typed):
            text = typed
            state = .ready(ready(begun: now.begun))
            drafting.keep(form, root: household, ["text": typed])
        case .saveTapped: if now.canSave { save(text.trimmed) }
        }
    }

    private func save(_ kept: String) {
        let (notes, household) = (notes, household)
        Task {
            let answer = await saving.save(undo: { try notes.remove(household: household, note: $0.id) }) {
                try notes.add(household: household, text: kept)
            }
            guard case .is = answer else { return }
            drafting.discard(form)
            back()
        }
    }

    private func ready(begun: String) -> NoteReady {
        NoteReady(begun: begun, isEmpty: text.isBlank, hasSecret: notes.hasSecret(text: text))
    }

    private var form: String { "note/\(household)" }
}

extension NoteModel: Living {
    func live() async {
        // Once: what is being typed is not pulled away.
        guard state == .loading else { return }
        text = await drafting.kept(form)["text"] ?? ""
        state = .ready(ready(begun: text))
    }
}
