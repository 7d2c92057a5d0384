import DoorstepKit
import SwiftUI

/// What to do today: who must be brought home, the next ride, and doors in the order in which to knock.
struct TodayScreen<BeforeAll: View>: View {
    let state: TodayState
    var chip: SyncChip?
    @ViewBuilder let beforeAll: BeforeAll
    let send: @MainActor (TodayAction) -> Void

    @Environment(\.strings) private var strings

    var body: some View {
        Page(strings.tabToday) {
            Showing(state) { today in Scroll { day(today) } }
        }
        .syncChip(chip)
    }

    @ViewBuilder private func day(_ today: Today) -> some View {
        beforeAll
        if !today.returns.isEmpty { notHome(today.returns) }
        if let ride = today.nextRide { nextRide(ride) }
        ForEach(today.notAnnounced, id: \.neighbourhood) { notTold($0) }
        if today.total > 0 {
            Words(strings.todayProgress(done: String(today.done), total: String(today.total)), style: .title)
        }
        if today.homes.isEmpty { Banner(.info, .house, strings.todayNone) }
        let open = today.homes.filter { $0.reason != .settled }
        let settled = today.homes.filter { $0.reason == .settled }
        // One main action on the screen: the first door's. The others are as near, and quieter.
        ForEach(open, id: \.home.id) { home in
            Door(home: home, due: today.due(at: home.home.id), isFirst: home.home.id == open.first?.home.id, send: send)
        }
        if !settled.isEmpty { Heading(strings.todaySettled) }
        ForEach(settled, id: \.home.id) { home in
            Line("home", action: { send(.homeTapped(household: home.home.id)) }) {
                HomeWords(home: home.home)
                if let outcome = home.lastOutcome { Aside(strings.outcomeShort(outcome)) }
            }
        }
    }

    private func notHome(_ rides: [RideLine]) -> some View {
        Line("returns", .warn, action: { send(.ridesTapped) }) {
            Sign(glyph: .triangleAlert, text: strings.rideNotHomeYet(n: rides.count), style: .bodyStrong, color: \.warn)
            Words(rides.map(\.who.capital).joined(separator: ", "))
        }
    }

    private func nextRide(_ ride: RideLine) -> some View {
        Line("next-ride", .info, action: { send(.ridesTapped) }) {
            Sign(glyph: .car, text: strings.rideNext(time: clock(ride.readyFrom)), style: .bodyStrong, color: \.info)
            Words([ride.who.capital, ride.pickup].said(" · "))
        }
    }

    private func notTold(_ place: NotAnnounced) -> some View {
        Card(.warn) {
            Sign(glyph: .bell, text: strings.todayNotAnnounced, style: .bodyStrong, color: \.warn)
            Words(strings.todayNotAnnouncedAt(n: Int(place.homes), place: place.name))
            if !place.announcerPhone.isEmpty {
                WideButton(
                    strings.callSomebody(who: place.announcer), id: "call-announcer", glyph: .phone, weight: .quiet,
                    name: strings.callNumber(name: place.announcer, number: number(place.announcerPhone))
                ) { send(.callTapped(number: place.announcerPhone)) }
            }
        }
    }
}

extension TodayScreen where BeforeAll == EmptyView {
    init(state: TodayState, send: @escaping @MainActor (TodayAction) -> Void) {
        self.init(state: state, beforeAll: { EmptyView() }, send: send)
    }
}

extension Today {
    fileprivate func due(at household: String) -> [FollowUpLine] {
        due.filter { $0.home.id == household }.flatMap(\.due)
    }
}

/// A home to knock at, and why.
private struct Door: View {
    let home: TodayHome
    let due: [FollowUpLine]
    let isFirst: Bool
    let send: @MainActor (TodayAction) -> Void

    @Environment(\.strings) private var strings

    var body: some View {
        Card {
            Head("home", action: { send(.homeTapped(household: home.home.id)) }) { HomeWords(home: home.home) }
            DoorChips(door: home.home.door, care: home.care)
            Words(strings.why(home.reason))
            ForEach(due, id: \.id) { Chip(words($0), .warn, .calendarClock) }
            WideButton(
                strings.recordButton, id: "record", weight: isFirst ? .primary : .quiet,
                name: strings.recordFor(who: home.home.who)
            ) { send(.recordTapped(household: home.home.id)) }
        }
    }

    private func words(_ due: FollowUpLine) -> String {
        let what = due.service.map { strings.catalogueWord("service", $0) } ?? ""
        return ([day(due.due), due.who.capital, what] + due.missing.map { strings.catalogueWord("paper", $0) }).said(
            " · ")
    }
}
