import DoorstepKit
import Foundation
import Observation

/// Whether the phone's file is open.
public enum Opened {
    /// It is being opened.
    case notYet

    /// It is open.
    case works(AppModel)

    /// It does not open; what is unsent may lie sealed beside it.
    case fails(Problem, sealedFile: URL?)
}

/// The app from its file on. A file that does not open is a screen with a next step: try again, hand over what is unsent,
/// or set the file aside (nothing is deleted) and enrol again.
@MainActor @Observable public final class Opening {
    /// Whether the file is open.
    public private(set) var state = Opened.notYet

    /// How the app looks and speaks meanwhile.
    public let keeper: TasteKeeper

    /// There before the file is open: a platform knows at its start that the phone lay for long.
    public let lock: AppLock

    private let file: URL
    private let handover: any Handover
    private let undoFor: Duration
    // Where one was when the system ended the app: the first file that opens goes back there, and no later one.
    private var before: Stacks?
    @ObservationIgnored private let openFile: @Sendable () async throws -> Phone
    @ObservationIgnored private var underWay: Task<Void, Never>?

    /// - Parameter open: takes the key from the platform's secure storage, makes one where there is none, and opens the file.
    public init(
        file: URL, handover: any Handover, keeper: TasteKeeper, undoFor: Duration = Motion.undo,
        places: String? = nil, open: @escaping @Sendable () async throws -> Phone
    ) {
        self.file = file
        self.handover = handover
        self.keeper = keeper
        lock = AppLock { keeper.taste.lockMinutes }
        self.undoFor = undoFor
        before = places.map { Stacks(text: $0) }
        openFile = open
    }

    /// Opens the file, where it is not open. Who comes while it is being opened (the screen, work in the background) waits for
    /// the same opening: one file is open once.
    public func openNow() async {
        let task =
            underWay
            ?? Task {
                await open()
                underWay = nil
            }
        underWay = task
        await task.value
    }

    private func open() async {
        if case .works = state { return }
        do {
            let phone = try await openFile()
            state = .works(
                AppModel(
                    phone: phone, handover: handover, keeper: keeper, lock: lock, undoFor: undoFor,
                    stacks: before ?? Stacks()
                ) { [weak self] in
                    Task { await self?.beginAnew() }
                })
            before = nil
        } catch {
            fail(error)
        }
    }

    /// What the thumb did on the screen of a file that does not open.
    func send(_ action: BlockedAction) {
        switch action {
        case .retryTapped, .syncTapped: Task { await openNow() }
        case .handOverTapped:
            if case .fails(_, let sealedFile?) = state { handover.share(path: sealedFile.path) }
        case .setAsideTapped: Task { await beginAnew() }
        }
    }

    private func beginAnew() async {
        switch state {
        // A second tap must not set the new file aside.
        case .notYet: return
        case .works(let model): model.phone.close()
        case .fails: break
        }
        state = .notYet
        do {
            _ = try await Phone.setAside(file)
            await openNow()
        } catch {
            fail(error)
        }
    }

    /// Where one is, to go back there should the system end the app; none where no file is open.
    public var places: String? {
        if case .works(let model) = state { model.stacks.text } else { nil }
    }

    private func fail(_ error: any Error) {
        let answer = Answer<Void> { throw error }
        guard let problem = answer.problem else { return }
        state = .fails(problem, sealedFile: Phone.sealedFile(beside: file))
    }
}
