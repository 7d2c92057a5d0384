import Observation

/// Locks the app when it was away for long. The platform tells when it goes to the background and when it comes back, by a
/// clock that only counts; where the app itself sent the person away (dialler, maps, a message) it stays open.
@MainActor @Observable public final class AppLock {
    /// Whether the screens are hidden until the person has shown who they are.
    public private(set) var isLocked = false

    /// When the app went, while it is away: a platform keeps it, for the system may end an app that is away.
    @ObservationIgnored public private(set) var leftAtMs: Int64?

    @ObservationIgnored private let minutes: @MainActor () -> Int
    @ObservationIgnored private let now: @MainActor () -> ContinuousClock.Instant
    @ObservationIgnored private var errandBegan: ContinuousClock.Instant?

    /// - Parameter minutes: after how long away it locks, as it is chosen now.
    public convenience init(minutes: @escaping @MainActor () -> Int) { self.init(minutes: minutes, now: { .now }) }

    init(minutes: @escaping @MainActor () -> Int, now: @escaping @MainActor () -> ContinuousClock.Instant) {
        self.minutes = minutes
        self.now = now
    }

    /// The app hands over to another one, and is expected back. A sheet that is put away again sent nobody anywhere: an
    /// absence some time later is one like any other.
    func errand() { errandBegan = now() }

    /// The app goes to the background.
    public func went(uptimeMs: Int64) {
        let isOnErrand = errandBegan.map { now() - $0 < .seconds(60) } ?? false
        if !isOnErrand { leftAtMs = uptimeMs }
        errandBegan = nil
    }

    /// The app is in front again.
    public func came(uptimeMs: Int64) {
        guard let left = leftAtMs else { return }
        leftAtMs = nil
        if uptimeMs - left >= Int64(minutes()) * 60_000 { isLocked = true }
    }

    /// The app begins, in front or not: it had gone at that time when it ended; at none, where it ended in front.
    public func began(leftAtMs: Int64?, uptimeMs: Int64) {
        guard let left = leftAtMs else { return }
        self.leftAtMs = left
        // The clock counts from the phone's start: one that is behind has begun anew, nobody knows how long ago.
        if uptimeMs < left { isLocked = true }
    }

    /// The platform knows the person.
    public func unlocked() { isLocked = false }
}

/// Hands over, and tells the lock that the person was sent away.
@MainActor final class Errands: Handover {
    private let platform: any Handover
    private let lock: AppLock

    init(platform: any Handover, lock: AppLock) {
        self.platform = platform
        self.lock = lock
    }

    func call(_ number: String) { away { $0.call(number) } }

    func map(latE7: Int64, lonE7: Int64) { away { $0.map(latE7: latE7, lonE7: lonE7) } }

    func share(path: String) { away { $0.share(path: path) } }

    // The camera is looked through in the app itself.
    func scan(_ read: @escaping @MainActor (String) -> Void) -> Bool { platform.scan(read) }

    func message(to number: String?, _ text: String) { away { $0.message(to: number, text) } }

    var reachesLocalNetwork: Bool { platform.reachesLocalNetwork }

    func allowLocalNetwork() { away { $0.allowLocalNetwork() } }

    func unlock(_ known: @escaping @MainActor () -> Void) { platform.unlock(known) }

    private func away<Result>(_ act: (any Handover) -> Result) -> Result {
        lock.errand()
        return act(platform)
    }
}
