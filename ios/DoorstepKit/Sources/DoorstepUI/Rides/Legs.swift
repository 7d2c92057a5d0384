import DoorstepKit
import SwiftUI

/// Somebody who was fetched and is not home yet.
struct Duty: View {
    let ride: RideLine
    let send: @MainActor (RidesAction) -> Void

    @Environment(\.strings) private var strings

    var body: some View {
        let promised = ride.homeBy.map { strings.ridePromised(time: clock($0)) } ?? ""
        Card(.warn) {
            Words(ride.who.capital, style: .title)
            Words([strings.rideStateOf(ride.state) ?? "", promised].said(" · "))
            Aside(ride.pickup)
            if let next = ride.next, next != Step.homeSafe { Step(ride: ride, state: next, weight: .quiet, send: send) }
            if ride.next == Step.served { TurnedAway(ride: ride, send: send) }
            Step(ride: ride, state: Step.homeSafe, weight: .primary, send: send)
            Step(ride: ride, state: Step.withFamily, weight: .quiet, send: send)
            CallPassenger(ride: ride, send: send)
        }
    }
}

/// Somebody whom another driver brought, and who is to be served here.
struct AtPoint: View {
    let ride: RideLine
    let send: @MainActor (RidesAction) -> Void

    @Environment(\.strings) private var strings

    var body: some View {
        Card(.info) {
            Words(ride.who.capital, style: .title)
            Words([ride.point, strings.catalogueWord("service", ride.service)].said(" · "))
            if !ride.driver.isEmpty { Aside(strings.rideDriver(name: ride.driver)) }
            Step(ride: ride, state: Step.served, weight: .primary, send: send)
            TurnedAway(ride: ride, send: send)
        }
    }
}

/// A leg of the driver's day. Papers are asked for before anybody sits in the car.
struct LegCard: View {
    let leg: Leg
    let isChecked: Bool
    let send: @MainActor (RidesAction) -> Void

    @Environment(\.strings) private var strings

    private var ride: RideLine { leg.ride }

    var body: some View {
        Card {
            Words("\(clock(leg.at)) · \(ride.who.capital)", style: .title)
            chips
            Words(leg.homeward ? ride.point : ride.pickup)
            if let reason = ride.cancelled { Aside(strings.rideCancelOf(reason, ["point": ride.point]) ?? reason) }
            if ride.next == Step.pickedUp && !leg.homeward && ride.mine { papers }
            // A step belongs to one of the two legs: there until the point, home afterwards.
            if let next = ride.next, ride.mine, leg.homeward == Step.homeward.contains(next) {
                Step(ride: ride, state: next, weight: .primary, send: send)
                if next == Step.served { TurnedAway(ride: ride, send: send) }
            }
            CallPassenger(ride: ride, send: send)
            if ride.isBooked && !leg.homeward {
                WideButton(
                    strings.rideCancelButton, id: "cancel-ride", glyph: .x, weight: .quiet,
                    name: strings.stepFor(step: strings.rideCancelButton, who: ride.who)
                ) { send(.cancelTapped(ride: ride.id, who: ride.who)) }
            }
        }
    }

    private var chips: some View {
        Flow {
            Chip(leg.homeward ? strings.legHome : strings.legThere, .info, leg.homeward ? .house : .car)
            Chip(strings.rideStateOf(ride.state) ?? ride.state, ride.state == "cancelled" ? .danger : .plain)
            ForEach(ride.needs, id: \.self) { Chip(strings.needOf($0) ?? $0, .warn, .accessibility) }
            ForEach(ride.misfits, id: \.self) {
                Chip(strings.refusalOf($0, ["who": ride.who]) ?? $0, .danger, .triangleAlert)
            }
            if ride.unconfirmed { Chip(strings.rideHeld, .warn, .clock) }
        }
    }

    @ViewBuilder private var papers: some View {
        if !ride.papers.isEmpty { Aside(strings.rideBring(papers: strings.catalogueWords("paper", ride.papers))) }
        ChoiceButton(strings.ridePapersReady, isChosen: isChecked, id: "papers-ready", glyph: .listChecks) {
            send(.papersTapped(ride: ride.id))
        }
    }
}

/// The next state of a ride, as a button.
private struct Step: View {
    let ride: RideLine
    let state: String
    let weight: Weight
    let send: @MainActor (RidesAction) -> Void

    @Environment(\.strings) private var strings

    var body: some View {
        let word = strings.rideNextOf(state) ?? strings.rideStateOf(state) ?? state
        WideButton(word, id: "step-\(state)", weight: weight, name: strings.stepFor(step: word, who: ride.who)) {
            send(.stepTapped(ride: ride.id, state: state))
        }
    }

    static let pickedUp = "picked_up"
    static let served = "served"
    static let homeSafe = "home_safe"
    static let withFamily = "with_family"

    /// Steps of the way home.
    static let homeward: Set = ["going_home", homeSafe]
}

/// Not served at the point.
private struct TurnedAway: View {
    let ride: RideLine
    let send: @MainActor (RidesAction) -> Void

    @Environment(\.strings) private var strings

    var body: some View {
        WideButton(
            strings.rideNextTurnedAway, id: "step-turned_away", weight: .quiet,
            name: strings.stepFor(step: strings.rideNextTurnedAway, who: ride.who)
        ) { send(.turnedAwayTapped(ride: ride.id, who: ride.who)) }
    }
}

/// Calls the passenger, where there is a number.
private struct CallPassenger: View {
    let ride: RideLine
    let send: @MainActor (RidesAction) -> Void

    @Environment(\.strings) private var strings

    var body: some View {
        if !ride.phone.isEmpty {
            WideButton(
                strings.callNumber(name: ride.who, number: number(ride.phone)), id: "call", glyph: .phone,
                weight: .quiet
            ) { send(.callTapped(number: ride.phone)) }
        }
    }
}
