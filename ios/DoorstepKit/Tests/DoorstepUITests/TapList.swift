import DoorstepKit
import SwiftUI

@testable import DoorstepUI

// Each screen with its model, ready to be tapped. What the facade answers are the records of the samples.

typealias OverBench = @MainActor @Sendable (Bench) -> AnyView

private let today: OverBench = { bench in
    AnyView(
        Held(
            TodayModel(calls: bench.calls, today: Fake.Today(bench.log), handover: bench.handover, go: bench.go)
        ) {
            TodayScreen(
                state: $0.state, chip: SyncChip(unsent: 3, go: bench.go),
                beforeAll: {
                    Notices(status: Made.status(enrolment: .dueSoon(days: 3), updateNeeded: true)) { bench.go(.fates) }
                    OpenForms(forms: [OpenForm(form: "note/h1", who: "bà Hương", at: 0)], go: bench.go)
                }, send: $0.send)
        }.inStack)
}

private let bar: OverBench = { bench in
    AnyView(SavedLine(bar: .saved(receipt: "A41F", undo: { Made.saved })) { bench.log("undo") })
}

private let home: OverBench = { bench in
    AnyView(
        Held(
            HouseholdModel(
                calls: bench.calls, households: Fake.Households(bench.log, bench.drafts),
                visits: Fake.Visits(bench.log, bench.drafts),
                notes: Fake.Notes(bench.log), id: "h1", saving: bench.saving, handover: bench.handover, go: bench.go)
        ) { HouseholdScreen(state: $0.state, send: $0.send) }.inStack)
}

private func outcome(_ visit: String? = nil) -> OverBench {
    { bench in
        AnyView(
            Held(
                OutcomeModel(
                    calls: bench.calls, visits: Fake.Visits(bench.log, bench.drafts), drafting: bench.drafting,
                    household: "h1",
                    visit: visit, saving: bench.saving, back: bench.back, instead: bench.instead)
            ) { OutcomeScreen(state: $0.state, send: $0.send) }.inStack)
    }
}

private let service: OverBench = { bench in
    AnyView(
        Held(
            ServiceModel(
                calls: bench.calls, visits: Fake.Visits(bench.log, bench.drafts), household: "h1", visit: "v1",
                saving: bench.saving)
        ) { ServiceScreen(state: $0.state, back: bench.back, send: $0.send) }.inStack)
}

private let note: OverBench = { bench in
    AnyView(
        Held(
            NoteModel(
                notes: Fake.Notes(bench.log), drafting: bench.drafting, household: "h1", saving: bench.saving,
                back: bench.back)
        ) { NoteScreen(state: $0.state, send: $0.send) }.inStack)
}

private let fates: OverBench = { bench in
    AnyView(
        Held(
            FatesModel(
                calls: bench.calls, list: Fake.FateList(bench.log), handover: bench.handover,
                sync: {
                    bench.log("sync")
                    throw DoorstepError.Sync(code: "offline", args: [])
                }, go: bench.go)
        ) { FatesScreen(state: $0.state, send: $0.send) }.inStack)
}

private let find: OverBench = { bench in
    AnyView(
        Held(SearchModel(calls: bench.calls, search: Fake.Search(bench.log), go: bench.go)) {
            SearchScreen(state: $0.state, send: $0.send)
        }.inStack)
}

private let addHome: OverBench = { bench in
    AnyView(
        Held(
            AddHouseholdModel(
                calls: bench.calls, households: Fake.Households(bench.log, bench.drafts), drafting: bench.drafting,
                head: "Lê Văn Bình", saving: bench.saving, instead: bench.instead)
        ) { AddHouseholdScreen(state: $0.state, send: $0.send) }.inStack)
}

private let addPerson: OverBench = { bench in
    AnyView(
        Held(
            AddPersonModel(
                households: Fake.Households(bench.log, bench.drafts), drafting: bench.drafting, household: "h1",
                saving: bench.saving,
                back: bench.back)
        ) { AddPersonScreen(state: $0.state, send: $0.send) }.inStack)
}

private let editHome: OverBench = { bench in
    AnyView(
        Held(
            EditHouseholdModel(
                calls: bench.calls, households: Fake.Households(bench.log, bench.drafts), drafting: bench.drafting,
                id: "h1",
                saving: bench.saving, back: bench.back)
        ) { EditHouseholdScreen(state: $0.state, send: $0.send) }.inStack)
}

