import DoorstepKit
import SwiftUI

/// Something promised: kept, dropped, or moved to another day.
struct PromiseCard: View {
    let promise: FollowUpLine
    let days: [String]
    let send: @MainActor (HouseholdAction) -> Void

    @State private var isMoving = false
    @Environment(\.strings) private var strings

    var body: some View {
        let isLate = (promise.workingDaysLeft ?? 0) < 0
        Card {
            Chip(
                isLate ? strings.promiseLate(date: day(promise.due)) : strings.promiseDue(date: day(promise.due)),
                isLate ? .danger : .warn, .calendarClock)
            if !about.isEmpty { Words(about) }
            if !promise.missing.isEmpty {
                Aside(strings.blockerMissingPaper(paper: strings.catalogueWords("paper", promise.missing)))
            }
            if !promise.whoBrings.isEmpty { Aside(strings.whoBrings(who: promise.whoBrings)) }
            if isMoving { whichDay } else { choices }
        }
    }

    private var about: String {
        [promise.who.capital, promise.service.map { strings.catalogueWord("service", $0) } ?? ""].said(" · ")
    }

    private var choices: some View {
        Flow {
            ChoiceButton(strings.promiseKept, isChosen: false, id: "promise-kept", glyph: .check) {
                send(.promiseClosed(followUp: promise.id, state: "done"))
            }
            ChoiceButton(strings.promiseMove, isChosen: false, id: "promise-move", glyph: .calendarClock) {
                isMoving = true
            }
            ChoiceButton(strings.promiseDrop, isChosen: false, id: "promise-drop", glyph: .x) {
                send(.promiseClosed(followUp: promise.id, state: "dropped"))
            }
        }
    }

    @ViewBuilder private var whichDay: some View {
        Heading(strings.promiseWhichDay)
        Flow {
            ForEach(days, id: \.self) { iso in
                ChoiceButton(day(iso), isChosen: false, id: "promise-day", name: strings.promiseMoveTo(date: day(iso)))
                {
                    isMoving = false
                    send(.promiseMoved(followUp: promise.id, day: iso))
                }
            }
        }
    }
}

/// A ride of the home: the passenger is told by a message, and it is cancelled with a reason while it has not begun.
struct RideCard: View {
    let ride: RideLine
    let send: @MainActor (HouseholdAction) -> Void

    @Environment(\.strings) private var strings

    var body: some View {
        Card {
            Words("\(day(ride.day)) · \(clock(ride.readyFrom)) · \(ride.who.capital)", style: .bodyStrong)
            Flow {
                Chip(strings.rideStateOf(ride.state) ?? ride.state, ride.state == "cancelled" ? .danger : .info, .car)
                if ride.unconfirmed { Chip(strings.rideHeld, .warn, .clock) }
            }
            if !ride.driver.isEmpty { Aside(strings.rideDriver(name: ride.driver)) }
            if let reason = ride.cancelled { Aside(strings.rideCancelOf(reason, ["point": ride.point]) ?? reason) }
            if ride.isBooked {
                if !ride.phone.isEmpty && ride.mayContact {
                    WideButton(strings.messageButton, id: "message", glyph: .send, weight: .quiet) {
                        send(.messageTapped(number: ride.phone, text: message))
                    }
                }
                WideButton(strings.rideCancelButton, id: "cancel-ride", glyph: .x, weight: .quiet) {
                    send(.cancelRideTapped(ride: ride.id, who: ride.who))
                }
            }
        }
    }

    /// Date, time, driver, car, papers; never needs or an address.
    private var message: String {
        let papers = strings.catalogueWords("paper", ride.papers)
        return [
            strings.messageRide(date: day(ride.day), time: clock(ride.readyFrom)),
            ride.driver.isEmpty ? "" : strings.messageDriver(name: ride.driver, vehicle: ride.vehicle),
            papers.isEmpty ? "" : strings.rideBring(papers: papers),
        ].said(" ")
    }
}

extension RideLine {
    /// Whether it has not begun.
    var isBooked: Bool { ["requested", "confirmed", "waiting"].contains(state) }
}
