import DoorstepKit
import Foundation
import Observation
import SwiftUI

@testable import DoorstepUI

/// What was asked of the fakes, line by line. Calls come from other threads.
@Observable final class Log: @unchecked Sendable {
    private let lock = NSLock()
    @ObservationIgnored private var kept: [String] = []
    @ObservationIgnored private var made: [String] = []
    private var count = 0

    /// Every call of the facade, whatever it is about, by its name: `households.screen`.
    var calls: [String] { lock.withLock { made } }

    /// A call of the facade.
    func call(_ name: String) { lock.withLock { made.append(name) } }

    var lines: [String] {
        // Read so that a screen that shows the log is told of a new line.
        _ = count
        return lock.withLock { kept }
    }

    func callAsFunction(_ line: String) {
        let now = lock.withLock {
            kept.append(line)
            return kept.count
        }
        count = now
    }

    /// Whether it says so: in a line, or in lines that follow each other.
    func has(_ part: String) -> Bool { lines.joined(separator: "\n").contains(part) }
}

/// Fakes of the generated protocols: each writes down what it is asked, and saves.
enum Fake {
    class Base: @unchecked Sendable {
        let log: Log
        /// What the core throws instead of saving.
        var refusal: DoorstepError?

        private let drafts: Drafts?

        init(_ log: Log, _ drafts: Drafts? = nil) {
            self.log = log
            self.drafts = drafts
        }

        /// What a call answers that reads.
        func read<Value>(_ name: String, _ value: Value) -> Value {
            log.call(name)
            return value
        }

        /// What a form was left with, as the core tells it with what the form is about.
        func left(_ form: String) -> [DraftField] { drafts?.stored(form) ?? [] }

        func saved(_ line: String, keep: () -> Void = {}) throws -> SavedView {
            log.call(String(line.prefix { $0 != "(" }))
            if let refusal { throw refusal }
            keep()
            log(line)
            return Made.saved
        }
    }

    final class Today: Base, TodayListProtocol, @unchecked Sendable {
        func date() -> Day { read("today.date", "2026-11-24") }
        func screen(day: Day?) -> DoorstepCore.Today { read("today.screen", Made.today()) }
    }

    final class Visits: Base, VisitsProtocol, @unchecked Sendable {
        var before = Made.visit
        private var allRecorded: [VisitInput] = []
        private var allAmended: [VisitInput] = []

        // Whoever looks at them looks at the log, and is told when there are more.
        var recorded: [VisitInput] { log.lines.isEmpty ? [] : allRecorded }
        var amended: [VisitInput] { log.lines.isEmpty ? [] : allAmended }

        private var now: VisitInput { amended.last ?? recorded.last ?? before }

        func options(household: Id) -> VisitOptions { read("visits.options", Made.options) }
        func form(household: Id, draft: String) -> VisitForm {
            read("visits.form", VisitForm(options: Made.options, draft: left(draft)))
        }
        func amendForm(household: Id, visit: Id) -> AmendForm {
            read("visits.amendForm", AmendForm(options: Made.options, visit: now))
        }
        func recorded(visit: Id) -> VisitInput { read("visits.recorded", now) }
        func record(visit: VisitInput) throws -> SavedView {
            try saved("visits.record(\(visit))") { allRecorded.append(visit) }
        }
        func amend(visit: Id, correction: VisitInput) throws -> SavedView {
            try saved("visits.amend(\(visit), \(correction))") { allAmended.append(correction) }
        }
        func undo(household: Id, visit: Id) throws -> SavedView { try saved("visits.undo(\(household), \(visit))") }
        func promise(household: Id, due: Day, service: String?) throws -> SavedView { try saved("visits.promise") }
        func closePromise(household: Id, followUp: Id, state: String) throws -> SavedView {
            try saved("visits.closePromise(\(household), \(followUp), \(state))")
        }
        func movePromise(household: Id, followUp: Id, due: Day) throws -> SavedView {
            try saved("visits.movePromise(\(household), \(followUp), \(due))")
        }
    }

    final class Households: Base, HouseholdsProtocol, @unchecked Sendable {
        var given = Made.household()

