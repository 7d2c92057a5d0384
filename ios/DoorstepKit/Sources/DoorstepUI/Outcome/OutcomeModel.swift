import DoorstepKit
import Observation

/// What is missing, who brings it, and when somebody comes for it: "met, not finished".
struct Unfinished: Equatable {
    var missing: [String] = []
    var whoBrings = ""
    var followUpOn: String?
}

/// What is being asked now.
enum Asking: Equatable {
    case tile

    /// On which day to come back.
    case day
    case what(Unfinished)
}

/// What can be recorded, with whom one knocked, and what is asked. With `amended`, the visit that is put right.
struct OutcomeReady: Sendable {
    let options: VisitOptions
    let with: [String]
    let asking: Asking
    var amended: VisitInput?
}

typealias OutcomeState = Shown<OutcomeReady>

/// What the thumb did.
enum OutcomeAction {
    case tileTapped(outcome: String)
    case dayTapped(day: String)
    case partnerTapped(member: String)
    case unfinishedEdited(Unfinished)
    case unfinishedSaved

    /// The visit never was: a correction that follows it.
    case withdrawTapped
}

/// With `visit`, a visit of before is amended; else a new one is recorded.
@MainActor @Observable final class OutcomeModel {
    private struct Read: Sendable {
        let options: VisitOptions
        var amended: VisitInput?
        var draft: [DraftField] = []
    }

    private var read = Shown<Read>.loading
    // Whom one knocked with: as it was at the last door, until it is tapped here.
    private var with: [String]?
    private var asking = Asking.tile
    @ObservationIgnored private var hasRecorded = false

    private let calls: Calls
    private let visits: any VisitsProtocol
    private let form: FormDraft
    private let household: String
    private let visit: String?
    private let saving: Saving
    private let back: @MainActor () -> Void
    private let instead: @MainActor (Route) -> Void

    init(
        calls: Calls, visits: any VisitsProtocol, drafting: Drafting, household: String, visit: String?, saving: Saving,
        back: @escaping @MainActor () -> Void, instead: @escaping @MainActor (Route) -> Void
    ) {
        self.calls = calls
        self.visits = visits
        form = FormDraft("visit/\(household)", root: household, drafting: drafting)
        self.household = household
        self.visit = visit
        self.saving = saving
        self.back = back
        self.instead = instead
    }

    var state: OutcomeState {
        read.map { read in
            OutcomeReady(
                options: read.options, with: with ?? read.amended?.with ?? read.options.with, asking: asking,
                amended: read.amended)
        }
    }

    func send(_ action: OutcomeAction) {
        guard let ready = state.value else { return }
        switch action {
        case .partnerTapped(let member): with = ready.with.toggled(member)
        case .tileTapped("come_back"): asking = .day
        case .tileTapped("unfinished"):
            asking = .what(
                ready.amended.map { Unfinished(missing: $0.missing, whoBrings: $0.whoBrings) } ?? Unfinished())
        case .tileTapped(let outcome): record(ready, outcome)
        case .dayTapped(let day): record(ready, "come_back", day: day)
        case .unfinishedEdited(let unfinished):
            asking = .what(unfinished)
            if visit == nil { form.type(unfinished.fields) }
        case .unfinishedSaved:
            if case .what(let unfinished) = asking { record(ready, "unfinished", what: unfinished) }
        case .withdrawTapped:
            guard let visit else { return }
            let (visits, household) = (visits, household)
            Task {
                if case .is = await saving.save({ try visits.undo(household: household, visit: visit) }) { back() }
            }
        }
    }

    private func record(_ ready: OutcomeReady, _ outcome: String, day: String? = nil, what: Unfinished = Unfinished()) {
        // Two taps on a tile are one visit: thumbs are cold, screens are slow.
        if hasRecorded { return }
        hasRecorded = true
        let said = VisitInput(
            household: household, outcome: outcome, with: ready.with, helped: ready.amended?.helped ?? [],
            missing: what.missing, whoBrings: what.whoBrings.trimmed, comeBackOn: day, followUpOn: what.followUpOn,
            closes: outcome == "done" ? ready.options.openFollowUps.map(\.id) : [])
        Task {
            guard let saved = await save(said, insteadOf: ready.amended) else {
                hasRecorded = false
                return
            }
            if Self.helped.contains(outcome) {
                instead(.service(household: household, visit: visit ?? saved.id))
            } else {
                back()
            }
        }
    }

    private func save(_ said: VisitInput, insteadOf before: VisitInput?) async -> SavedView? {
        let (visits, household) = (visits, household)
        guard let visit, let before else {
            return await form.save(by: saving, undo: { try visits.undo(household: household, visit: $0.id) }) {
                try visits.record(visit: said)
            }
        }
        // What was half told of another visit to this home stays.
        return await saving.save(undo: { _ in try visits.amend(visit: visit, correction: before) }) {
            try visits.amend(visit: visit, correction: said)
        }.value
    }

    /// Outcomes after which somebody may have been helped with something.
    private static let helped: Set = ["done", "unfinished", "referred", "police", "police_home"]
}

extension OutcomeModel: Living {
    func live() async {
        let (visits, household, visit, name) = (visits, household, visit, form.name)
        let read = calls.live(.homes) {
            guard let visit else {
                let form = try visits.form(household: household, draft: name)
                return Read(options: form.options, draft: form.draft)
            }
            let form = try visits.amendForm(household: household, visit: visit)
            return Read(options: form.options, amended: form.visit)
        }
        for await answer in read {
            if visit == nil, let known = answer.value { begin(known.draft) }
            self.read = Shown(answer)
        }
    }

    /// What was half told of a visit to this home is asked again.
    private func begin(_ left: [DraftField]) {
        guard !form.hasBegun else { return }
        form.begin(left: left)
        if !form.changed.isEmpty { asking = .what(Unfinished(fields: form.typed)) }
    }
}

extension Unfinished {
    fileprivate var fields: [String: String] {
        ["missing": missing.joined(separator: " "), "who": whoBrings, "on": followUpOn ?? ""]
    }

    fileprivate init(fields: [String: String]) {
        missing = (fields["missing"] ?? "").split(separator: " ").map(String.init)
        whoBrings = fields["who"] ?? ""
        followUpOn = fields["on"].flatMap { $0.isEmpty ? nil : $0 }
    }
}

extension [String] {
    /// With it, or without it where it was there.
    func toggled(_ one: String) -> [String] { contains(one) ? filter { $0 != one } : self + [one] }
}