private let editPerson: OverBench = { bench in
    let households = Fake.Households(bench.log, bench.drafts)
    households.given = Made.household(
        people: [Made.person(needs: ["arm_support"], consents: [Made.consent("ride", "given")])])
    return AnyView(
        Held(
            EditPersonModel(
                calls: bench.calls, households: households, drafting: bench.drafting, household: "h1", resident: "p1",
                saving: bench.saving, back: bench.back)
        ) { EditPersonScreen(state: $0.state, send: $0.send) }.inStack)
}

private let rides: OverBench = { bench in
    AnyView(
        Held(
            RidesModel(
                calls: bench.calls, rides: Fake.Rides(bench.log), saving: bench.saving, handover: bench.handover,
                go: bench.go)
        ) { RidesScreen(state: $0.state, send: $0.send) }.inStack)
}

private func reason(cancels: Bool) -> OverBench {
    { bench in
        AnyView(
            Held(
                RideReasonModel(
                    rides: Fake.Rides(bench.log), ride: "r1", who: "bà Hương", cancels: cancels, saving: bench.saving,
                    back: bench.back)
            ) { RideReasonScreen(state: $0.state, send: $0.send) }.inStack)
    }
}

private let bookRide: OverBench = { bench in
    AnyView(
        Held(
            BookRideModel(
                calls: bench.calls, rides: Fake.Rides(bench.log, bench.drafts), drafting: bench.drafting,
                household: "h1", saving: bench.saving, go: bench.go, back: bench.back)
        ) { BookRideScreen(state: $0.state, send: $0.send) }.inStack)
}

let consent: OverBench = { bench in
    AnyView(
        Held(
            ConsentModel(
                calls: bench.calls, consents: Fake.Consents(bench.log, bench.drafts), drafting: bench.drafting,
                household: "h1", resident: "p1", saving: bench.saving)
        ) { ConsentScreen(state: $0.state, send: $0.send) }.inStack)
}

private let enrol: OverBench = { bench in
    AnyView(
        Held(
            EnrolModel(
                calls: bench.calls, enrolment: Fake.Enrolment(bench.log), handover: bench.handover,
                join: { invitation in
                    bench.log("join \(invitation)")
                    throw DoorstepError.Sync(code: "offline", args: [])
                }, begun: { _ in })
        ) { EnrolScreen(state: $0.state, send: $0.send) })
}

private let settings: OverBench = { bench in
    AnyView(
        Held(
            SettingsModel(
                calls: bench.calls, settings: Fake.Settings(bench.log), sync: Fake.Sync(bench.log),
                keeper: TasteKeeper { bench.log("\($0)") }, handover: bench.handover,
                beginAnew: { bench.log("begin anew") })
        ) { SettingsScreen(state: $0.state, send: $0.send) }.inStack)
}

private let squad: OverBench = { bench in
    AnyView(
        Held(
            SquadModel(calls: bench.calls, leading: Fake.Leading(bench.log), saving: bench.saving, go: bench.go)
        ) { SquadScreen(state: $0.state, send: $0.send) }.inStack)
}

private let announce: OverBench = { bench in
    AnyView(
        Held(
            AnnounceModel(
                calls: bench.calls, leading: Fake.Leading(bench.log, bench.drafts), drafting: bench.drafting,
                saving: bench.saving, handover: bench.handover, back: bench.back)
        ) { AnnounceScreen(state: $0.state, send: $0.send) }.inStack)
}

private let locked: OverBench = { bench in AnyView(AppLockedScreen { bench.handover.unlock {} }) }

private func blocked(_ state: BlockedState) -> OverBench {
    { bench in AnyView(BlockedScreen(state: state) { bench.log("\($0)") }) }
}

private let damaged = blocked(.storage(Problem(kind: .storage, code: "damaged"), sealedFile: "phone.db.outbox"))

extension View {
    /// As the app shows it: with a title and a bar.
    @MainActor fileprivate var inStack: some View { NavigationStack { self } }
}

