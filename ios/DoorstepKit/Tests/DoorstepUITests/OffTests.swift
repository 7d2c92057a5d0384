import DoorstepKit
import SwiftUI
import Testing

@testable import DoorstepUI

/// What cannot be done yet cannot be tapped; what can, can.
@MainActor @Suite struct OffTests {
    private func isOff(_ view: some View, _ id: String) throws -> Bool {
        let outline = Outline(of: NavigationStack { view })
        let control = try #require(outline.identified(id).first, "\(id) is not there:\n\(outline.description)")
        return !control.isEnabled
    }

    @Test func homesAreAssignedToSomebody() throws {
        func screen(to member: String?) -> some View {
            SquadScreen(state: .ready(SquadReady(squad: Made.squad, marked: ["h1"], to: member))) { _ in }
        }
        #expect(try isOff(screen(to: nil), "assign"))
        #expect(try !isOff(screen(to: "m2"), "assign"))
    }

    @Test func aRoundIsAnnouncedWithPlaceDayAndName() throws {
        func screen(place: String?, day: String?, by: String) -> some View {
            AnnounceScreen(
                state: .ready(
                    AnnounceReady(
                        places: Made.places, days: ["2026-11-24"], place: place, day: day, by: by))
            ) { _ in }
        }
        #expect(try isOff(screen(place: nil, day: "2026-11-24", by: "bác Hòa"), "save-announce"))
        #expect(try isOff(screen(place: "n1", day: nil, by: "bác Hòa"), "save-announce"))
        #expect(try isOff(screen(place: "n1", day: "2026-11-24", by: " "), "save-announce"))
        #expect(try !isOff(screen(place: "n1", day: "2026-11-24", by: "bác Hòa"), "save-announce"))
    }

    @Test func aSpokenAnswerNeedsAWitness() throws {
        func screen(witness: String) -> some View {
            let ready = ConsentReady(
                person: Made.people[0], unit: "phường Quảng Phú", purpose: "ride", method: ConsentReady.spoken,
                witness: witness, guardian: "")
            return ConsentScreen(state: .ready(ready)) { _ in }
        }
        for answer in ["yes", "no"] {
            #expect(try isOff(screen(witness: ""), answer))
            #expect(try !isOff(screen(witness: "bác Hòa"), answer))
        }
    }

    @Test func aRideIsBookedForAService() throws {
        func screen(service: String?) -> some View {
            let booking = Booking(
                day: "2026-11-24", resident: "p1", service: service, point: "t1", vehicle: "x1")
            let ready = BookRideReady(
                options: Made.rideOptions, services: [Made.vneid], days: ["2026-11-24"], booking: booking)
            return BookRideScreen(state: .ready(ready)) { _ in }
        }
        #expect(try isOff(screen(service: nil), "book"))
        #expect(try !isOff(screen(service: "vneid_install"), "book"))
    }

    @Test func aNoteHasWordsAndNoSecret() throws {
        func screen(isEmpty: Bool, hasSecret: Bool) -> some View {
            NoteScreen(state: .ready(NoteReady(text: isEmpty ? " " : "x", hasSecret: hasSecret))) { _ in }
        }
        #expect(try isOff(screen(isEmpty: true, hasSecret: false), "save-note"))
        #expect(try isOff(screen(isEmpty: false, hasSecret: true), "save-note"))
        #expect(try !isOff(screen(isEmpty: false, hasSecret: false), "save-note"))
    }

    @Test func nothingIsSavedThatIsAsItWas() throws {
        let (home, person) = (Made.householdHome, Made.people[0])
        let (begunHome, begunPerson) = (EditHouseholdReady.saved(home), EditPersonReady.saved(person))
        func editHome(_ typed: [String: String]) -> some View {
            EditHouseholdScreen(
                state: .ready(
                    EditHouseholdReady(
                        home: home, typed: begunHome.merging(typed) { _, new in new }))
            ) { _ in }
        }
        func edit(_ typed: [String: String]) -> some View {
            EditPersonScreen(
                state: .ready(
                    EditPersonReady(
                        person: person, typed: begunPerson.merging(typed) { _, new in new }))
            ) { _ in }
        }
        #expect(try isOff(editHome([:]), "save-household"))
        #expect(try isOff(editHome(["head": " "]), "save-household"))
        #expect(try !isOff(editHome(["landmark": "sau chùa"]), "save-household"))
        #expect(try isOff(edit([:]), "save-person"))
        #expect(try isOff(edit(["year": "19x2"]), "save-person"))
        #expect(try !isOff(edit(["state": "hospital"]), "save-person"))
    }

    @Test func whoIsAddedHasAName() throws {
        func home(_ form: NewHome) -> some View {
            AddHouseholdScreen(
                state: .ready(AddHouseholdReady(form: form, alike: [], places: Made.places))
            ) { _ in }
        }
        func person(_ typed: NewPerson) -> some View {
            AddPersonScreen(state: .ready(AddPersonReady(typed: typed))) { _ in }
        }
        #expect(try isOff(home(NewHome(head: "", honorific: "bà", neighbourhood: "n1")), "add"))
        #expect(try isOff(home(NewHome(head: "Hương", honorific: "bà", neighbourhood: nil)), "add"))
        #expect(try !isOff(home(NewHome(head: "Hương", honorific: "bà", neighbourhood: "n1")), "add"))
        #expect(try isOff(person(NewPerson(name: "Bình", year: "19x2")), "add"))
        #expect(try !isOff(person(NewPerson(name: "Bình", year: "1952")), "add"))
    }

    @Test func aSyncThatRunsIsNotStartedAgain() throws {
        func screen(_ sending: Sending) -> some View {
            FatesScreen(state: .ready(FatesReady(fates: Made.fates, sending: sending))) { _ in }
        }
        #expect(try isOff(screen(.running), "send-now"))
        #expect(try !isOff(screen(.idle), "send-now"))
    }

    @Test func oneEnrolsWithAnInvitationThatReads() throws {
        var state = EnrolState()
        #expect(try isOff(EnrolScreen(state: state) { _ in }, "begin"))
        state.invitation = .reads(Made.invitation)
        #expect(try !isOff(EnrolScreen(state: state) { _ in }, "begin"))
    }

    /// Each place that switches a control off is looked at above, or by what is recorded of its screen.
    @Test func everySwitchIsLookedAt() throws {
        let folder = Screens.root.appending(path: "ios/DoorstepKit/Sources/DoorstepUI")
        let files =
            FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.allObjects as? [URL] ?? []
        let switches = try files.filter { $0.pathExtension == "swift" }.map {
            try String(contentsOf: $0, encoding: .utf8).components(separatedBy: ".disabled(").count - 1
        }
        #expect(switches.reduce(0, +) == 12, "a new one belongs into these tests")
    }
}