        func screen(id: Id) -> DoorstepCore.HouseholdScreen { read("households.screen", given) }
        func form(id: Id, draft: String) -> HomeForm {
            read("households.form", HomeForm(home: given.home, draft: left(draft)))
        }
        func personForm(household: Id, resident: Id, draft: String) throws -> PersonForm {
            guard let person = given.people.first(where: { $0.id == resident }) else { throw DoorstepError.NotHere }
            return read("households.personForm", PersonForm(person: person, draft: left(draft)))
        }
        func newForm(head: String, draft: String) -> NewHomeForm {
            let alike = head.isEmpty ? [] : [Made.home("h7")]
            return read("households.newForm", NewHomeForm(alike: alike, places: Made.places, draft: left(draft)))
        }
        func neighbourhoods() -> [NeighbourhoodLine] { read("households.neighbourhoods", Made.places) }
        func add(home: HouseholdInput) throws -> SavedView { try saved("households.add(\(home))") }
        func edit(id: Id, edit: HouseholdEdit) throws -> SavedView { try saved("households.edit(\(id), \(edit))") }
        func addResident(household: Id, person: ResidentInput) throws -> SavedView {
            try saved("households.addResident(\(household), \(person))")
        }
        func editResident(household: Id, resident: Id, person: ResidentInput) throws -> SavedView {
            try saved("households.editResident(\(household), \(resident), \(person))")
        }
        func closeConflict(household: Id, conflict: Id) throws -> SavedView {
            try saved("households.closeConflict(\(household), \(conflict))")
        }
    }

    /// Notes with the simplest guard that a test needs: twelve digits.
    final class Notes: Base, NotesProtocol, @unchecked Sendable {
        func add(household: Id, text: String) throws -> SavedView { try saved("notes.add(\(household), \(text))") }
        func remove(household: Id, note: Id) throws -> SavedView { try saved("notes.remove(\(household), \(note))") }
        func hasSecret(text: String) -> Bool { read("notes.hasSecret", text.filter(\.isNumber).count >= 12) }
    }

    final class Rides: Base, RidesProtocol, @unchecked Sendable {
        private let waiting = [Made.ride("r8", who: "ông Bình", state: "at_point", next: "served", mine: false)]

        func screen(day: Day?) -> RideDay {
            read("rides.screen", RideDay(manifest: Made.manifest, duties: [], atPoint: waiting))
        }
        func form(household: Id, day: Day?, draft: String) -> RideForm {
            read(
                "rides.form",
                RideForm(options: Made.rideOptions, services: [Made.vneid], days: Made.week, draft: left(draft)))
        }
        func manifest(day: Day?) -> Manifest { read("rides.manifest", Made.manifest) }
        func list(day: Day?) -> [RideLine] { read("rides.list", []) }
        func returnDuties() -> [RideLine] { read("rides.returnDuties", []) }
        func atPoint() -> [RideLine] { read("rides.atPoint", waiting) }
        func options(household: Id, day: Day?) -> RideOptions { read("rides.options", Made.rideOptions) }
        func book(ride: RideInput) throws -> SavedView { try saved("rides.book(\(ride))") }
        func cancel(ride: Id, reason: CancelReason) throws -> SavedView {
            try saved("rides.cancel(\(ride), \(reason))")
        }
        func step(ride: Id, state: RideState, reason: String?) throws -> SavedView {
            try saved("rides.step(\(ride), \(state), \(reason ?? "-"))")
        }
    }

    final class Search: Base, SearchProtocol, @unchecked Sendable {
        func run(query: String, page: DoorstepCore.Page) -> Hits {
            read("search.run", Hits(hits: [Hit(home: Made.home(), found: "folded")], total: 1))
        }
        func possibleDuplicates(head: String) -> [HomeLine] { read("search.possibleDuplicates", [Made.home("h7")]) }
    }

    final class FateList: Base, FateListProtocol, @unchecked Sendable {
        func list(filter: FateFilter, page: DoorstepCore.Page) -> Fates { read("fates.list", Made.fates) }
        func lookedAt(change: Id) {
            log.call("fates.lookedAt")
            log("fates.lookedAt(\(change))")
        }
    }

    final class Consents: Base, ConsentsProtocol, @unchecked Sendable {
        func form(household: Id, resident: Id, draft: String) -> ConsentForm {
            read(
                "consents.form", ConsentForm(person: Made.people[0], unit: "phường Quảng Phú", draft: left(draft)))
        }
        func record(answer: ConsentInput) throws -> SavedView { try saved("consents.record(\(answer))") }
        func withdraw(household: Id, resident: Id, purpose: Purpose) throws -> SavedView {
            try saved("consents.withdraw(\(household), \(resident), \(purpose))")
        }
    }

    final class Settings: Base, SettingsProtocol, @unchecked Sendable {
        func status() -> Status { read("settings.status", Made.status(unsent: 0)) }
        func signOut() {
            log.call("settings.signOut")
            log("settings.signOut()")
        }
    }

    final class Sync: Base, SyncProtocol, @unchecked Sendable {
        func handOver() -> String { read("sync.handOver", "/outbox") }
        func settle() { log.call("sync.settle") }
        func run(personWaits: Bool, cancel: CancelToken) -> SyncReport {
            SyncReport(end: .done, exchanges: 1, sentBytes: 0, receivedBytes: 0)
        }
    }

