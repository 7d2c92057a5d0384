import DoorstepKit
import SwiftUI

/// One purpose at a time, in letters that an old person reads; yes and no look the same.
struct ConsentScreen: View {
    let state: ConsentState
    let send: @MainActor (ConsentAction) -> Void

    @Environment(\.strings) private var strings

    var body: some View {
        Page(strings.consentButton) {
            Showing(state) { ready in
                Fields {
                    Words(question(ready), style: .elder)
                    if let standing = ready.standing { now(standing) }
                    choices(ready)
                    if ready.method == ConsentReady.spoken {
                        Field(strings.consentWitness, id: "witness", seed: ready.witness) {
                            send(.witnessTyped($0))
                        }
                    }
                    Field(strings.consentGuardian, id: "guardian", seed: ready.guardian) {
                        send(.guardianTyped($0))
                    }
                    Aside(strings.consentFree)
                }
            }
        } foot: {
            if let ready = state.value {
                Group {
                    WideButton(strings.consentYes, id: "yes", weight: .quiet) { send(.answered(yes: true)) }
                    WideButton(strings.consentNo, id: "no", weight: .quiet) { send(.answered(yes: false)) }
                }
                .disabled(!ready.canAnswer)
            }
        }
    }

    private func question(_ ready: ConsentReady) -> String {
        let address = ready.person.honorific.isEmpty ? strings.consentAddress : ready.person.honorific
        return strings.consentAskOf(ready.purpose, ["address": address, "unit": ready.unit])?.capital ?? ""
    }

    @ViewBuilder private func now(_ standing: ConsentLine) -> some View {
        let isGiven = standing.state == "given"
        let state = (strings.consentStateOf(standing.state) ?? standing.state).lowercased()
        Chip(strings.consentNow(state: state), isGiven ? .ok : .plain, .shieldCheck)
        if isGiven { WideButton(strings.consentWithdraw, id: "withdraw", weight: .danger) { send(.withdrawTapped) } }
    }

    @ViewBuilder private func choices(_ ready: ConsentReady) -> some View {
        Flow {
            ForEach(ConsentReady.purposes, id: \.self) { purpose in
                ChoiceButton(
                    strings.consentOf(purpose) ?? purpose, isChosen: ready.purpose == purpose, id: "purpose-\(purpose)"
                ) { send(.purposeTapped(purpose)) }
            }
        }
        Heading(strings.consentHow)
        Flow {
            ForEach(ConsentReady.methods, id: \.self) { method in
                ChoiceButton(
                    strings.methodOf(method) ?? method, isChosen: ready.method == method, id: "method-\(method)"
                ) {
                    send(.methodTapped(method))
                }
            }
        }
    }
}
