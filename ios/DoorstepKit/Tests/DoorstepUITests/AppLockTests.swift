import Testing

@testable import DoorstepUI

/// The app locks after a while away, and not while it sent the person away itself.
@MainActor @Suite struct AppLockTests {
    private let lock = AppLock { 5 }

    private func minutes(_ n: Int64) -> Int64 { n * 60_000 }

    @Test func aShortWayOffIsNoneALongOneLocksUntilThePersonIsKnown() {
        lock.went(uptimeMs: minutes(10))
        lock.came(uptimeMs: minutes(14))
        #expect(!lock.isLocked)
        lock.went(uptimeMs: minutes(20))
        lock.came(uptimeMs: minutes(25))
        #expect(lock.isLocked)
        lock.unlocked()
        #expect(!lock.isLocked)
        // Coming to the front once more is no second absence.
        lock.came(uptimeMs: minutes(90))
        #expect(!lock.isLocked)
    }

    @Test func ourOwnCallLeavesItOpenTheNextAbsenceDoesNot() {
        Errands(platform: Bench().handover, lock: lock).call("+84951234567")
        lock.went(uptimeMs: minutes(10))
        lock.came(uptimeMs: minutes(40))
        #expect(!lock.isLocked)
        lock.went(uptimeMs: minutes(50))
        lock.came(uptimeMs: minutes(60))
        #expect(lock.isLocked)
    }

    @Test(arguments: [(nil, 90, false), (10, 14, false), (10, 15, true), (10, 2, true)])
    func anAppThatWasEndedMeanwhileLocksAsOneThatWasNot(left: Int64?, now: Int64, isLocked: Bool) {
        // Begun in the background first: that ends no absence.
        lock.began(leftAtMs: left.map { minutes($0) }, uptimeMs: minutes(min(now, 11)))
        #expect(lock.leftAtMs == left.map { minutes($0) })
        lock.came(uptimeMs: minutes(now))
        #expect(lock.isLocked == isLocked)
        #expect(lock.leftAtMs == nil)
    }

    @Test func whenItWentIsThereToBeKept() {
        lock.went(uptimeMs: minutes(10))
        #expect(lock.leftAtMs == minutes(10))
        lock.came(uptimeMs: minutes(11))
        #expect(lock.leftAtMs == nil)
    }

    @Test func aSheetThatWasPutAwayOpensNothing() {
        var now = ContinuousClock.now
        let lock = AppLock(minutes: { 5 }, now: { now })
        Errands(platform: Bench().handover, lock: lock).share(path: "/outbox")
        // Chosen from the sheet, another app comes to the front: that is the errand.
        now += .seconds(59)
        lock.went(uptimeMs: minutes(10))
        lock.came(uptimeMs: minutes(40))
        #expect(!lock.isLocked)
        Errands(platform: Bench().handover, lock: lock).share(path: "/outbox")
        now += .seconds(60)
        lock.went(uptimeMs: minutes(50))
        lock.came(uptimeMs: minutes(80))
        #expect(lock.isLocked)
    }

    @Test func theCameraIsInTheAppAndNoErrand() {
        _ = Errands(platform: Bench().handover, lock: lock).scan { _ in }
        lock.went(uptimeMs: minutes(10))
        lock.came(uptimeMs: minutes(40))
        #expect(lock.isLocked)
    }
}
