import DoorstepKit
import SwiftUI

/// What happened, what is safe, and the next step.
struct BlockedScreen: View {
    let state: BlockedState
    let send: @MainActor (BlockedAction) -> Void

    @Environment(\.strings) private var strings

    var body: some View {
        NavigationStack {
            Page(strings.blockedTitle) {
                Fields {
                    Heading(strings.blockedWhat)
                    Banner(.danger, what.glyph, what.words)
                    Heading(strings.blockedSafe)
                    Card {
                        Sign(
                            glyph: .shieldCheck,
                            text: state == .keyDestroyed ? strings.fatesAllSent : strings.savedIsSafe,
                            color: \.ok)
                        if case .revoked(let unsent) = state, unsent > 0 { Words(strings.syncPending(n: unsent)) }
                    }
                    Heading(strings.blockedNext)
                    Words(next)
                }
            } foot: {
                switch state {
                case .storage(_, let sealedFile):
                    WideButton(strings.retry, id: "retry") { send(.retryTapped) }
                    if sealedFile != nil { handOver }
                case .keyDestroyed:
                    EmptyView()
                case .locked, .clockUnsure, .revoked:
                    WideButton(strings.sendNow, id: "send-now", glyph: .send) { send(.syncTapped) }
                    handOver
                }
                if state.canSetAside {
                    WideButton(strings.blockedSetAside, id: "set-aside", glyph: .refreshCw, weight: .quiet) {
                        send(.setAsideTapped)
                    }
                }
            }
        }
    }

    private var handOver: some View {
        WideButton(strings.settingsHandOverButton, id: "hand-over", glyph: .hardDrive, weight: .quiet) {
            send(.handOverTapped)
        }
    }

    private var what: (glyph: Glyph, words: String) {
        switch state {
        case .locked: (.lock, strings.errorStateOf("locked") ?? "")
        case .revoked: (.ban, strings.errorRevoked)
        case .keyDestroyed: (.ban, strings.blockedKeyDestroyed)
        case .clockUnsure: (.clock, strings.blockedClock)
        case .storage(let problem, _): (.hardDrive, strings.problem(problem))
        }
    }

    private var next: String {
        switch state {
        case .locked, .clockUnsure: strings.blockedNextSync
        case .revoked: strings.blockedNextRevoked
        case .keyDestroyed: strings.blockedNextKeyDestroyed
        case .storage(let problem, _): strings.blockedNextOf(problem.code) ?? strings.blockedNextHelp
        }
    }
}

/// The phone lay somewhere for a while: whoever has it now shows who they are. No name of anybody is on this screen.
struct AppLockedScreen: View {
    let unlock: @MainActor () -> Void

    @Environment(\.strings) private var strings

    var body: some View {
        NavigationStack {
            Page(strings.blockedTitle) {
                Fields { Sign(glyph: .lock, text: strings.unlockWhy, style: .title) }
            } foot: {
                WideButton(strings.unlockButton, id: "unlock", glyph: .lock, action: unlock)
            }
        }
    }
}