/// What a booking needs before anything else of it can be tried.
private let bookable = ["passenger~Hương", "service", "point~Trung tâm"]
private let toAnnounce = ["place", "announce-day"]
private let unfinished = ["tile-unfinished"]
private let vneid = ["service-vneid_install"]
private let inEast = ["neighbourhood~Đông", "add"]

/// Each control that `screens.toml` names, and what it does.
let taps: [Tap] = tapsAtTheDoor + tapsOnForms + tapsOfTheDay

private let tapsAtTheDoor: [Tap] = [
    Tap("today", "home", "go household(id: \"h1\")", on: today, says: "Nguyễn Thị Hương"),
    Tap("today", "record", "go outcome(household: \"h1\")", on: today, says: "Nguyễn Thị Hương"),
    Tap("today", "returns", "go rides", on: today),
    Tap("today", "next-ride", "go rides", on: today),
    Tap("today", "call-announcer", "call +84961234567", on: today),
    Tap("today", "draft", "go note(household: \"h1\")", on: today),
    Tap("today", "update-needed", "go fates", on: today),
    Tap("today", "locks-soon", "go fates", on: today),
    Tap("today", "sync-chip", "go fates", on: today),
    Tap("today", "settings", "go settings", on: today),
    Tap("today", "undo", "undo", on: bar),
    Tap("household", "record", "go outcome(household: \"h1\")", on: home),
    Tap("household", "call", "call +84951234567", on: home),
    Tap("household", "map", "map 198000000 1058000000", on: home),
    Tap("household", "edit-household", "go editHousehold(id: \"h1\")", on: home),
    Tap("household", "consent", "go consent(household: \"h1\", resident: \"p1\")", on: home),
    Tap("household", "edit-person", "go editPerson(household: \"h1\", resident: \"p1\")", on: home),
    Tap("household", "add-person", "go addPerson(household: \"h1\")", on: home),
    Tap("household", "promise-kept", "visits.closePromise(h1, f1, done)", on: home),
    Tap("household", "promise-drop", "visits.closePromise(h1, f1, dropped)", on: home),
    Tap("household", "promise-move", "visits.movePromise(h1, f1, 2026-11-26)", on: home, then: ["promise-day~26/11"]),
    Tap(
        "household", "promise-day", "visits.movePromise(h1, f1, 2026-11-26)", on: home, says: "26/11",
        first: ["promise-move"]),
    Tap(
        "household", "message",
        "message +84951234567 Xe đón ngày 24/11, từ 8:00. Lái xe: Trịnh Thị Lan, Xe của Lan. Mang theo: ", on: home),
    Tap("household", "cancel-ride", "go rideReason(ride: \"r1\", who: \"bà Hương\", cancels: true)", on: home),
    Tap("household", "book-ride", "go bookRide(household: \"h1\")", on: home),
    Tap("household", "amend", "go amend(household: \"h1\", visit: \"v3\")", on: home),
    Tap("household", "remove-note", "notes.remove(h1, v2)", on: home),
    Tap("household", "add-note", "go note(household: \"h1\")", on: home),
    Tap("household", "conflict-seen", "households.closeConflict(h1, x1)", on: home),
    Tap(
        "outcome", "tile-not_home",
        "visits.record(VisitInput(household: \"h1\", outcome: \"not_home\", with: [\"m2\"], helped: [], missing: []",
        on: outcome()),
    Tap(
        "outcome", "partner", "outcome: \"refused\", with: [\"m2\", \"m3\"]", on: outcome(), says: "Lê Thị Mai",
        then: ["tile-refused"]),
    Tap(
        "outcome", "come-back-day",
        "outcome: \"come_back\", with: [\"m2\"], helped: [], missing: [], whoBrings: \"\", comeBackOn: Optional(\"2026-11-26\")",
        on: outcome(), says: "26/11", first: ["tile-come_back"]),
    Tap(
        "outcome", "paper", "outcome: \"unfinished\", with: [\"m2\"], helped: [], missing: [\"chip_id_card\"]",
        on: outcome(), first: unfinished, then: ["save-unfinished"]),
    Tap(
        "outcome", "who-brings", "whoBrings: \"con gái\"", on: outcome(), types: "con gái", first: unfinished,
        then: ["save-unfinished"]),
    Tap(
        "outcome", "follow-up-day", "followUpOn: Optional(\"2026-11-26\")", on: outcome(), says: "26/11",
        first: unfinished, then: ["save-unfinished"]),
    Tap(
        "outcome", "save-unfinished", "visits.record(VisitInput(household: \"h1\", outcome: \"unfinished\"",
        on: outcome(), first: unfinished),
    Tap("outcome", "withdraw-visit", "visits.undo(h1, v1)", on: outcome("v1")),
    Tap(
        "service", "person", "helped: [DoorstepCore.HelpInput(resident: Optional(\"p2\"), service: \"vneid_install\"",
        on: service, says: "Ông Bình", then: vneid),
    Tap(
        "service", "somebody", "helped: [DoorstepCore.HelpInput(resident: nil, service: \"vneid_install\"", on: service,
        then: vneid),
    Tap(
        "service", "service-vneid_install",
        "visits.amend(v1, VisitInput(household: \"h1\", outcome: \"unfinished\", with: [\"m2\"], helped: [DoorstepCore.HelpInput(resident: Optional(\"p1\"), service: \"vneid_install\", outcome: \"installed\"",
        on: service),
    Tap(
        "service", "service-outcome-blocked", "outcome: \"blocked\", blockers: []", on: service, first: vneid,
        then: ["save-service"]),
    Tap(
        "service", "blocker-no_smartphone", "blockers: [\"no_smartphone\"]", on: service, first: vneid,
        then: ["save-service"]),
    Tap("service", "save-service", "visits.amend(v1", on: service, first: vneid),
    Tap("service", "finished", "back", on: service),
    Tap("note", "note", "notes.add(h1, gọi trước)", on: note, types: "gọi trước", then: ["save-note"]),
    Tap("note", "save-note", "notes.add(h1, x)", on: note, first: ["note=x"]),
]

