import DoorstepKit
import Foundation
import Observation
import Testing

@testable import DoorstepUI

/// State holders over fakes of the generated protocols: actions in, calls and states out.
@MainActor @Suite(.serialized) struct ModelTests {
    private let bench = Bench()
    private let visits: Fake.Visits

    init() { visits = Fake.Visits(bench.log, bench.drafts) }

    private func outcome(_ visit: String? = nil) async throws -> Reading<OutcomeModel> {
        let model = OutcomeModel(
            calls: bench.calls, visits: visits, drafting: bench.drafting, household: "h1", visit: visit,
            saving: bench.saving, back: bench.back, instead: bench.instead)
        return try await Reading(model) { $0.state.value != nil }
    }

    private func service() async throws -> Reading<ServiceModel> {
        let model = ServiceModel(
            calls: bench.calls, visits: visits, household: "h1", visit: "v1", saving: bench.saving)
        return try await Reading(model) { $0.state.value != nil }
    }

    @Test func aTileIsAVisitWithTodaysPartnerAndBack() async throws {
        let at = try await outcome()
        at.model.send(.tileTapped(outcome: "not_home"))
        try await until { bench.log.has("back") }
        #expect(visits.recorded.map(\.outcome) == ["not_home"])
        #expect(visits.recorded.map(\.with) == [["m2"]])
    }

    @Test func twoTapsOnATileAreOneVisit() async throws {
        let at = try await outcome()
        for _ in 0..<2 { at.model.send(.tileTapped(outcome: "done")) }
        try await until { bench.log.has("instead") }
        #expect(visits.recorded.count == 1)
        #expect(bench.log.has("instead service(household: \"h1\", visit: \"c1\")"))
    }

    @Test func comingBackNeedsADay() async throws {
        let at = try await outcome()
        at.model.send(.tileTapped(outcome: "come_back"))
        #expect(at.model.state.value?.asking == .day)
        #expect(visits.recorded == [])
        at.model.send(.dayTapped(day: "2026-11-26"))
        try await until { bench.log.has("back") }
        #expect(visits.recorded.map(\.comeBackOn) == ["2026-11-26"])
    }

    @Test func whatIsMissingIsKeptAsOneSaysItAndSavedWithTheVisit() async throws {
        let said = Unfinished(missing: ["chip_id_card"], whoBrings: "con gái", followUpOn: "2026-11-26")
        let first = try await outcome()
        first.model.send(.tileTapped(outcome: "unfinished"))
        first.model.send(.unfinishedEdited(said))
        try await until { bench.drafting.isSettled }
        #expect(visits.recorded == [])
        // Killed here, the same is asked again.
        let again = try await outcome()
        try await until { again.model.state.value?.asking == .what(said) }
        again.model.send(.unfinishedSaved)
        try await until { bench.log.has("instead") && bench.drafting.isSettled }
        let saved = try #require(visits.recorded.first)
        #expect([saved.outcome, saved.whoBrings, saved.followUpOn] == ["unfinished", "con gái", "2026-11-26"])
        #expect(saved.missing == ["chip_id_card"])
        #expect(bench.drafts.forms == [:])
    }

    @Test func anAmendmentKeepsWhoWasHelpedAndItsUndoSaysWhatWasSaidBefore() async throws {
        let help = HelpInput(resident: "p1", service: "vneid_install", outcome: "installed", blockers: [])
        visits.before = VisitInput(
            household: "h1", outcome: "unfinished", with: ["m2"], helped: [help], missing: ["chip_id_card"],
            whoBrings: "con gái", comeBackOn: nil, followUpOn: nil, closes: [])
        let at = try await outcome("v1")
        at.model.send(.tileTapped(outcome: "refused"))
        try await until { bench.log.has("back") }
        #expect(visits.amended.last?.outcome == "refused")
        #expect(visits.amended.last?.helped == [help])
        bench.saving.undo()
        try await until { visits.amended.count == 2 && bench.saving.bar != nil }
        #expect(visits.amended.last == visits.before)
    }

    @Test func whatTheRulebookRefusesCanBeTappedAgain() async throws {
        visits.refusal = .Refused(code: "handed_over", args: [])
        let at = try await outcome()
        at.model.send(.tileTapped(outcome: "done"))
        try await until { bench.saving.refusal != nil }
        #expect(bench.log.lines == [])
        visits.refusal = nil
        at.model.send(.tileTapped(outcome: "done"))
        try await until { bench.log.has("instead") }
        #expect(visits.recorded.count == 1)
    }

