import DoorstepKit
import Foundation

/// The phone's clocks, and its key's end.
final class Clocks: Platform {
    func moment() throws -> Moment {
        Moment(wallMs: Int64(Date.now.timeIntervalSince1970 * 1000), uptimeMs: UInt64(uptimeMs), boot: Clocks.boot)
    }

    func destroyKey() throws {
        do { try Keychain().remove() } catch { throw DoorstepError.Internal(code: "keychain") }
    }

    /// Milliseconds since the phone started, its sleep included. `CLOCK_MONOTONIC` goes on while it sleeps here.
    var uptimeMs: Int64 { Int64(clock_gettime_nsec_np(CLOCK_MONOTONIC) / 1_000_000) }

    /// Names the boot: the first bytes of the identifier that the system gives to each.
    private static let boot: UInt64 = {
        var size = 0
        sysctlbyname("kern.bootsessionuuid", nil, &size, nil, 0)
        var text = [CChar](repeating: 0, count: max(size, 1))
        sysctlbyname("kern.bootsessionuuid", &text, &size, nil, 0)
        guard let uuid = UUID(uuidString: String(cString: text)) else { return 0 }
        return withUnsafeBytes(of: uuid.uuid) { $0.loadUnaligned(as: UInt64.self) }
    }()
}
