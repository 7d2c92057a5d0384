import DoorstepKit
import Observation

/// What the phone may do now.
public enum Standing: Sendable {
    /// Nobody has looked yet.
    case unknown

    /// Not enrolled.
    case new

    /// Something stops the app.
    case blocked(BlockedState)

    /// It works.
    case works(Status)

    /// A leader and a coordinator have a squad to look after.
    public var tabs: [Tab] {
        guard case .works(let status) = self else { return [] }
        let leads = status.roles.contains { $0 == "leader" || $0 == "coordinator" }
        return Tab.allCases.filter { $0 != .squad || leads }
    }

    /// The tab that is open; today, where it is not there any more: somebody leads no longer.
    func shown(_ tab: Tab) -> Tab { tabs.isEmpty || tabs.contains(tab) ? tab : .today }

    /// How many changes no checkpoint has covered.
    var unsent: Int {
        if case .works(let status) = self { Int(status.unsent) } else { 0 }
    }

    /// - Parameter sealedFile: what is unsent, where the file turns out to be damaged while it is open.
    init(_ answer: Answer<Status>, sealedFile: String? = nil) {
        self =
            switch answer {
            case .is(let status): BlockedState(status).map { .blocked($0) } ?? .works(status)
            case .notHere: .unknown
            case .failed(let problem):
                switch (problem.kind, problem.code) {
                case (.state, "not_enrolled"): .new
                case (.state, "locked"): .blocked(.locked)
                case (.state, "revoked"): .blocked(.keyDestroyed)
                default: .blocked(.storage(problem, sealedFile: sealedFile))
                }
            }
    }
}

/// What the app holds beside its screens: where one is, what was just saved, how the phone stands.
@MainActor @Observable public final class AppModel {
    /// Where one is.
    public var stacks: Stacks

    /// How the phone stands with its hub.
    public private(set) var standing = Standing.unknown

    /// Hides the screens after a while away.
    public let lock: AppLock

    /// The phone, open on its file.
    public let phone: Phone

    /// What was just saved, and how to take it back.
    public let saving: Saving

    /// Forms under way.
    public let drafting: Drafting

    /// How the app looks and speaks.
    public let keeper: TasteKeeper
    let handover: any Handover

    /// Closes the file, sets it aside, and begins anew: after signing out, or where the key is gone.
    @ObservationIgnored let beginAnew: @MainActor () -> Void
    @ObservationIgnored private let platform: any Handover

    /// - Parameters:
    ///   - lock: one of its own, where none was there before the file was open.
    ///   - undoFor: how long the bar with *undo* stays: longer where the system's accessibility settings say so.
    public init(
        phone: Phone, handover platform: any Handover, keeper: TasteKeeper, lock: AppLock? = nil,
        undoFor: Duration = Motion.undo, stacks: Stacks = Stacks(), beginAnew: @escaping @MainActor () -> Void = {}
    ) {
        self.phone = phone
        self.platform = platform
        self.keeper = keeper
        self.beginAnew = beginAnew
        self.stacks = stacks
        let lock = lock ?? AppLock { keeper.taste.lockMinutes }
        self.lock = lock
        handover = Errands(platform: platform, lock: lock)
        saving = Saving(calls: phone.calls, shownFor: undoFor)
        drafting = Drafting(calls: phone.calls, drafts: phone.core.drafts())
    }

    var calls: Calls { phone.calls }
    var core: Doorstep { phone.core }

    func go(_ route: Route) {
        // A tab's root is reached as its tab is.
        if route == .rides { stacks.choose(.rides) } else { stacks.push(route) }
    }

    /// Syncs, and says where it does not come through. It does not end with the screen that asked for it.
    func syncNow() {
        Task {
            do {
                _ = try await phone.sync(personWaits: true)
            } catch {
                if let problem = Answer<Void>({ throw error }).problem { saving.refused(problem) }
            }
        }
    }

    /// Enrols. The phone is enrolled, and its screen gone, before the call that enrolled it is back: what follows, the first
    /// sync, does not end with that screen.
    func enrolling(_ device: DeviceInput) -> EnrolModel {
        let (phone, enrolment) = (phone, core.enrolment())
        return EnrolModel(
            calls: calls, enrolment: enrolment, handover: handover,
            join: { invitation in
                try await phone.cancellable { try enrolment.begin(invitation: invitation, device: device, cancel: $0) }
            }, begun: { [self] _ in syncNow() })
    }

    /// The person shows who they are.
    func unlock() { platform.unlock(lock.unlocked) }

    func handOver() {
        let sync = core.sync()
        Task {
            // Up to date; from a file that cannot be read any more, as it was sealed last.
            let sealed = await calls.answer { try sync.handOver() }.value ?? phone.sealedFile?.path
            if let sealed { handover.share(path: sealed) }
        }
    }
}

extension AppModel: Living {
    /// Follows how the phone stands, and which forms are under way.
    public func live() async {
        async let drafts: Void = drafting.live()
        let settings = core.settings()
        for await answer in calls.live(.status, .fates, read: { try settings.status() }) {
            standing = Standing(answer, sealedFile: phone.sealedFile?.path)
            let tab = standing.shown(stacks.tab)
            if tab != stacks.tab { stacks.choose(tab) }
        }
        await drafts
    }
}