private let tapsOnForms: [Tap] = [
    Tap("search", "query", "go household(id: \"h1\")", on: find, types: "huong", then: ["home"]),
    Tap("search", "home", "go household(id: \"h1\")", on: find, first: ["query=huong"]),
    Tap("search", "add-household", "go addHousehold(head: \"huong\")", on: find, first: ["query=huong"]),
    Tap("add-household", "same", "instead household(id: \"h7\")", on: addHome),
    Tap("add-household", "head", "head: \"Trần Thị Nga\"", on: addHome, types: "Trần Thị Nga", then: inEast),
    Tap("add-household", "honorific", "honorific: \"cụ\"", on: addHome, says: "cụ", then: inEast),
    Tap("add-household", "neighbourhood", "neighbourhood: \"n2\"", on: addHome, says: "Đông", then: ["add"]),
    Tap("add-household", "house-no", "houseNo: \"12\"", on: addHome, types: "12", then: inEast),
    Tap("add-household", "lane", "lane: \"ngõ 5\"", on: addHome, types: "ngõ 5", then: inEast),
    Tap("add-household", "landmark", "landmark: \"cổng xanh\"", on: addHome, types: "cổng xanh", then: inEast),
    Tap("add-household", "phone", "number: \"0951234567\"", on: addHome, types: "0951234567", then: inEast),
    Tap(
        "add-household", "whose", "relation: \"con gái\"", on: addHome, types: "con gái", first: ["phone=0951234567"],
        then: inEast),
    Tap(
        "add-household", "add", "households.add(HouseholdInput(head: \"Lê Văn Bình\"", on: addHome,
        first: ["neighbourhood"]),
    Tap(
        "add-household", "name", "households.addResident(h1, ResidentInput(name: Optional(\"Lê Văn Bình\")",
        on: addPerson, types: "Lê Văn Bình", then: ["add"]),
    Tap(
        "add-household", "year", "birthYear: Optional(1950)", on: addPerson, types: "1950", first: ["name=x"],
        then: ["add"]),
    Tap(
        "add-household", "relation", "relation: Optional(\"con\")", on: addPerson, types: "con", first: ["name=x"],
        then: ["add"]),
    Tap(
        "edit-household", "head", "households.edit(h1, HouseholdEdit(head: Optional(\"Trần Thị Nga\")", on: editHome,
        types: "Trần Thị Nga", then: ["save-household"]),
    Tap("edit-household", "dog", "dog: Optional(false)", on: editHome, then: ["save-household"]),
    Tap("edit-household", "call-first", "callFirst: Optional(true)", on: editHome, then: ["save-household"]),
    Tap("edit-household", "locked", "locked: Optional(true)", on: editHome, then: ["save-household"]),
    Tap("edit-household", "hard-of-hearing", "hardOfHearing: Optional(false)", on: editHome, then: ["save-household"]),
    Tap(
        "edit-household", "landmark", "landmark: Optional(\"sau chùa\")", on: editHome, types: "sau chùa",
        then: ["save-household"]),
    Tap(
        "edit-household", "phone", "number: \"0961234567\"", on: editHome, types: "0961234567", then: ["save-household"]
    ),
    Tap("edit-household", "whose", "relation: \"con gái\"", on: editHome, types: "con gái", then: ["save-household"]),
    Tap("edit-household", "house-no", "houseNo: \"34\"", on: editHome, types: "34", then: ["save-household"]),
    Tap("edit-household", "lane", "lane: \"ngõ 7\"", on: editHome, types: "ngõ 7", then: ["save-household"]),
    Tap(
        "edit-household", "save-household", "households.edit(h1, HouseholdEdit(head: nil", on: editHome, first: ["dog"]),
    Tap(
        "edit-person", "person-hospital", "households.editResident(h1, p1, ResidentInput(name: nil", on: editPerson,
        then: ["save-person"]),
    Tap(
        "edit-person", "need-wheelchair", "needs: Optional([\"arm_support\", \"wheelchair\"])", on: editPerson,
        then: ["save-person"]),
    Tap(
        "edit-person", "name", "name: Optional(\"Trần Thị Nga\")", on: editPerson, types: "Trần Thị Nga",
        then: ["save-person"]),
    Tap("edit-person", "year", "birthYear: Optional(1951)", on: editPerson, types: "1951", then: ["save-person"]),
    Tap("edit-person", "relation", "relation: Optional(\"vợ\")", on: editPerson, types: "vợ", then: ["save-person"]),
    Tap("edit-person", "phone", "number: \"0961234567\"", on: editPerson, types: "0961234567", then: ["save-person"]),
    Tap(
        "edit-person", "whose", "relation: \"con gái\"", on: editPerson, types: "con gái", first: ["phone=0961234567"],
        then: ["save-person"]),
    Tap("edit-person", "save-person", "state: Optional(\"moved\")", on: editPerson, first: ["person-moved"]),
    Tap("consent", "purpose-ride", "purpose: \"ride\", answer: \"given\"", on: consent, then: ["yes"]),
    Tap("consent", "method-paper", "method: \"paper\"", on: consent, then: ["yes"]),
    Tap(
        "consent", "witness", "witness: \"Lê Thị Mai\"", on: consent, types: "Lê Thị Mai", first: ["method-spoken"],
        then: ["yes"]),
    Tap("consent", "guardian", "guardian: \"con gái\"", on: consent, types: "con gái", then: ["yes"]),
    Tap(
        "consent", "yes",
        "consents.record(ConsentInput(household: \"h1\", resident: \"p1\", purpose: \"record\", answer: \"given\"",
        on: consent),
    Tap("consent", "no", "answer: \"declined\"", on: consent),
    Tap("consent", "withdraw", "consents.withdraw(h1, p1, record)", on: consent),
    Tap("enrol", "scan", "scan", on: enrol),
    Tap("enrol", "invitation", "join doorstep:1?x", on: enrol, types: "doorstep:1?x", then: ["begin"]),
    Tap("enrol", "begin", "join doorstep:1?x", on: enrol, first: ["invitation=doorstep:1?x"]),
    Tap(
        "enrol", "allow-local-network", "allow local network", on: enrol, first: ["invitation=doorstep:1?x", "begin"]),
    Tap(
        "announce", "place", "leading.announce(n2, 2026-11-26, bác Hòa)", on: announce, says: "Đông",
        first: ["announce-day~26/11", "announced-by=bác Hòa"], then: ["save-announce"]),
    Tap(
        "announce", "announce-day", "leading.announce(n1, 2026-11-24, bác Hòa)", on: announce,
        first: ["place", "announced-by=bác Hòa"], then: ["save-announce"]),
    Tap(
        "announce", "announced-by", "leading.announce(n1, 2026-11-24, bác Hòa)", on: announce, types: "bác Hòa",
        first: toAnnounce, then: ["save-announce"]),
    Tap("announce", "share-announce", "message - Ngày 24/11", on: announce, first: toAnnounce),
    Tap("announce", "save-announce", "leading.announce", on: announce, first: toAnnounce + ["announced-by=x"]),
]

