import DoorstepKit
import Observation

typealias HouseholdState = Shown<DoorstepCore.HouseholdScreen>

/// What the thumb did.
enum HouseholdAction {
    case recordTapped
    case noteTapped
    case rideTapped
    case addPersonTapped
    case mapTapped
    case callTapped(number: String)
    case consentTapped(resident: String)
    case conflictSeen(conflict: String)
    case editTapped
    case editPersonTapped(resident: String)
    case amendTapped(visit: String)
    case removeNoteTapped(note: String)

    /// A promise was kept (`done`) or is no longer one (`dropped`).
    case promiseClosed(followUp: String, state: String)
    case promiseMoved(followUp: String, day: String)
    case cancelRideTapped(ride: String, who: String)
    case messageTapped(number: String, text: String)
}

@MainActor @Observable final class HouseholdModel {
    private(set) var state = HouseholdState.loading

    private let calls: Calls
    private let households: any HouseholdsProtocol
    private let visits: any VisitsProtocol
    private let notes: any NotesProtocol
    private let id: String
    private let saving: Saving
    private let handover: any Handover
    private let go: @MainActor (Route) -> Void

    init(
        calls: Calls, households: any HouseholdsProtocol, visits: any VisitsProtocol, notes: any NotesProtocol,
        id: String,
        saving: Saving, handover: any Handover, go: @escaping @MainActor (Route) -> Void
    ) {
        self.calls = calls
        self.households = households
        self.visits = visits
        self.notes = notes
        self.id = id
        self.saving = saving
        self.handover = handover
        self.go = go
    }

    func send(_ action: HouseholdAction) {
        let (id, households, visits, notes) = (id, households, visits, notes)
        switch action {
        case .recordTapped: go(.outcome(household: id))
        case .noteTapped: go(.note(household: id))
        case .rideTapped: go(.bookRide(household: id))
        case .addPersonTapped: go(.addPerson(household: id))
        case .consentTapped(let resident): go(.consent(household: id, resident: resident))
        case .callTapped(let number): handover.call(number)
        case .mapTapped:
            if let pin = state.value?.home.pin { handover.map(latE7: pin.latE7, lonE7: pin.lonE7) }
        case .editTapped: go(.editHousehold(id: id))
        case .editPersonTapped(let resident): go(.editPerson(household: id, resident: resident))
        case .amendTapped(let visit): go(.amend(household: id, visit: visit))
        case .cancelRideTapped(let ride, let who): go(.rideReason(ride: ride, who: who, cancels: true))
        case .messageTapped(let number, let text): handover.message(to: number, text)
        case .removeNoteTapped(let note): save { try notes.remove(household: id, note: note) }
        case .promiseClosed(let followUp, let state):
            save { try visits.closePromise(household: id, followUp: followUp, state: state) }
        case .promiseMoved(let followUp, let day):
            save { try visits.movePromise(household: id, followUp: followUp, due: day) }
        case .conflictSeen(let conflict): save { try households.closeConflict(household: id, conflict: conflict) }
        }
    }

    private func save(_ call: @escaping @Sendable () throws -> SavedView) {
        Task { await saving.save(call) }
    }
}

extension HouseholdModel: Living {
    func live() async {
        let (id, households) = (id, households)
        let read = calls.live(.homes, .rides, .fates) { try households.screen(id: id) }
        for await answer in read { state = Shown(answer) }
    }
}