    @Test func aFullPhoneSaysSoAndTheTapWorksOnceThereIsRoom() async throws {
        visits.refusal = .Storage(code: "full")
        let at = try await outcome()
        at.model.send(.tileTapped(outcome: "not_home"))
        try await until { bench.saving.refusal == Problem(kind: .storage, code: "full") }
        #expect(bench.log.lines == [], "nobody is told that it was saved")
        visits.refusal = nil
        at.model.send(.tileTapped(outcome: "not_home"))
        try await until { bench.log.has("back") }
        #expect(visits.recorded.map(\.outcome) == ["not_home"])
    }

    @Test func undoCorrectsOnce() async throws {
        let at = try await outcome()
        at.model.send(.tileTapped(outcome: "not_home"))
        try await until { bench.saving.bar != nil }
        for _ in 0..<2 { bench.saving.undo() }
        try await until { bench.saving.bar != nil }
        #expect(bench.log.lines.filter { $0.contains("visits.undo(h1, c1)") }.count == 1)
        // A correction is not taken back by a second one.
        guard case .saved(_, nil) = bench.saving.bar else { return #expect(Bool(false), "an undo of the undo") }
    }

    @Test func theBarGoesByItself() async throws {
        let bench = Bench(undoFor: .milliseconds(1))
        await bench.saving.save { Made.saved }
        try await until { bench.saving.bar == nil }
        bench.saving.undo()
        #expect(bench.saving.bar == nil)
    }

    @Test func theThirdTapRecordsAServiceForTheFirstPersonAFourthForSomebodyElse() async throws {
        let at = try await service()
        at.model.send(.serviceTapped(code: "vneid_install"))
        try await until { visits.amended.count == 1 && bench.saving.bar != nil }
        let help = HelpInput(resident: "p1", service: "vneid_install", outcome: "installed", blockers: [])
        #expect(visits.amended.last?.helped == [help])
        // What else was said of the visit stays.
        #expect(visits.amended.last?.missing == ["chip_id_card"])
        #expect(visits.amended.last?.whoBrings == "con gái")
        bench.saving.hide()
        at.model.send(.personTapped(resident: nil))
        at.model.send(.serviceTapped(code: "vneid_install"))
        try await until { visits.amended.count == 2 }
        #expect(visits.amended.last?.helped.map(\.resident) == ["p1", nil])
        // Undone, the first one stands.
        try await until { bench.saving.canUndo }
        bench.saving.undo()
        try await until { visits.amended.count == 3 && at.model.state.value?.helped.count == 1 }
        #expect(visits.amended.last?.helped.map(\.resident) == ["p1"])
    }

    @Test func detailsOfAServiceAreSavedInItsPlace() async throws {
        let at = try await service()
        at.model.send(.serviceTapped(code: "vneid_install"))
        at.model.send(.outcomeTapped(code: "blocked"))
        at.model.send(.blockerTapped(code: "no_smartphone"))
        at.model.send(.saveTapped)
        let help = HelpInput(resident: "p1", service: "vneid_install", outcome: "blocked", blockers: ["no_smartphone"])
        try await until { visits.amended.contains { $0.helped == [help] } }
    }

    @Test func aSecretIsNeverSaved() async throws {
        let model = NoteModel(
            notes: Fake.Notes(bench.log), drafting: bench.drafting, household: "h1", saving: bench.saving,
            back: bench.back)
        let at = try await Reading(model) { $0.state.value != nil }
        at.model.send(.typed("căn cước 012345678901"))
        #expect(at.model.state.value?.hasSecret == true)
        at.model.send(.saveTapped)
        at.model.send(.typed(" gọi trước "))
        #expect(at.model.state.value?.hasSecret == false)
        try await until { bench.drafting.isSettled }
        #expect(bench.drafts.forms["note/h1"]?["text"] == " gọi trước ")
        at.model.send(.saveTapped)
        try await until { bench.log.has("back") && bench.drafting.isSettled }
        #expect(bench.log.lines == ["notes.add(h1, gọi trước)", "back"])
        #expect(bench.drafts.forms == [:], "saved, and so no draft")
    }

    /// A screen that is covered and comes back lives anew.
    @Test func whatIsBeingTypedIsNotPulledAway() async throws {
        let households = Fake.Households(bench.log, bench.drafts)
        let note = NoteModel(
            notes: Fake.Notes(bench.log), drafting: bench.drafting, household: "h1", saving: bench.saving,
            back: bench.back)
        await note.live()
        note.send(.typed("x"))
        await note.live()
        #expect(note.state.value?.isEmpty == false)
        #expect(note.state.value?.text == "x")

        let person = AddPersonModel(
            households: households, drafting: bench.drafting, household: "h1", saving: bench.saving, back: bench.back)
        await person.live()
        person.send(.edited(NewPerson(name: "x")))
        await person.live()
        #expect(person.state.value == AddPersonReady(typed: NewPerson(name: "x")))

        let home = EditHouseholdModel(
            calls: bench.calls, households: households, drafting: bench.drafting, id: "h1", saving: bench.saving,
            back: bench.back)
        await home.live()
        home.send(.edited(field: "lane", value: "x"))
        await home.live()
        #expect(home.state.value?.typed["lane"] == "x")

        let resident = EditPersonModel(
            calls: bench.calls, households: households, drafting: bench.drafting, household: "h1", resident: "p1",
            saving: bench.saving, back: bench.back)
        await resident.live()
        resident.send(.edited(field: "name", value: "x"))
        await resident.live()
        #expect(resident.state.value?.typed["name"] == "x")
    }

    /// Killed and opened again, a form begins with what it held.
    @Test func aFormBeginsWithWhatItHeld() async throws {
        bench.drafting.keep("consent/h1/p1", root: "h1", ["purpose": "ride", "method": "spoken", "witness": "bác Hòa"])
        bench.drafting.keep("ride/h1", root: "h1", ["day": "2026-11-26", "leave": "510", "companions": "2"])
        bench.drafting.keep("household", root: nil, ["head": "x", "neighbourhood": "n2"])
        bench.drafting.keep("home/h1", root: "h1", ["landmark": "sau chùa"])
        try await until { bench.drafting.isSettled }

        let consent = try await Reading(
            ConsentModel(
                calls: bench.calls, consents: Fake.Consents(bench.log, bench.drafts), drafting: bench.drafting,
                household: "h1", resident: "p1", saving: bench.saving)
        ) { $0.state.value != nil }
        let asked = try #require(consent.model.state.value)
        #expect(
            [asked.purpose, asked.method, asked.witness] == ["ride", "spoken", "bác Hòa"])

        let ride = try await Reading(
            BookRideModel(
                calls: bench.calls, rides: Fake.Rides(bench.log, bench.drafts), drafting: bench.drafting,
                household: "h1", saving: bench.saving, go: bench.go, back: bench.back)
        ) { $0.state.value != nil }
        #expect(ride.model.state.value?.booking == Booking(day: "2026-11-26", leave: 510, companions: 2))

        let added = try await Reading(
            AddHouseholdModel(
                calls: bench.calls, households: Fake.Households(bench.log, bench.drafts), drafting: bench.drafting,
                head: "y", saving: bench.saving, instead: bench.instead)
        ) { $0.state.value != nil }
        #expect(added.model.state.value?.form == NewHome(head: "x", neighbourhood: "n2"))

        let home = EditHouseholdModel(
            calls: bench.calls, households: Fake.Households(bench.log, bench.drafts), drafting: bench.drafting,
            id: "h1",
            saving: bench.saving, back: bench.back)
        await home.live()
        #expect(home.state.value?.changed == ["landmark": "sau chùa"])
    }

