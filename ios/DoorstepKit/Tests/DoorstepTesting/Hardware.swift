import DoorstepKit
import Foundation

/// What a phone's hardware does: clocks that a test may set, and a key that can be destroyed once.
public final class Hardware: Platform, @unchecked Sendable {
    private let lock = NSLock()
    private var aheadMs: (wall: Int64, uptime: UInt64) = (0, 0)
    private var keyIsDestroyed = false
    private let started = ContinuousClock.now
    private let boot: UInt64

    /// - Parameter boot: names the boot; another process of the same phone is a later one.
    public init(boot: UInt64 = UInt64(ProcessInfo.processInfo.processIdentifier)) { self.boot = boot }

    /// Whether the core asked for the key's end.
    public var isKeyDestroyed: Bool { locked { keyIsDestroyed } }

    /// The wall clock jumps.
    public func clockJumps(hours: Int64) { locked { aheadMs.wall += hours * 3_600_000 } }

    /// Days pass, on every clock.
    public func daysPass(_ days: UInt64) {
        locked {
            aheadMs.wall += Int64(days) * 86_400_000
            aheadMs.uptime += days * 86_400_000
        }
    }

    public func moment() throws -> Moment {
        let ahead = locked { aheadMs }
        let up = (ContinuousClock.now - started) / .milliseconds(1)
        // A moment apart from 0, the first reading of a boot.
        return Moment(
            wallMs: Int64(Date().timeIntervalSince1970 * 1000) + ahead.wall, uptimeMs: UInt64(up) + ahead.uptime + 1,
            boot: boot)
    }

    public func destroyKey() throws {
        try locked {
            if keyIsDestroyed { throw DoorstepError.Internal(code: "destroyed_twice") }
            keyIsDestroyed = true
        }
    }

    private func locked<Result>(_ use: () throws -> Result) rethrows -> Result {
        lock.lock()
        defer { lock.unlock() }
        return try use()
    }
}

/// What a hub is told of a test's phone.
public let testDevice = DeviceInput(label: "Máy thử", platform: "ios", os: "17", app: "0.1.0")

/// Any 32 bytes will do for a test.
public let testKey = Data(repeating: 5, count: 32)
