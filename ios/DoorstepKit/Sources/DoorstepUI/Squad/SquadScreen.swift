import DoorstepKit
import SwiftUI

/// A leader's squad: progress, who is not home yet, whose homes are whose.
struct SquadScreen: View {
    let state: SquadState
    var chip: SyncChip?
    let send: @MainActor (SquadAction) -> Void

    @Environment(\.strings) private var strings

    var body: some View {
        Page(strings.tabSquad) {
            Showing(state) { ready in
                Scroll {
                    progress(ready.squad)
                    if !ready.squad.notHome.isEmpty { notHome(ready.squad.notHome) }
                    WideButton(strings.announceTitle, id: "announce", glyph: .bell, weight: .quiet) {
                        send(.announceTapped)
                    }
                    Heading(ready.marked.isEmpty ? strings.squadMembers : strings.squadGiveTo)
                    ForEach(ready.squad.members, id: \.mate.id) { MemberCard(load: $0, ready: ready, send: send) }
                    filter(ready)
                    ForEach(ready.squad.homes, id: \.home.id) { home in
                        HomeCard(home: home, isMarked: ready.marked.contains(home.home.id), send: send)
                    }
                }
            }
        } foot: {
            if let ready = state.value, !ready.marked.isEmpty { assign(ready) }
        }
        .syncChip(chip)
    }

    private func assign(_ ready: SquadReady) -> some View {
        let n = ready.marked.count
        let words = ready.member.map { strings.assignButton(n: n, who: $0.mate.name) } ?? strings.assignChoose(n: n)
        return WideButton(words, id: "assign") { send(.assignTapped) }.disabled(!ready.canAssign)
    }

    private func progress(_ squad: DoorstepCore.SquadScreen) -> some View {
        Lines {
            Words(squad.name, style: .title)
            Words(strings.todayProgress(done: String(squad.done), total: String(squad.total)))
            if squad.unassigned > 0 { Chip(strings.squadUnassigned(n: Int(squad.unassigned)), .warn, .house) }
        }
    }

    private func notHome(_ rides: [RideLine]) -> some View {
        Card(.warn) {
            Sign(glyph: .triangleAlert, text: strings.rideNotHomeYet(n: rides.count), style: .bodyStrong, color: \.warn)
            ForEach(rides, id: \.id) { Words([$0.who.capital, $0.driver].said(" · ")) }
        }
    }

    private func filter(_ ready: SquadReady) -> some View {
        Lines {
            Heading(strings.squadHomes)
            Flow {
                ChoiceButton(strings.squadAll, isChosen: !ready.unassignedOnly, id: "filter-all") {
                    send(.filterTapped(unassignedOnly: false))
                }
                ChoiceButton(strings.squadFree, isChosen: ready.unassignedOnly, id: "filter-free") {
                    send(.filterTapped(unassignedOnly: true))
                }
            }
        }
    }
}

/// A member and their load; to whom marked homes can go.
private struct MemberCard: View {
    let load: MemberLoad
    let ready: SquadReady
    let send: @MainActor (SquadAction) -> Void

    @Environment(\.strings) private var strings

    var body: some View {
        let (homes, after) = (Int(load.homes), ready.after(load))
        Card {
            Words(load.mate.name, style: .bodyStrong)
            Aside(
                after != homes
                    ? strings.squadLoadAfter(from: String(homes), to: String(after))
                    : strings.squadLoad(done: String(load.done), homes: String(homes), visits: String(load.visitsToday))
            )
            if load.notHome > 0 { Chip(strings.rideNotHomeYet(n: Int(load.notHome)), .warn, .triangleAlert) }
            if !ready.marked.isEmpty {
                ChoiceButton(
                    strings.squadChoose, isChosen: ready.to == load.mate.id, id: "member",
                    name: strings.squadChooseName(name: load.mate.name)
                ) { send(.memberTapped(member: load.mate.id)) }
            }
        }
    }
}

/// A home of the squad, to be marked or taken back.
private struct HomeCard: View {
    let home: SquadHome
    let isMarked: Bool
    let send: @MainActor (SquadAction) -> Void

    @Environment(\.strings) private var strings

    var body: some View {
        Card {
            Head("home", action: { send(.homeTapped(household: home.home.id)) }) {
                HomeWords(home: home.home)
                Aside(home.memberName.isEmpty ? strings.assignedNobody : home.memberName)
                if let outcome = home.lastOutcome { Aside(strings.outcomeShort(outcome)) }
            }
            Flow {
                ChoiceButton(
                    strings.squadMark, isChosen: isMarked, id: "mark", name: strings.squadMarkName(who: home.home.who)
                ) { send(.homeMarked(household: home.home.id)) }
                if home.member != nil {
                    ChoiceButton(
                        strings.squadTakeBack, isChosen: false, id: "take-back",
                        name: strings.squadTakeBackName(who: home.home.who)
                    ) { send(.takeBackTapped(household: home.home.id)) }
                }
            }
        }
    }
}
