import DoorstepKit
import Observation

/// The bar at the bottom after a tap: what was saved, and how to take it back; or why it was not.
public enum SavedBar {
    /// Takes back what was saved, by a correction that follows.
    public typealias Undo = @Sendable () throws -> SavedView

    /// It was saved, under this receipt.
    case saved(receipt: String, undo: Undo?)

    /// It was not.
    case refused(Problem)
}

/// Saves, and says so in one bar for the whole app. It outlives the screen that saved: one is back at the list before the
/// bar is gone.
@MainActor @Observable public final class Saving {
    /// The bar, while there is one.
    public private(set) var bar: SavedBar?

    private let calls: Calls
    private let shownFor: Duration
    @ObservationIgnored private var fading: Task<Void, Never>?

    public init(calls: Calls, shownFor: Duration = Motion.undo) {
        self.calls = calls
        self.shownFor = shownFor
    }

    /// Saves. Undo is a correction that follows: nothing is ever deleted.
    @discardableResult public func save(
        undo: (@Sendable (SavedView) throws -> SavedView)? = nil, _ call: @escaping @Sendable () throws -> SavedView
    ) async -> Answer<SavedView> {
        let answer = await calls.answer(call)
        switch answer {
        case .is(let saved):
            let takeBack: SavedBar.Undo? = if let undo { { try undo(saved) } } else { nil }
            show(.saved(receipt: saved.receipt, undo: takeBack))
        case .failed(let problem): refused(problem)
        case .notHere: refused(Problem(kind: .refused, code: "handed_over"))
        }
        return answer
    }

    /// Says what did not come to pass.
    func refused(_ problem: Problem) { show(.refused(problem)) }

    /// Takes back what the bar tells of.
    public func undo() {
        guard case .saved(_, let undo?) = bar else { return }
        // Gone at once: a second tap must not take back twice.
        hide()
        Task { await save(undo) }
    }

    /// Takes the bar away.
    public func hide() {
        fading?.cancel()
        bar = nil
    }

    private func show(_ bar: SavedBar) {
        fading?.cancel()
        self.bar = bar
        fading = Task { [weak self, shownFor] in
            guard (try? await Task.sleep(for: shownFor)) != nil else { return }
            self?.bar = nil
        }
    }
}
