import DoorstepKit
import Observation

/// Forms under way. Each is kept in the core's store as one types, so that a kill loses nothing; a form is named by its
/// screen and what it is about, `note/<household>`.
///
/// It outlives the screens: what was typed last is kept although one has left.
@MainActor @Observable public final class Drafting {
    private struct Form: Equatable {
        let root: String?
        let fields: [String: String]
    }

    /// Forms under way, the latest first.
    public private(set) var open: [OpenForm] = []

    /// Whether everything typed so far is in the store: before that a kill may lose the last letters.
    public private(set) var isSettled = true

    private let calls: Calls
    private let drafts: any DraftsProtocol

    // The latest of each form: keeping is slower than typing.
    @ObservationIgnored private var waiting: [String: Form] = [:]

    public init(calls: Calls, drafts: any DraftsProtocol) {
        self.calls = calls
        self.drafts = drafts
    }

    /// Follows which forms are under way.
    func live() async {
        let drafts = drafts
        for await answer in calls.live(.drafts, read: { try drafts.openForms() }) {
            // While nothing may be shown, nothing is under way.
            open = answer.value ?? []
        }
    }

    /// What a form was left with, as the store has it; nothing where it is new.
    func left(_ form: String) async -> [DraftField] {
        let drafts = drafts
        return await calls.answer { try drafts.kept(form: form) }.value??.fields ?? []
    }

    /// What was typed into a form and is not in the store yet.
    func onItsWay(_ form: String) -> [String: String]? { waiting[form]?.fields }

    /// Keeps what a form holds now; `root` is the household that it leaves the phone with. Without fields it is none.
    func keep(_ form: String, root: String?, _ fields: [String: String]) {
        waiting[form] = Form(root: root, fields: fields)
        guard isSettled else { return }
        isSettled = false
        Task { await keepWaiting() }
    }

    /// Forgets a form: it was saved, or given up.
    func discard(_ form: String) { keep(form, root: nil, [:]) }

    private func keepWaiting() async {
        while let (name, form) = waiting.first {
            let (drafts, fields) = (drafts, form.fields.map { DraftField(name: $0.key, value: $0.value) })
            _ = await calls.answer {
                if fields.isEmpty {
                    try drafts.discard(form: name)
                } else {
                    _ = try drafts.keep(form: name, root: form.root, fields: fields)
                }
            }
            // It waits until it is written, so that a form opened again meanwhile finds it; what was typed since waits on.
            if waiting[name] == form { waiting[name] = nil }
        }
        isSettled = true
    }
}
