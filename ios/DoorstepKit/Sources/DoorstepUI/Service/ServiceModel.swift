import DoorstepKit
import Observation

/// Who is being helped, with what so far, and the service whose details are open.
struct ServiceReady: Sendable {
    let options: VisitOptions
    let visit: VisitInput
    let person: String?
    let helped: [HelpInput]
    let open: HelpInput?
}

typealias ServiceState = Shown<ServiceReady>

/// What the thumb did.
enum ServiceAction {
    /// Somebody of the home; none is somebody without a name.
    case personTapped(resident: String?)
    case serviceTapped(code: String)
    case outcomeTapped(code: String)
    case blockerTapped(code: String)
    case saveTapped
}

/// Each service saved is a correction of the visit that the tile made: nothing is lost if one walks away.
@MainActor @Observable final class ServiceModel {
    private enum Person {
        case first
        case chosen(String?)
    }

    private var read = Shown<AmendForm>.loading
    private var person = Person.first
    private var helped: [HelpInput]?
    private var open: HelpInput?

    private let calls: Calls
    private let visits: any VisitsProtocol
    private let household: String
    private let visit: String
    private let saving: Saving

    init(calls: Calls, visits: any VisitsProtocol, household: String, visit: String, saving: Saving) {
        self.calls = calls
        self.visits = visits
        self.household = household
        self.visit = visit
        self.saving = saving
    }

    var state: ServiceState {
        read.map { read in
            let someone: String? =
                switch person {
                case .first: read.options.people.first?.id
                case .chosen(let resident): resident
                }
            return ServiceReady(
                options: read.options, visit: read.visit, person: someone, helped: helped ?? read.visit.helped,
                open: open)
        }
    }

    func send(_ action: ServiceAction) {
        guard let ready = state.value else { return }
        switch action {
        case .personTapped(let resident): person = .chosen(resident)
        case .serviceTapped(let code): begin(ready, code)
        case .outcomeTapped(let code): open = open?.with(outcome: code)
        case .blockerTapped(let code): open = open?.with(blockers: open?.blockers.toggled(code))
        case .saveTapped: if let open { save(ready, open) }
        }
    }

    /// The third tap records the usual end of the service; its details can follow.
    private func begin(_ ready: ServiceReady, _ code: String) {
        guard let service = ready.options.services.first(where: { $0.service.code == code }) else { return }
        let help = HelpInput(
            resident: ready.person, service: code, outcome: service.outcomes.first?.code ?? "done", blockers: [])
        open = help
        save(ready, help)
    }

    private func save(_ ready: ServiceReady, _ help: HelpInput) {
        let before = ready.helped
        let now = before.filter { $0.resident != help.resident || $0.service != help.service } + [help]
        helped = now
        let (visits, visit) = (visits, visit)
        let (undone, said) = (correction(ready, before), correction(ready, now))
        Task {
            let undo: @Sendable (SavedView) throws -> SavedView = { [weak self] _ in
                let saved = try visits.amend(visit: visit, correction: undone)
                Task { @MainActor in self?.show(before) }
                return saved
            }
            if case .is = await saving.save(undo: undo, { try visits.amend(visit: visit, correction: said) }) { return }
            helped = before
        }
    }

    private func show(_ before: [HelpInput]) {
        helped = before
        open = nil
    }

    /// The visit as it reads, but for who was helped: what else was said of it stays.
    private func correction(_ ready: ServiceReady, _ helped: [HelpInput]) -> VisitInput {
        let said = ready.visit
        return VisitInput(
            household: household, outcome: said.outcome, with: said.with, helped: helped, missing: said.missing,
            whoBrings: said.whoBrings, comeBackOn: said.comeBackOn, followUpOn: said.followUpOn, closes: said.closes)
    }
}

extension ServiceModel: Living {
    func live() async {
        let (visits, household, visit) = (visits, household, visit)
        let read = calls.live(.homes) { try visits.amendForm(household: household, visit: visit) }
        for await answer in read { self.read = Shown(answer) }
    }
}

extension HelpInput {
    fileprivate func with(outcome: String? = nil, blockers: [String]? = nil) -> HelpInput {
        HelpInput(
            resident: resident, service: service, outcome: outcome ?? self.outcome, blockers: blockers ?? self.blockers)
    }
}
