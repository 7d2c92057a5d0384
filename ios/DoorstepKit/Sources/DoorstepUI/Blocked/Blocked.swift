import DoorstepKit

/// Why the app shows nothing else now.
public enum BlockedState: Equatable, Sendable {
    /// Too long without a sync.
    case locked

    /// The device was revoked; unsent work may still go.
    case revoked(unsent: Int)

    /// It was revoked, everything is at the hub, and the key is destroyed.
    case keyDestroyed

    /// The clock cannot be trusted yet, and data is shown for a while only.
    case clockUnsure

    /// The file does not open: another key, a newer app's, damaged, no room. What is unsent may lie sealed beside it.
    case storage(Problem, sealedFile: String?)

    /// What stops the app, by the phone's standing; none while it may work.
    init?(_ status: Status) {
        if status.revoked {
            self = .revoked(unsent: Int(status.unsent))
            return
        }
        switch status.enrolment {
        case .locked: self = .locked
        case .clockUnsure(uptimeLeftMs: 0): self = .clockUnsure
        case .fresh, .dueSoon, .clockUnsure: return nil
        }
    }

    /// A file that another key or a newer app could open is better left in its place.
    var canSetAside: Bool {
        switch self {
        case .keyDestroyed: true
        case .storage(let problem, _): problem.code == "damaged" || problem.code == "wrong_key"
        case .locked, .revoked, .clockUnsure: false
        }
    }
}

/// What the thumb did.
enum BlockedAction {
    case syncTapped
    case handOverTapped
    case retryTapped

    /// The file is set aside, not deleted, and the phone can be enrolled again.
    case setAsideTapped
}
