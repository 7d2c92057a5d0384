import DoorstepKit
import Observation

typealias TodayState = Shown<Today>

/// What the thumb did.
enum TodayAction {
    case recordTapped(household: String)
    case homeTapped(household: String)
    case callTapped(number: String)
    case ridesTapped
}

@MainActor @Observable final class TodayModel {
    private(set) var state = TodayState.loading

    private let calls: Calls
    private let today: any TodayListProtocol
    private let handover: any Handover
    private let go: @MainActor (Route) -> Void

    init(calls: Calls, today: any TodayListProtocol, handover: any Handover, go: @escaping @MainActor (Route) -> Void) {
        self.calls = calls
        self.today = today
        self.handover = handover
        self.go = go
    }

    func send(_ action: TodayAction) {
        switch action {
        case .recordTapped(let household): go(.outcome(household: household))
        case .homeTapped(let household): go(.household(id: household))
        case .callTapped(let number): handover.call(number)
        case .ridesTapped: go(.rides)
        }
    }
}

extension TodayModel: Living {
    func live() async {
        let today = today
        for await answer in calls.live(.homes, .rides, read: { try today.screen(day: nil) }) { state = Shown(answer) }
    }
}