private let tapsOfTheDay: [Tap] = [
    Tap("fates", "fate", "go household(id: \"h1\")", on: fates),
    Tap("fates", "fate-seen", "fates.lookedAt(c-refused)", on: fates),
    Tap("fates", "send-now", "sync", on: fates),
    Tap("fates", "allow-local-network", "allow local network", on: fates, first: ["send-now"]),
    Tap("rides", "call", "call +84951234567", on: rides),
    Tap("rides", "papers-ready", "rides.step(r1, picked_up, -)", on: rides, then: ["step-picked_up"]),
    Tap("rides", "step-picked_up", "rides.step(r1, picked_up, -)", on: rides),
    Tap("rides", "step-served", "rides.step(r8, served, -)", on: rides),
    Tap(
        "rides", "step-turned_away", "go rideReason(ride: \"r8\", who: \"ông Bình\", cancels: false)", on: rides),
    Tap("rides", "cancel-ride", "go rideReason(ride: \"r1\", who: \"bà Hương\", cancels: true)", on: rides),
    Tap("ride-reason", "reason-ill", "rides.cancel(r1, ill)", on: reason(cancels: true)),
    Tap("ride-reason", "reason-papers", "rides.step(r1, turned_away, papers)", on: reason(cancels: false)),
    Tap(
        "book-ride", "passenger", "go consent(household: \"h1\", resident: \"p2\")", on: bookRide, says: "Bình",
        then: ["ask-consent"]),
    Tap(
        "book-ride", "ask-consent", "go consent(household: \"h1\", resident: \"p2\")", on: bookRide,
        first: ["passenger~Bình"]),
    Tap(
        "book-ride", "service", "service: \"vneid_install\"", on: bookRide,
        first: ["passenger~Hương", "point~Trung tâm"], then: ["book"]),
    Tap("book-ride", "day", "day: \"2026-11-26\"", on: bookRide, says: "26/11", first: bookable, then: ["book"]),
    Tap(
        "book-ride", "point", "point: Optional(\"t1\")", on: bookRide, first: ["passenger~Hương", "service"],
        then: ["book"]),
    Tap("book-ride", "leave-less", "outbound: [450, 510]", on: bookRide, first: bookable, then: ["book"]),
    Tap("book-ride", "leave-more", "outbound: [510, 570]", on: bookRide, first: bookable, then: ["book"]),
    Tap("book-ride", "back-at", "back: Optional([600, 660])", on: bookRide, first: bookable, then: ["book"]),
    Tap("book-ride", "back-unknown", "back: nil", on: bookRide, first: bookable + ["back-at"], then: ["book"]),
    Tap("book-ride", "companions", "companions: 2", on: bookRide, says: "2", first: bookable, then: ["book"]),
    Tap("book-ride", "vehicle", "vehicle: Optional(\"x1\")", on: bookRide, first: bookable, then: ["book"]),
    Tap(
        "book-ride", "book", "rides.book(RideInput(household: \"h1\", resident: \"p1\"", on: bookRide, first: bookable),
    Tap("settings", "theme", "theme: DoorstepUI.Theme.dark", on: settings, says: "Tối"),
    Tap("settings", "letters", "letters: DoorstepUI.Letters.largest", on: settings, says: "To nhất"),
    Tap("settings", "language-en", "isEnglish: true", on: settings),
    Tap("settings", "language-vi", "isEnglish: false", on: settings),
    Tap("settings", "any-network", "wifiOnly: false", on: settings),
    Tap("settings", "wifi-only", "wifiOnly: true", on: settings),
    Tap("settings", "lock-after", "lockMinutes: 15", on: settings, says: "15"),
    Tap("settings", "hand-over", "share /outbox", on: settings),
    Tap("settings", "sign-out", "settings.signOut()", on: settings, then: ["sign-out-meant"]),
    Tap("settings", "sign-out-meant", "begin anew", on: settings, first: ["sign-out"]),
    Tap(
        "settings", "stay", "settings.signOut()", on: settings, first: ["sign-out"],
        then: ["sign-out", "sign-out-meant"]),
    Tap("squad", "announce", "go announce", on: squad),
    Tap(
        "squad", "filter-all", "leading.squad unassigned\nleading.squad all", on: squad,
        first: ["filter-free", "!leading.squad unassigned"]),
    Tap("squad", "filter-free", "leading.squad unassigned", on: squad),
    Tap("squad", "home", "go household(id: \"h1\")", on: squad),
    Tap(
        "squad", "mark", "leading.assign([\"h1\"], m2)", on: squad, says: "Nguyễn Thị Hương",
        then: ["member~Minh", "assign"]),
    Tap("squad", "member", "leading.assign([\"h1\"], m1)", on: squad, says: "Lan", first: ["mark"], then: ["assign"]),
    Tap("squad", "assign", "leading.assign([\"h1\"], m1)", on: squad, first: ["mark", "member"]),
    Tap("squad", "take-back", "leading.takeBack(h9)", on: squad),
    Tap("app-locked", "unlock", "unlock", on: locked),
    Tap("blocked", "send-now", "syncTapped", on: blocked(.revoked(unsent: 3))),
    Tap("blocked", "hand-over", "handOverTapped", on: blocked(.locked)),
    Tap("blocked", "retry", "retryTapped", on: damaged),
    Tap("blocked", "set-aside", "setAsideTapped", on: damaged),
]

