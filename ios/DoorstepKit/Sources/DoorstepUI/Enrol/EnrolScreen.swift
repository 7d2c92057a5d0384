import DoorstepKit
import SwiftUI

/// Joins a commune's hub: by camera, or by a pasted text. What is joined is shown before it is.
struct EnrolScreen: View {
    let state: EnrolState
    let send: @MainActor (EnrolAction) -> Void

    @Environment(\.strings) private var strings

    var body: some View {
        NavigationStack {
            Page(strings.enrolTitle) {
                Fields {
                    Words(strings.enrolHow)
                    WideButton(strings.enrolScan, id: "scan", glyph: .qrCode, weight: .quiet) { send(.scanTapped) }
                    if state.noCamera { Banner(.info, .qrCode, strings.enrolNoCamera) }
                    Field(strings.enrolPaste, id: "invitation", lines: 3, trouble: trouble) { send(.typed($0)) }
                    if case .reads(let invitation) = state.invitation {
                        Card(.ok) {
                            Words(invitation.communeName, style: .title)
                            Words(strings.enrolKey(key: invitation.key))
                            Aside(strings.enrolAddresses(list: invitation.addresses.joined(separator: ", ")))
                        }
                    }
                    if state.noLocalNetwork { NoLocalNetwork { send(.allowTapped) } }
                    if let failed = state.failed { Banner(.danger, .triangleAlert, strings.problem(failed)) }
                }
            } foot: {
                WideButton(state.isRunning ? strings.enrolRunning : strings.enrolBegin, id: "begin") {
                    send(.beginTapped)
                }
                .disabled(!state.canBegin)
            }
        }
    }

    private var trouble: String? {
        if case .wrong(let problem) = state.invitation { strings.problem(problem) } else { nil }
    }
}