    /// A form that is opened again while its last letters are on their way to the store begins with them, whatever the
    /// store answered before.
    @Test func whatIsOnItsWayToTheStoreIsNotLost() async throws {
        let (arrived, release) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        bench.drafts.beforeKeeping = {
            arrived.signal()
            release.wait()
        }
        let first = FormDraft("note/h1", root: "h1", drafting: bench.drafting)
        first.begin(left: [])
        first.type(["text": "gọi trước"])
        try await bench.calls.call { arrived.wait() }
        let again = FormDraft("note/h1", root: "h1", drafting: bench.drafting)
        release.signal()
        try await until { bench.drafting.isSettled }
        again.begin(left: [])
        #expect(again["text"] == "gọi trước")
        #expect(again.typed == ["text": "gọi trước"])
        // And once it is there, the store is believed.
        let later = FormDraft("note/h1", root: "h1", drafting: bench.drafting)
        later.begin(left: bench.drafts.stored("note/h1"))
        #expect(later["text"] == "gọi trước")
    }

    /// What somebody emptied stays empty, killed or not; what says the same as the record is no change.
    @Test func aFormKeepsWhatSaysSomethingElseThanTheRecord() async throws {
        let saved = ["landmark": "cổng xanh", "phone": "0951"]
        let form = FormDraft("home/h1", root: "h1", drafting: bench.drafting)
        form.begin(left: [], over: saved)
        form.type(["landmark": "", "phone": "0951", "lane": " "])
        #expect(form.changed == ["landmark": ""])
        try await until { bench.drafting.isSettled }
        let again = FormDraft("home/h1", root: "h1", drafting: bench.drafting)
        again.begin(left: bench.drafts.stored("home/h1"), over: saved)
        #expect(again.typed == ["landmark": "", "phone": "0951"])
        // As it was: no form under way.
        again.type(["landmark": "cổng xanh"])
        try await until { bench.drafting.isSettled }
        #expect(bench.drafts.forms == [:])
    }

