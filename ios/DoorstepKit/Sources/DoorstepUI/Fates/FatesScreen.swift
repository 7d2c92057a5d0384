import DoorstepKit
import SwiftUI

/// What became of every tap: what needs a person first, then the newest.
struct FatesScreen: View {
    let state: FatesState
    let send: @MainActor (FatesAction) -> Void

    @Environment(\.strings) private var strings

    var body: some View {
        Page(strings.fatesTitle) {
            Showing(state) { ready in
                Scroll {
                    sending(ready.sending)
                    Counts(fates: ready.fates)
                    if ready.fates.lines.isEmpty { Words(strings.fatesNone) }
                    ForEach(ready.fates.lines, id: \.fate.change) { Fate(line: $0, send: send) }
                }
            }
        } foot: {
            if let sending = state.value?.sending {
                WideButton(sending == .running ? strings.sending : strings.sendNow, id: "send-now", glyph: .send) {
                    send(.sendTapped)
                }
                .disabled(sending == .running)
            }
        }
    }

    @ViewBuilder private func sending(_ sending: Sending) -> some View {
        switch sending {
        case .idle, .running:
            EmptyView()
        case .failed(let problem):
            Banner(.warn, .cloudOff, strings.problem(problem))
            Words(strings.savedIsSafe)
        case .localNetworkRefused:
            NoLocalNetwork { send(.allowTapped) }
        }
    }
}

/// What happened, what is safe, the next step: the system keeps the app from the Centre's own Wi-Fi.
struct NoLocalNetwork: View {
    let allow: @MainActor () -> Void

    @Environment(\.strings) private var strings

    var body: some View {
        Lines {
            Banner(.danger, .cloudOff, strings.localNetworkRefused)
            Words(strings.savedIsSafe)
            WideButton(strings.localNetworkAllow, id: "allow-local-network", weight: .quiet, action: allow)
        }
    }
}

/// How much of it came to which fate.
private struct Counts: View {
    let fates: Fates

    @Environment(\.strings) private var strings

    var body: some View {
        let unsent = Int(fates.counts.saved + fates.counts.sent)
        let needs = fates.lines.count { $0.needsYou }
        Card {
            Words(unsent == 0 ? strings.fatesAllSent : strings.syncPending(n: unsent), style: .bodyStrong)
            if needs > 0 { Chip(strings.fatesNeedYou(n: needs), .warn, .triangleAlert) }
            Aside(fates.lastSuccess.map { strings.syncAllDone(time: moment($0)) } ?? strings.syncNever)
            Flow {
                ForEach(counted, id: \.fate) { Chip("\($0.n) \($0.fate.lowercased())", $0.tone) }
            }
        }
    }

    private var counted: [(n: UInt32, fate: String, tone: Tone)] {
        let all: [(n: UInt32, fate: String, tone: Tone)] = [
            (fates.counts.applied, strings.fateApplied, .ok),
            (fates.counts.superseded, strings.fateSuperseded, .info),
            (fates.counts.parked, strings.fateParked, .warn),
            (fates.counts.refused, strings.fateNot, .danger),
        ]
        return all.filter { $0.n > 0 }
    }
}

/// One thing that was recorded.
private struct Fate: View {
    let line: FateLine
    let send: @MainActor (FatesAction) -> Void

    @Environment(\.strings) private var strings

    var body: some View {
        switch (line.needsYou, line.who) {
        case (true, let who):
            Card(.warn) {
                if who == nil { words } else { Head("fate", action: open) { words } }
                WideButton(strings.fateSeen, id: "fate-seen", glyph: .check, weight: .quiet) {
                    send(.seenTapped(change: line.fate.change))
                }
            }
        case (false, nil):
            Card { words }
        case (false, _?):
            Line("fate", action: open) { words }
        }
    }

    private func open() { send(.lineTapped(root: line.root)) }

    @ViewBuilder private var words: some View {
        // Given to another: one line stays, without the resident's name.
        Words(line.who?.capital ?? strings.fatesElsewhere, style: .bodyStrong)
        Aside(
            [strings.kindOf(line.kind.replacingOccurrences(of: ".", with: "_")) ?? line.kind, moment(line.at)].said(
                " · "))
        FateWords(fate: line.fate)
    }
}
