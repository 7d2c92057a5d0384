import DoorstepKit
import Observation

/// Where sending stands.
enum Sending: Equatable {
    case idle
    case running
    case failed(Problem)

    /// The system does not let the app reach the local network, where the hub is.
    case localNetworkRefused
}

/// What was recorded, and whether it is being sent.
struct FatesReady: Sendable {
    let fates: Fates
    let sending: Sending
}

typealias FatesState = Shown<FatesReady>

/// What the thumb did.
enum FatesAction {
    case sendTapped
    case lineTapped(root: String)
    case allowTapped

    /// A person looked at what needed them.
    case seenTapped(change: String)
}

@MainActor @Observable final class FatesModel {
    private var read = Shown<Fates>.loading
    private var sending = Sending.idle

    private let calls: Calls
    private let list: any FateListProtocol
    private let handover: any Handover
    private let sync: @MainActor () async throws -> SyncReport
    private let go: @MainActor (Route) -> Void

    init(
        calls: Calls, list: any FateListProtocol, handover: any Handover,
        sync: @escaping @MainActor () async throws -> SyncReport,
        go: @escaping @MainActor (Route) -> Void
    ) {
        self.calls = calls
        self.list = list
        self.handover = handover
        self.sync = sync
        self.go = go
    }

    var state: FatesState { read.map { FatesReady(fates: $0, sending: sending) } }

    func send(_ action: FatesAction) {
        switch action {
        case .seenTapped(let change):
            let list = list
            Task { _ = await calls.answer { try list.lookedAt(change: change) } }
        case .allowTapped: handover.allowLocalNetwork()
        case .lineTapped(let root): go(.household(id: root))
        case .sendTapped:
            guard sending != .running else { return }
            sending = .running
            Task { sending = await outcomeOfSync() }
        }
    }

    private func outcomeOfSync() async -> Sending {
        do {
            _ = try await sync()
            return .idle
        } catch {
            guard let problem = Answer<Void>({ throw error }).problem else { return .idle }
            return problem.code == "offline" && !handover.reachesLocalNetwork ? .localNetworkRefused : .failed(problem)
        }
    }
}

extension FatesModel: Living {
    func live() async {
        let list = list
        let read = calls.live(.fates, .status) {
            try list.list(
                filter: FateFilter(needsYou: false, unsent: false, root: nil),
                // A season's work of one person; older lines are found at their homes.
                page: DoorstepCore.Page(from: 0, count: 500))
        }
        for await answer in read { self.read = Shown(answer) }
    }
}