    /// What was refused is still being written.
    @Test func aFormIsForgottenOnlyOnceItIsSaved() async throws {
        let form = FormDraft("note/h1", root: "h1", drafting: bench.drafting)
        form.begin(left: [])
        form.type(["text": "x"])
        let refused = await form.save(by: bench.saving) { throw DoorstepError.Storage(code: "full") }
        try await until { bench.drafting.isSettled }
        #expect(refused == nil)
        #expect(bench.drafts.forms == ["note/h1": ["text": "x"]])
        let saved = await form.save(by: bench.saving) { Made.saved }
        try await until { bench.drafting.isSettled }
        #expect(saved == Made.saved)
        #expect(bench.drafts.forms == [:])
    }

    /// A visit of before is put right; what was half told of a new one stays.
    @Test func anAmendmentLeavesAnotherVisitsFormAlone() async throws {
        bench.drafting.keep("visit/h1", root: "h1", ["who": "con gái"])
        try await until { bench.drafting.isSettled }
        let at = try await outcome("v1")
        #expect(at.model.state.value?.asking == .tile)
        at.model.send(.tileTapped(outcome: "refused"))
        try await until { bench.log.has("back") && bench.drafting.isSettled }
        #expect(bench.drafts.forms == ["visit/h1": ["who": "con gái"]])
    }

    /// Enrolling commits at the hub before its call returns: the screen leaves meanwhile, and the first sync begins all the same.
    @Test func enrollingOutlivesItsScreen() async throws {
        let (joining, join) = AsyncStream.makeStream(of: Void.self)
        let log = bench.log
        var model: EnrolModel? = EnrolModel(
            calls: bench.calls, enrolment: Fake.Enrolment(log), handover: bench.handover,
            join: { _ in
                for await _ in joining { break }
                return EnrolledView(name: "Lan", roles: ["volunteer"], communeName: "Quảng Phú")
            }, begun: { _ in log("first sync") })
        let screen = Task { [model] in await model?.live() }
        model?.send(.typed("doorstep:1?x"))
        try await until { [model] in model?.state.canBegin == true }
        model?.send(.beginTapped)
        // The screen goes, and its model with it.
        screen.cancel()
        model = nil
        join.yield()
        try await until { log.has("first sync") }
    }

    /// A field that was away for another choice shows what was typed into it: what is saved can be read.
    @Test func aFieldThatComesBackShowsWhatWasTyped() async throws {
        let outline = bench.outline(consent(bench))
        let finger = Finger(outline: outline, log: bench.log)
        for step in ["method-spoken", "witness=cô Lan", "method-screen"] { try await finger.act(step) }
        try await outline.wait("no witness") { $0.identified("witness").isEmpty }
        try await finger.act("method-spoken")
        try await outline.wait("cô Lan") { $0.identified("witness").first?.value == "cô Lan" }
    }

    @Test func whatIsTypedTooFastIsKeptAsItWasLast() async throws {
        for letter in ["g", "gọ", "gọi"] { bench.drafting.keep("note/h1", root: "h1", ["text": letter]) }
        #expect(!bench.drafting.isSettled)
        #expect(bench.drafting.onItsWay("note/h1") == ["text": "gọi"])
        try await until { bench.drafting.isSettled }
        #expect(bench.drafts.forms == ["note/h1": ["text": "gọi"]])
    }

    @Test func placesAreAStackATab() {
        var stacks = Stacks()
        stacks.push(.household(id: "h1"))
        stacks.push(.outcome(household: "h1"))
        var popped = stacks
        popped[.today].removeLast()
        #expect(popped.top == .household(id: "h1"))
        var replaced = stacks
        replaced.replace(.outcome(household: "h1"), with: .service(household: "h1", visit: "v1"))
        #expect(replaced[.today] == [.household(id: "h1"), .service(household: "h1", visit: "v1")])
        // What is saved when one has gone elsewhere takes nobody away from there.
        var elsewhere = popped
        elsewhere.leave(.outcome(household: "h1"))
        elsewhere.replace(.outcome(household: "h1"), with: .service(household: "h1", visit: "v1"))
        #expect(elsewhere == popped)
        var otherTab = stacks
        otherTab.choose(.search)
        otherTab.leave(.outcome(household: "h1"))
        #expect(otherTab.top == .search)
        #expect(otherTab[.today] == [.household(id: "h1")])
        var search = stacks
        search.choose(.search)
        #expect(search.top == .search)
        search.choose(.today)
        #expect(search.top == .outcome(household: "h1"))
        search.choose(.today)
        #expect(search.top == .today)
    }

