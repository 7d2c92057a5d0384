import DoorstepKit
import Foundation
import Testing

@testable import DoorstepUI

/// A screen that one looks at reads again when its areas change.
@MainActor @Suite struct LiveTests {
    /// A day on which each reading finds one home more done.
    private final class Day: TodayListProtocol, @unchecked Sendable {
        private let lock = NSLock()
        private var readings: UInt32 = 0
        func date() -> DoorstepCore.Day { "2026-11-24" }
        func screen(day: DoorstepCore.Day?) -> Today {
            let before = lock.withLock {
                defer { readings += 1 }
                return readings
            }
            return Today(
                day: "2026-11-24", done: before, total: 9, returns: [], nextRide: nil, homes: [], due: [],
                notAnnounced: [])
        }
    }

    @Test(arguments: [Area.homes, .rides]) func todayIsReadAgain(_ area: Area) async throws {
        let changes = Changes()
        let model = TodayModel(
            calls: Calls(changes: changes), today: Day(), handover: Fake.Platform(Log()), go: { _ in })
        let looking = Task { await model.live() }
        defer { looking.cancel() }
        try await until { model.state.value?.done == 0 }
        changes.changed(areas: [area])
        try await until { model.state.value?.done == 1 }
    }
}