    final class Leading: Base, LeadingProtocol, @unchecked Sendable {
        func squad(filter: SquadFilter, page: DoorstepCore.Page) -> DoorstepCore.SquadScreen {
            log("leading.squad \(filter.unassigned ? "unassigned" : "all")")
            return read("leading.squad", Made.squad)
        }
        func roundForm(draft: String) -> RoundForm {
            read("leading.roundForm", RoundForm(places: Made.places, days: Made.week, draft: left(draft)))
        }
        func assign(households: [Id], member: Id) throws -> [SavedView] {
            [try saved("leading.assign(\(households), \(member))")]
        }
        func takeBack(household: Id) throws -> SavedView { try saved("leading.takeBack(\(household))") }
        func giveVehicle(ride: Id, vehicle: Id) throws -> SavedView { try saved("leading.giveVehicle") }
        func announce(neighbourhood: Id, date: Day, announcedBy: String) throws -> SavedView {
            try saved("leading.announce(\(neighbourhood), \(date), \(announcedBy))")
        }
        func merge(household: Id, into: Id) throws -> SavedView { try saved("leading.merge") }
    }

    final class Enrolment: Base, EnrolmentProtocol, @unchecked Sendable {
        func isEnrolled() -> Bool { read("enrolment.isEnrolled", false) }
        func read(invitation: String) -> InvitationView { read("enrolment.read", Made.invitation) }
        func followHub(invitation: String) -> InvitationView { read("enrolment.followHub", Made.invitation) }
        func begin(invitation: String, device: DeviceInput, cancel: CancelToken) throws -> EnrolledView {
            throw DoorstepError.Sync(code: "offline", args: [])
        }
    }

    /// Drafts in memory, as the core keeps them.
    final class Drafts: DraftsProtocol, @unchecked Sendable {
        private let log: Log
        private let lock = NSLock()
        private var kept: [String: [DraftField]] = [:]

        /// What holds up whoever keeps a form, as a slow store does.
        var beforeKeeping: () -> Void = {}

        init(_ log: Log) { self.log = log }

        func stored(_ form: String) -> [DraftField] { lock.withLock { kept[form] ?? [] } }

        var forms: [String: [String: String]] {
            lock.withLock { kept.mapValues { Dictionary(uniqueKeysWithValues: $0.map { ($0.name, $0.value) }) } }
        }

        func openForms() -> [OpenForm] {
            log.call("drafts.openForms")
            return lock.withLock { kept.keys.map { OpenForm(form: $0, who: "", at: 0) } }
        }
        func keep(form: String, root: Id?, fields: [DraftField]) -> [String] {
            log.call("drafts.keep")
            beforeKeeping()
            lock.withLock { kept[form] = fields }
            return []
        }
        func kept(form: String) -> DraftView? {
            log.call("drafts.kept")
            return lock.withLock { kept[form] }.map { DraftView(fields: $0, at: 0) }
        }
        func discard(form: String) {
            log.call("drafts.discard")
            lock.withLock { kept[form] = nil }
        }
    }

    final class Platform: Handover {
        let log: Log

        init(_ log: Log) { self.log = log }

        func call(_ number: String) { log("call \(number)") }
        func map(latE7: Int64, lonE7: Int64) { log("map \(latE7) \(lonE7)") }
        func share(path: String) { log("share \(path)") }
        func scan(_ read: @escaping @MainActor (String) -> Void) -> Bool {
            log("scan")
            return false
        }
        func message(to number: String?, _ text: String) { log("message \(number ?? "-") \(text)") }
        var reachesLocalNetwork: Bool { false }
        func allowLocalNetwork() { log("allow local network") }
        func unlock(_ known: @escaping @MainActor () -> Void) { log("unlock") }
    }
}

/// A screen with its real model, over fakes that write down what they are asked: `visits.undo(h1, v1)`, `go household(id: "h1")`.
@MainActor final class Bench {
    let log = Log()
    let calls = Calls(changes: Changes())
    let drafts: Fake.Drafts
    let saving: Saving
    let drafting: Drafting
    let handover: Fake.Platform

    init(undoFor: Duration = Motion.undo) {
        saving = Saving(calls: calls, shownFor: undoFor)
        drafts = Fake.Drafts(log)
        drafting = Drafting(calls: calls, drafts: drafts)
        handover = Fake.Platform(log)
    }

    func go(_ route: Route) { log("go \(route)") }
    func instead(_ route: Route) { log("instead \(route)") }
    func back() { log("back") }

    func outline(_ view: AnyView, english: Bool = false) -> Outline<Logged> {
        Outline(of: Logged(log: log, content: view)) { $0.strings = Strings(isEnglish: english) }
    }
}

/// A screen that is looked at again when the log has a new line.
struct Logged: View {
    let log: Log
    let content: AnyView

    var body: some View {
        let _ = log.lines
        content
    }
}
