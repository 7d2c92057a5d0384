import DoorstepKit
import DoorstepTesting
import Foundation
import Testing

@testable import DoorstepUI

/// A file that does not open is a screen with a next step.
@MainActor @Suite struct OpeningTests {
    /// An opening whose file is damaged, and how often it was tried.
    private final class Damaged: @unchecked Sendable {
        let log: Log
        var tries: Int { log.lines.count }

        init(_ log: Log) { self.log = log }

        @Sendable func open() async throws -> Phone {
            log("open")
            // Long enough for another one to come.
            for _ in 0..<10 { await Task.yield() }
            throw DoorstepError.Storage(code: "damaged")
        }
    }

    private let log = Log()
    private let damaged = Damaged(Log())

    private func opening(_ file: URL) -> Opening {
        Opening(file: file, handover: Fake.Platform(log), keeper: TasteKeeper(), open: damaged.open)
    }

    private func folder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    @Test func whoComesWhileItIsBeingOpenedWaitsForIt() async throws {
        let opening = opening(try folder().appending(path: "phone.db"))
        async let screen: Void = opening.openNow()
        async let background: Void = opening.openNow()
        _ = await (screen, background)
        #expect(damaged.tries == 1)
        guard case .fails(let problem, nil) = opening.state else { return #expect(Bool(false), "\(opening.state)") }
        #expect(problem == Problem(kind: .storage, code: "damaged"))
        await opening.openNow()
        #expect(damaged.tries == 2, "tried again")
    }

    @Test func oneIsBackWhereOneWasAndAfterwardsNoMore() async throws {
        let file = try folder().appending(path: "phone.db")
        let hardware = Hardware()
        let opening = Opening(
            file: file, handover: Fake.Platform(log), keeper: TasteKeeper(), places: "rides\nrides settings"
        ) { try await Phone.open(file: file, key: testKey, platform: hardware) }
        #expect(opening.places == nil, "nothing is open")
        await opening.openNow()
        #expect(opening.places == "rides\nrides settings")
        // Begun anew, as after signing out, one begins with the day.
        guard case .works(let first) = opening.state else { return #expect(Bool(false), "\(opening.state)") }
        first.beginAnew()
        try await until {
            if case .works(let model) = opening.state { model !== first } else { false }
        }
        #expect(opening.places == "today")
        if case .works(let model) = opening.state { model.phone.close() }
    }

    @Test func whatIsSealedBesideItIsHandedOver() async throws {
        let file = try folder().appending(path: "phone.db")
        try Data("damaged".utf8).write(to: file)
        let opening = opening(file)
        await opening.openNow()
        opening.send(.handOverTapped)
        // Nothing is sealed there: nothing to hand over, and nothing is made up.
        #expect(log.lines == [])
        for _ in 0..<2 { opening.send(.setAsideTapped) }
        try await until { damaged.tries == 2 }
        #expect(!FileManager.default.fileExists(atPath: file.path))
        let left = try FileManager.default.contentsOfDirectory(atPath: file.deletingLastPathComponent().path)
        #expect(left.count == 1, "set aside, not deleted: \(left)")
        try await until {
            if case .fails = opening.state { true } else { false }
        }
        #expect(damaged.tries == 2, "a second tap is none")
    }
}
