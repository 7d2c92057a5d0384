import DoorstepKit
import SwiftUI

/// What a knock came to: the tile is the whole record.
struct OutcomeScreen: View {
    let state: OutcomeState
    let send: @MainActor (OutcomeAction) -> Void

    @Environment(\.strings) private var strings
    @Environment(\.dynamicTypeSize) private var letters

    var body: some View {
        Page(state.value?.amended == nil ? strings.recordButton : strings.amendTitle) {
            Showing(state) { ready in
                Fields {
                    Words(ready.options.who.capital, style: .headline)
                    asked(ready)
                    if !ready.options.partners.isEmpty { partners(ready) }
                    if ready.amended != nil && ready.asking == .tile {
                        WideButton(strings.amendWithdraw, id: "withdraw-visit", glyph: .undo2, weight: .danger) {
                            send(.withdrawTapped)
                        }
                    }
                }
            }
        } foot: {
            if case .what? = state.value?.asking {
                WideButton(strings.save, id: "save-unfinished") { send(.unfinishedSaved) }
            }
        }
    }

    @ViewBuilder private func asked(_ ready: OutcomeReady) -> some View {
        switch ready.asking {
        case .tile: tiles(ready)
        case .day: days(ready)
        case .what(let unfinished):
            WhatIsMissing(
                papers: ready.options.papers, days: ready.amended == nil ? ready.options.comeBack : [], now: unfinished
            ) { send(.unfinishedEdited($0)) }
        }
    }

    private func tiles(_ ready: OutcomeReady) -> some View {
        // Two columns, one from 130 % text on: a word must not break.
        let column = GridItem(.flexible(), spacing: Target.gap)
        let columns = Array(repeating: column, count: letters >= .xxxLarge ? 1 : 2)
        return LazyVGrid(columns: columns, spacing: Target.gap) {
            ForEach(ready.options.outcomes, id: \.self) { outcome in
                WideButton(
                    strings.outcomeShort(outcome), id: "tile-\(outcome)", glyph: glyph(outcome),
                    weight: outcome == (ready.amended?.outcome ?? "done") ? .primary : .quiet,
                    name: strings.outcomeSentence(outcome), tall: true
                ) { send(.tileTapped(outcome: outcome)) }
            }
        }
    }

    @ViewBuilder private func days(_ ready: OutcomeReady) -> some View {
        Heading(strings.outcomeWhichDay)
        ForEach(ready.options.comeBack, id: \.self) { iso in
            WideButton(
                day(iso), id: "come-back-day", glyph: .calendarClock, weight: .quiet,
                name: strings.outcomeComeBack(date: day(iso))
            ) { send(.dayTapped(day: iso)) }
        }
    }

    @ViewBuilder private func partners(_ ready: OutcomeReady) -> some View {
        Heading(strings.outcomeWith)
        Flow {
            ForEach(ready.options.partners, id: \.id) { mate in
                ChoiceButton(mate.name, isChosen: ready.with.contains(mate.id), id: "partner") {
                    send(.partnerTapped(member: mate.id))
                }
            }
        }
    }

    private func glyph(_ outcome: String) -> Glyph? {
        switch outcome {
        case "done": .circleCheck
        case "unfinished": .listChecks
        case "not_home": .doorOpen
        case "come_back": .calendarClock
        case "refused": .ban
        default: nil
        }
    }
}

/// Met, not finished: what is missing, who brings it, and the day on which somebody comes for it. Nothing of it is needed.
private struct WhatIsMissing: View {
    let papers: [Choice]
    let days: [String]
    let now: Unfinished
    let edited: @MainActor (Unfinished) -> Void

    @Environment(\.strings) private var strings

    var body: some View {
        Heading(strings.unfinishedMissing)
        Flow {
            ForEach(papers, id: \.code) { paper in
                ChoiceButton(strings.said(paper), isChosen: now.missing.contains(paper.code), id: "paper") {
                    edit { $0.missing = $0.missing.toggled(paper.code) }
                }
            }
        }
        Field(strings.unfinishedWho, id: "who-brings", seed: now.whoBrings) { who in edit { $0.whoBrings = who } }
        if !days.isEmpty { Heading(strings.unfinishedDay) }
        Flow {
            ForEach(days, id: \.self) { iso in
                ChoiceButton(day(iso), isChosen: now.followUpOn == iso, id: "follow-up-day") {
                    edit { $0.followUpOn = $0.followUpOn == iso ? nil : iso }
                }
            }
        }
    }

    private func edit(_ change: (inout Unfinished) -> Void) {
        var edit = now
        change(&edit)
        edited(edit)
    }
}