    /// For a system that ends the app and starts it again: as Android tells them, and no name among them.
    @Test func placesAreToldByIdentifiersAndComeBack() {
        var stacks = Stacks()
        stacks.push(.household(id: "h1"))
        stacks.push(.amend(household: "h1", visit: "v1"))
        stacks.choose(.search)
        stacks.push(.addHousehold(head: "Nguyễn Thị Hương"))
        #expect(stacks.text == "search\ntoday house/h1 amend/h1/v1\nsearch household")
        var back = Stacks(text: stacks.text)
        #expect(back.top == .addHousehold(head: ""))
        back.choose(.today)
        #expect(back[.today] == [.household(id: "h1"), .amend(household: "h1", visit: "v1")])
        // What only a name leads to is left out, the place below it is there.
        var ride = Stacks()
        ride.push(.household(id: "h1"))
        ride.push(.rideReason(ride: "r1", who: "bà Hương", cancels: true))
        #expect(Stacks(text: ride.text).top == .household(id: "h1"))
        #expect(Stacks(text: "moon\nmoon note/h1\ntoday later/x note/h1")[.today] == [.note(household: "h1")])
        #expect(Stacks(text: "") == Stacks())
    }

    @Test(arguments: [
        ("visit/h1", Route.outcome(household: "h1")), ("resident/h1/p1", .editPerson(household: "h1", resident: "p1")),
        ("household", .addHousehold(head: "")), ("later/x", nil), ("consent/h1", nil),
    ]) func formsLeadBack(form: String, route: Route?) {
        #expect(Route(form: form) == route)
    }

    @Test func whatStopsTheApp() {
        #expect(BlockedState(Made.status()) == nil)
        #expect(BlockedState(Made.status(enrolment: .clockUnsure(uptimeLeftMs: 1))) == nil)
        #expect(BlockedState(Made.status(enrolment: .clockUnsure(uptimeLeftMs: 0))) == .clockUnsure)
        #expect(BlockedState(Made.status(enrolment: .locked)) == .locked)
        #expect(BlockedState(Made.status(revoked: true, enrolment: .locked)) == .revoked(unsent: 3))
    }

    @Test func wordsForTimesAndNumbers() {
        #expect(clock(8 * 60 + 5) == "8:05")
        #expect(day("2026-11-24") == "24/11")
        #expect(day("later") == "later")
        #expect(moment(Made.at) == "\(moment(Made.at).prefix { $0 != " " }) \(day(Made.at))")
        #expect(day(Int64(1_795_482_000_000 - 1)) != day(Int64(1_795_482_000_000 + 86_400_000)))
        #expect(number("+84951234567") == "0951\u{A0}234\u{A0}567")
        #expect(number("113") == "113")
    }
}

extension Saving {
    /// Why the last thing was not saved.
    var refusal: Problem? {
        if case .refused(let problem) = bar { problem } else { nil }
    }

    var canUndo: Bool {
        if case .saved(_, _?) = bar { true } else { false }
    }
}

/// A model that reads, as its screen makes it.
@MainActor final class Reading<Model: Living> {
    let model: Model
    private let task: Task<Void, Never>

    init(_ model: Model, until ready: @escaping @MainActor (Model) -> Bool) async throws {
        self.model = model
        task = Task { await model.live() }
        try await DoorstepUITests.until { ready(model) }
    }

    deinit { task.cancel() }
}

/// Waits until it holds: looks again whenever something changes that it looked at.
@MainActor func until(
    atMost: Duration = .seconds(20), _ holds: @escaping @MainActor () -> Bool, file: StaticString = #fileID,
    line: Int = #line
) async throws {
    let (changes, changed) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    let deadline = ContinuousClock.now + atMost
    let alarm = Task {
        try await Task.sleep(until: deadline, clock: .continuous)
        changed.yield()
    }
    defer { alarm.cancel() }
    var next = changes.makeAsyncIterator()
    while !withObservationTracking(holds, onChange: { changed.yield() }) {
        if ContinuousClock.now >= deadline { throw NeverCame(at: "\(file):\(line)") }
        await next.next()
    }
}

struct NeverCame: Error {
    let at: String
}