/// What cannot be done yet cannot be tapped: the control is there, and off, until something else was done.
let offs: [Off] = [
    Off("note", "save-note", on: note, until: ["note=x"]),
    Off("note", "save-note", on: note, first: ["note=012345678901"], until: ["note=x"]),
    Off("add-household", "add", on: addHome, until: ["neighbourhood"]),
    Off("add-household", "add", on: addHome, first: ["neighbourhood", "head= "], until: ["head=x"]),
    Off("add-household", "add", on: addPerson, until: ["name=x"]),
    Off("add-household", "add", on: addPerson, first: ["name=x", "year=19x2"], until: ["year=1950"]),
    Off("edit-household", "save-household", on: editHome, until: ["dog"]),
    Off("edit-household", "save-household", on: editHome, first: ["head="], until: ["head=x"]),
    Off("edit-person", "save-person", on: editPerson, until: ["person-away"]),
    Off("edit-person", "save-person", on: editPerson, first: ["year=x"], until: ["year=1951"]),
    Off("book-ride", "book", on: bookRide, until: bookable),
    Off("consent", "yes", on: consent, first: ["method-spoken"], until: ["witness=x"]),
    Off("consent", "no", on: consent, first: ["method-spoken"], until: ["witness=x"]),
    Off("announce", "save-announce", on: announce, first: toAnnounce, until: ["announced-by=x"]),
    Off("enrol", "begin", on: enrol, until: ["invitation=doorstep:1?x"]),
    Off("squad", "assign", on: squad, first: ["mark"], until: ["member"]),
    Off("settings", "sign-out", on: settings, first: ["sign-out"], until: ["stay"]),
]

/// Each screen of `screens.toml`, and a control that its call brings.
let openings: [Opens] = [
    Opens("today", "record", on: today),
    Opens("household", "edit-person", on: home),
    Opens("edit-household", "save-household", on: editHome),
    Opens("edit-person", "save-person", on: editPerson),
    Opens("outcome", "tile-not_home", on: outcome()),
    Opens("service", "service-vneid_install", on: service),
    Opens("note", "save-note", on: note),
    Opens("fates", "fate", on: fates),
    Opens("search", "home", on: find, first: ["query=huong"]),
    Opens("add-household", "same", on: addHome),
    Opens("rides", "papers-ready", on: rides),
    Opens("ride-reason", "reason-ill", on: reason(cancels: true)),
    Opens("book-ride", "passenger", on: bookRide),
    Opens("consent", "yes", on: consent),
    Opens("enrol", "begin", on: enrol, isOn: true, first: ["invitation=doorstep:1?x"]),
    Opens("settings", "theme", on: settings),
    Opens("squad", "mark", on: squad),
    Opens("announce", "place", on: announce),
    Opens("app-locked", "unlock", on: locked),
    Opens("blocked", "hand-over", on: blocked(.locked)),
]
