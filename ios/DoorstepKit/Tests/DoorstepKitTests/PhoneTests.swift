import DoorstepKit
import DoorstepTesting
import Foundation
import Testing

/// The face over the real library, against a real hub.
@Suite(.serialized) struct PhoneTests {
    private let folder: Folder
    private let hardware = Hardware()
    private var file: URL { folder.url.appendingPathComponent("phone.db") }

    init() throws { folder = try Folder() }

    private func open(_ name: String = "phone.db", key: Data = testKey) async throws -> Phone {
        try await Phone.open(file: folder.url.appendingPathComponent(name), key: key, platform: hardware)
    }

    private func visit(_ home: String) -> VisitInput {
        VisitInput(
            household: home, outcome: "done", with: [], helped: [], missing: [], whoBrings: "", comeBackOn: nil,
            followUpOn: nil, closes: [])
    }

    @Test func aPhoneThatIsNotEnrolledSaysSo() async throws {
        let phone = try await open()
        await #expect(throws: DoorstepError.State(code: "not_enrolled")) {
            _ = try await phone.sync(personWaits: true)
        }
        let enrolment = phone.core.enrolment()
        let wrong = await phone.calls.answer { try enrolment.read(invitation: "https://example.org") }
        #expect(wrong.problem?.kind == .enrolment)
    }

    @Test func aFileOpenedWithAnotherKeyIsRefusedAndKept() async throws {
        try await open().close()
        let before = try Data(contentsOf: file)
        await #expect(throws: DoorstepError.Storage(code: "wrong_key")) {
            _ = try await open(key: Data(repeating: 9, count: 32))
        }
        #expect(try Data(contentsOf: file) == before)
    }

    @Test func enrolWorkSyncAndALiveScreenReadsAgain() async throws {
        let world = try WorldProgram()
        try world.tell("hub give lan H1 H2")
        let phone = try await open()
        let invitation = try world.tell("hub invite lan")
        let (enrolment, today, visits, fates) = (
            phone.core.enrolment(), phone.core.today(), phone.core.visits(), phone.core.fates()
        )
        let enrolled = try await phone.cancellable {
            try enrolment.begin(invitation: invitation, device: testDevice, cancel: $0)
        }
        #expect(enrolled.name == "Trịnh Thị Lan")
        #expect(try await phone.sync(personWaits: true).end == .done)

        // Listening begins before the tap: only a change that is read again can end it.
        var screens = phone.calls.live(.homes) { try today.screen(day: nil) }.makeAsyncIterator()
        let first = try #require(await screens.next()?.value)
        #expect(first.done == 0)
        let home = try #require(first.homes.first).home.id
        let input = visit(home)
        #expect(try await phone.calls.call { try visits.record(visit: input) }.shows)
        var done = first.done
        while done != 1 { done = try #require(await screens.next()?.value).done }

        // Sealed after the tap; with the key lost, this is what a leader takes.
        await phone.settle()
        let sealed = try #require(Phone.sealedFile(beside: file))
        #expect(try Data(contentsOf: sealed).count > 0)
        _ = try await phone.sync(personWaits: true)
        let page = try await phone.calls.call {
            try fates.list(
                filter: FateFilter(needsYou: false, unsent: false, root: nil), page: Page(from: 0, count: 10))
        }
        #expect(page.lines.map(\.fate.step) == ["applied"])
    }

    @Test func aCodeThatWasUsedEnrolsNobodyElseAndHarmsNobody() async throws {
        let world = try WorldProgram()
        let invitation = try world.tell("hub invite lan")
        let (first, second) = (try await open(), try await open("second.db"))
        let join = { (phone: Phone) in
            let enrolment = phone.core.enrolment()
            return try await phone.cancellable {
                try enrolment.begin(invitation: invitation, device: testDevice, cancel: $0)
            }
        }
        #expect(try await join(first).name == "Trịnh Thị Lan")
        do {
            _ = try await join(second)
            Issue.record("a code was taken twice")
        } catch {
            let problem = try #require(Answer<Void> { throw error }.problem)
            #expect(problem == Problem(kind: .enrolment, code: "bad_code"))
        }
        // Whoever enrolled with it works on; the other one may try another code.
        #expect(try await first.sync(personWaits: true).end == .done)
        let enrolment = second.core.enrolment()
        #expect(try await second.calls.call { try enrolment.isEnrolled() } == false)
    }

    @Test func whatAnotherPhoneWasGivenIsNotHere() async throws {
        let world = try WorldProgram()
        try world.tell("hub give lan H1")
        let phone = try await open()
        let invitation = try world.tell("hub invite minh")
        let (enrolment, households, today) = (phone.core.enrolment(), phone.core.households(), phone.core.today())
        _ = try await phone.cancellable {
            try enrolment.begin(invitation: invitation, device: testDevice, cancel: $0)
        }
        _ = try await phone.sync(personWaits: true)
        let elsewhere = await phone.calls.answer { try households.screen(id: "01a20e3e-d667-7680-9c6d-222a555d96be") }
        #expect(elsewhere == .notHere)
        #expect(try await phone.calls.call { try today.screen(day: nil) }.total == 0)
    }

    @Test func aCancelledTaskEndsItsSync() async throws {
        let world = try WorldProgram()
        let phone = try await open()
        let invitation = try world.tell("hub invite lan")
        let enrolment = phone.core.enrolment()
        _ = try await phone.cancellable {
            try enrolment.begin(invitation: invitation, device: testDevice, cancel: $0)
        }
        let syncing = Task { try await phone.sync(personWaits: true) }
        syncing.cancel()
        // Through before it was cancelled, or cancelled; never anything else, and the next one goes on.
        do { _ = try await syncing.value } catch {
            #expect(Answer<Void> { throw error }.problem == Problem(kind: .sync, code: "cancelled"))
        }
        #expect(try await phone.sync(personWaits: true).end == .done)
    }

    @Test func aTasksCancellationReachesTheCall() async throws {
        let phone = try await open()
        let (begun, begin) = AsyncStream.makeStream(of: Void.self)
        let call = Task {
            try await phone.cancellable { token in
                begin.yield()
                let deadline = ContinuousClock.now + .seconds(10)
                while !token.isCancelled(), ContinuousClock.now < deadline { sched_yield() }
                return token.isCancelled()
            }
        }
        var beginning = begun.makeAsyncIterator()
        await beginning.next()
        call.cancel()
        #expect(try await call.value)
    }

    @Test func aPausedPhoneHoldsNoFileAndGoesOn() async throws {
        let phone = try await open()
        await phone.pause()
        let settings = phone.core.settings()
        #expect(await phone.calls.answer { try settings.status() }.problem == Problem(kind: .state, code: "paused"))
        // Another one may open it meanwhile: nothing is held.
        try await open().close()
        try await phone.resume()
        #expect(await phone.calls.answer { try settings.status() }.problem?.code == "not_enrolled")
    }

    @Test(.timeLimit(.minutes(1))) func whatIsShownIsReadAgainOnceTheFileIsOpen() async throws {
        let phone = try await open()
        let settings = phone.core.settings()
        var shown = phone.calls.live(.status) { try settings.status() }.makeAsyncIterator()
        #expect(await shown.next()?.problem?.code == "not_enrolled")
        await phone.pause()
        try await phone.resume()
        #expect(await shown.next()?.problem?.code == "not_enrolled")
    }

    @Test func aFileIsSetAsideAndNothingIsDeleted() async throws {
        try await open().close()
        let aside = try await Phone.setAside(file)
        #expect(FileManager.default.fileExists(atPath: aside.path))
        #expect(!FileManager.default.fileExists(atPath: file.path))
        try await open(key: Data(repeating: 7, count: 32)).close()
    }
}
