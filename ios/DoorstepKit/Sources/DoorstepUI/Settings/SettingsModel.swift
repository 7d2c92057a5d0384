import DoorstepKit
import Observation

/// The volunteer's card, the phone's standing, and how far signing out has come.
struct SettingsReady: Sendable {
    let status: Status
    let taste: Taste
    var leaving = Leaving.no
}

/// Signing out: what is unsent is told first, and nobody leaves over it.
enum Leaving: Equatable {
    case no

    /// Asked; everything on this phone would go.
    case asked
    case failed(Problem)
}

typealias SettingsState = Shown<SettingsReady>

/// What the thumb did.
enum SettingsAction {
    case tasteChosen(Taste)
    case handOverTapped
    case signOutTapped
    case signOutMeant
    case stayTapped
}

@MainActor @Observable final class SettingsModel {
    private var read = Shown<Status>.loading
    private var leaving = Leaving.no

    private let calls: Calls
    private let settings: any SettingsProtocol
    private let sync: any SyncProtocol
    private let keeper: TasteKeeper
    private let handover: any Handover
    private let beginAnew: @MainActor () -> Void

    init(
        calls: Calls, settings: any SettingsProtocol, sync: any SyncProtocol, keeper: TasteKeeper,
        handover: any Handover,
        beginAnew: @escaping @MainActor () -> Void
    ) {
        self.calls = calls
        self.settings = settings
        self.sync = sync
        self.keeper = keeper
        self.handover = handover
        self.beginAnew = beginAnew
    }

    var state: SettingsState {
        read.map { SettingsReady(status: $0, taste: keeper.taste, leaving: leaving) }
    }

    func send(_ action: SettingsAction) {
        switch action {
        case .tasteChosen(let taste): keeper.choose(taste)
        case .handOverTapped:
            let sync = sync
            Task {
                if let path = await calls.answer({ try sync.handOver() }).value { handover.share(path: path) }
            }
        case .signOutTapped: leaving = .asked
        case .stayTapped: leaving = .no
        case .signOutMeant: Task { await signOut() }
        }
    }

    private func signOut() async {
        let settings = settings
        switch await calls.answer({ try settings.signOut() }) {
        case .is: beginAnew()
        case .failed(let problem): leaving = .failed(problem)
        case .notHere: leaving = .no
        }
    }
}

extension SettingsModel: Living {
    func live() async {
        let settings = settings
        for await answer in calls.live(.status, .fates, read: { try settings.status() }) { read = Shown(answer) }
    }
}
