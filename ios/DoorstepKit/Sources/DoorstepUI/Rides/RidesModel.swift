import DoorstepKit
import Observation

/// A driver's day; who is not home yet, and who waits at a service point, of any day; whose papers were looked at.
struct RidesReady: Sendable {
    let day: RideDay
    var checked: Set<String> = []
}

typealias RidesState = Shown<RidesReady>

/// What the thumb did.
enum RidesAction {
    case stepTapped(ride: String, state: String)
    case callTapped(number: String)

    /// The passenger has what is to be brought.
    case papersTapped(ride: String)
    case cancelTapped(ride: String, who: String)

    /// Not served at the point: why is asked.
    case turnedAwayTapped(ride: String, who: String)
}

@MainActor @Observable final class RidesModel {
    private var read = Shown<RideDay>.loading
    private var checked: Set<String> = []

    private let calls: Calls
    private let rides: any RidesProtocol
    private let saving: Saving
    private let handover: any Handover
    private let go: @MainActor (Route) -> Void

    init(
        calls: Calls, rides: any RidesProtocol, saving: Saving, handover: any Handover,
        go: @escaping @MainActor (Route) -> Void
    ) {
        self.calls = calls
        self.rides = rides
        self.saving = saving
        self.handover = handover
        self.go = go
    }

    var state: RidesState {
        read.map { RidesReady(day: $0, checked: checked) }
    }

    func send(_ action: RidesAction) {
        switch action {
        case .callTapped(let number): handover.call(number)
        case .papersTapped(let ride): checked.formSymmetricDifference([ride])
        case .cancelTapped(let ride, let who): go(.rideReason(ride: ride, who: who, cancels: true))
        case .turnedAwayTapped(let ride, let who): go(.rideReason(ride: ride, who: who, cancels: false))
        case .stepTapped(let ride, let state):
            let rides = rides
            Task { await saving.save { try rides.step(ride: ride, state: state, reason: nil) } }
        }
    }
}

extension RidesModel: Living {
    func live() async {
        let rides = rides
        for await answer in calls.live(.rides, read: { try rides.screen(day: nil) }) { self.read = Shown(answer) }
    }
}
