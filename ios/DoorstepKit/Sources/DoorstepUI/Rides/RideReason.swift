import DoorstepKit
import Observation
import SwiftUI

/// Why a ride is cancelled before it began, or why its passenger was not served: a code each, one tap.
struct RideReasonState: Equatable, Sendable {
    let who: String
    let cancels: Bool

    var reasons: [String] {
        cancels ? ["family", "ill", "papers", "weather", "point", "no_show"] : ["papers", "point", "other"]
    }
}

@MainActor @Observable final class RideReasonModel {
    let state: RideReasonState

    private let rides: any RidesProtocol
    private let ride: String
    private let saving: Saving
    private let back: @MainActor () -> Void
    @ObservationIgnored private var hasSaved = false

    init(
        rides: any RidesProtocol, ride: String, who: String, cancels: Bool, saving: Saving,
        back: @escaping @MainActor () -> Void
    ) {
        self.rides = rides
        self.ride = ride
        self.saving = saving
        self.back = back
        state = RideReasonState(who: who, cancels: cancels)
    }

    /// The reason was tapped: it is the whole record.
    func send(_ reason: String) {
        if hasSaved { return }
        hasSaved = true
        let (rides, ride, cancels) = (rides, ride, state.cancels)
        Task {
            let answer = await saving.save {
                cancels
                    ? try rides.cancel(ride: ride, reason: reason)
                    : try rides.step(ride: ride, state: "turned_away", reason: reason)
            }
            if case .is = answer { back() } else { hasSaved = false }
        }
    }
}

extension RideReasonModel: Living {
    /// It reads nothing.
    func live() async {}
}

/// One reason is tapped. Who was turned away still has to be brought home.
struct RideReasonScreen: View {
    let state: RideReasonState
    let send: @MainActor (String) -> Void

    @Environment(\.strings) private var strings

    var body: some View {
        Page(state.cancels ? strings.rideCancelButton : strings.rideNextTurnedAway) {
            Fields {
                Words(state.who.capital, style: .title)
                ForEach(state.reasons, id: \.self) { reason in
                    WideButton(word(reason), id: "reason-\(reason)", weight: .quiet) { send(reason) }
                }
            }
        }
    }

    private func word(_ reason: String) -> String {
        let word =
            state.cancels ? strings.rideCancelOf(reason, ["point": strings.rideThePoint]) : strings.turnedAwayOf(reason)
        return word?.capital ?? reason
    }
}
