import DoorstepKit
import Observation

/// The invitation as it is read, before anybody is asked anything.
enum Invitation {
    case none
    case reads(InvitationView)
    case wrong(Problem)
}

/// Where enrolling stands.
struct EnrolState {
    var invitation = Invitation.none
    var isRunning = false
    var failed: Problem?
    var noCamera = false
    var noLocalNetwork = false

    var canBegin: Bool {
        if case .reads = invitation { !isRunning } else { false }
    }
}

/// What the thumb did.
enum EnrolAction {
    case scanTapped
    case typed(String)
    case beginTapped
    case allowTapped
}

@MainActor @Observable final class EnrolModel {
    private(set) var state = EnrolState()

    private let calls: Calls
    private let enrolment: any EnrolmentProtocol
    private let handover: any Handover
    private let join: @MainActor (String) async throws -> EnrolledView
    private let begun: @MainActor (EnrolledView) -> Void
    @ObservationIgnored private var text = ""

    /// - Parameter join: joins the hub of an invitation; a person waits for it.
    init(
        calls: Calls, enrolment: any EnrolmentProtocol, handover: any Handover,
        join: @escaping @MainActor (String) async throws -> EnrolledView,
        begun: @escaping @MainActor (EnrolledView) -> Void
    ) {
        self.calls = calls
        self.enrolment = enrolment
        self.handover = handover
        self.join = join
        self.begun = begun
    }

    func send(_ action: EnrolAction) {
        switch action {
        case .scanTapped: if !handover.scan({ [weak self] in self?.read($0) }) { state.noCamera = true }
        case .typed(let text): read(text)
        case .allowTapped: handover.allowLocalNetwork()
        case .beginTapped: if state.canBegin { begin() }
        }
    }

    private func read(_ pasted: String) {
        text = pasted.trimmed
        if text.isEmpty {
            state.invitation = .none
            state.failed = nil
            return
        }
        let (asked, enrolment) = (text, enrolment)
        Task {
            let answer = await calls.answer { try enrolment.read(invitation: asked) }
            // A later text has been typed meanwhile.
            guard asked == text else { return }
            state.invitation =
                switch answer {
                case .is(let invitation): .reads(invitation)
                case .failed(let problem): .wrong(problem)
                case .notHere: .none
                }
            state.failed = nil
        }
    }

    private func begin() {
        state.isRunning = true
        state.failed = nil
        state.noLocalNetwork = false
        let asked = text
        Task {
            do {
                begun(try await join(asked))
            } catch {
                let problem = Answer<EnrolledView> { throw error }.problem
                let isKeptOut = problem?.code == "offline" && !handover.reachesLocalNetwork
                state.isRunning = false
                state.failed = isKeptOut ? nil : problem
                state.noLocalNetwork = isKeptOut
            }
        }
    }
}

extension EnrolModel: Living {
    /// Nothing is read until an invitation is there.
    func live() async {}
}
