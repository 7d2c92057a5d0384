import Foundation
import Testing

@testable import DoorstepKit

/// Screens read again; no change may slip between the first read and listening.
@Suite struct CallsTests {
    private final class Rows: @unchecked Sendable {
        private let lock = NSLock()
        private var rows = 0
        private var readings = 0
        var count: Int {
            lock.lock()
            defer { lock.unlock() }
            readings += 1
            return rows
        }
        var reads: Int {
            lock.lock()
            defer { lock.unlock() }
            return readings
        }
        func add() {
            lock.lock()
            defer { lock.unlock() }
            rows += 1
        }
    }

    @Test func aChangeRightAfterTheFirstReadIsRead() async throws {
        for _ in 0..<2_000 {
            let (changes, rows) = (Changes(), Rows())
            var shown = Calls(changes: changes).live(.homes) { rows.count }.makeAsyncIterator()
            #expect(await shown.next() == .is(0))
            rows.add()
            changes.changed(areas: [.homes])
            #expect(await shown.next() == .is(1))
        }
    }

    @Test func aChangeBeforeTheFirstReadNeedsNoSecondOne() async throws {
        let (changes, rows) = (Changes(), Rows())
        var shown = Calls(changes: changes).live(.homes) { rows.count }.makeAsyncIterator()
        for _ in 0..<100 { changes.changed(areas: [.homes]) }
        #expect(await shown.next() == .is(0))
        rows.add()
        changes.changed(areas: [.rides])
        changes.changed(areas: [.homes, .rides])
        #expect(await shown.next() == .is(1))
        #expect(rows.reads == 2)
    }

    @Test func otherAreasAreNotRead() async throws {
        let (changes, rows) = (Changes(), Rows())
        var shown = Calls(changes: changes).live(.homes, .status) { rows.count }.makeAsyncIterator()
        #expect(await shown.next() == .is(0))
        changes.changed(areas: [.fates, .rides])
        // The end comes after what was told: a notice would be read first.
        changes.end()
        #expect(await shown.next() == nil)
        #expect(rows.reads == 1)
    }

    @Test func anyOfItsAreasIsRead() async throws {
        let (changes, rows) = (Changes(), Rows())
        var shown = Calls(changes: changes).live(.homes, .status) { rows.count }.makeAsyncIterator()
        for count in 0..<4 {
            #expect(await shown.next() == .is(count))
            rows.add()
            changes.changed(areas: count.isMultiple(of: 2) ? [.status] : [.homes, .fates])
        }
    }

    @Test func aScreenThatIsGoneReadsNoMore() async throws {
        let (changes, rows) = (Changes(), Rows())
        let screen = Task {
            for await _ in Calls(changes: changes).live(.homes, read: { rows.count }) {}
        }
        screen.cancel()
        await screen.value
        let before = rows.reads
        changes.changed(areas: [.homes])
        #expect(rows.reads == before)
    }

    /// In the background the file is closed: a change that comes late must not take away what is shown.
    @Test(.timeLimit(.minutes(1))) func whileTheFileIsClosedNothingIsShownAnew() async throws {
        let (changes, rows) = (Changes(), Rows())
        var shown = Calls(changes: changes).live(.homes) {
            if rows.count == 1 { throw DoorstepError.State(code: "paused") }
            return rows.count
        }.makeAsyncIterator()
        #expect(await shown.next() == .is(0))
        rows.add()
        changes.changed(areas: [.homes])
        async let next = shown.next()
        while rows.reads < 3 { await Task.yield() }
        rows.add()
        changes.changed(areas: [.homes])
        #expect(await next == .is(2))
    }

    @Test func everyErrorOfTheCoreHasItsPlace() {
        let cases: [(DoorstepError, Answer<Int>)] = [
            (
                .Refused(code: "a", args: [ReasonArg(name: "field", value: "x")]),
                .failed(Problem(kind: .refused, code: "a", args: ["field": "x"]))
            ),
            (.State(code: "b"), .failed(Problem(kind: .state, code: "b"))),
            (.Enrolment(code: "c"), .failed(Problem(kind: .enrolment, code: "c"))),
            (.Sync(code: "d", args: []), .failed(Problem(kind: .sync, code: "d"))),
            (.Storage(code: "e"), .failed(Problem(kind: .storage, code: "e"))),
            (.NotHere, .notHere),
            (.Internal(code: "f"), .failed(Problem(kind: .internal, code: "f"))),
        ]
        for (error, answer) in cases { #expect(Answer<Int> { throw error } == answer) }
        // What else is thrown is told by its type: its text may hold what people typed.
        struct Bug: Error { let typed = "0951234567" }
        #expect(Answer<Int> { throw Bug() } == .failed(Problem(kind: .internal, code: "Bug")))
    }
}
