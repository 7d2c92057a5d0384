import DoorstepCore
import Foundation

/// How calls of the core are made: away from the main thread, and again when what they read has changed.
public struct Calls: Sendable {
    private let changes: Changes

    /// Calls that read again when `changes` tells of their areas.
    public init(changes: Changes) {
        self.changes = changes
    }

    /// Makes one call, and throws what it throws.
    public func call<Value: Sendable>(_ call: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await Calls.away(call)
    }

    /// Makes one call, for a screen.
    public func answer<Value: Sendable>(_ call: @escaping @Sendable () throws -> Value) async -> Answer<Value> {
        do { return .is(try await Calls.away(call)) } catch { return Answer(error) }
    }

    /// What a screen shows: read now, and read again after each change of its areas. Reads that pile up become one.
    ///
    /// It listens from this call on, before it reads: a change between the two is never lost. Whoever stops iterating stops
    /// listening.
    public func live<Value: Sendable>(
        _ areas: Area..., read: @escaping @Sendable () throws -> Value
    ) -> AsyncStream<Answer<Value>> {
        let notices = changes.notices(of: Set(areas))
        return AsyncStream {
            // Every iterator of one stream draws from the same place.
            var next = notices.makeAsyncIterator()
            while await next.next() != nil {
                let answer = await answer(read)
                // The file is closed while the app is away: what is shown stays, until it is open and read again.
                if answer.problem != .paused { return answer }
            }
            return nil
        }
    }

    /// Calls block, some for as long as the hub takes: a thread of Swift's own pool must not wait for them.
    static func away<Value: Sendable>(_ call: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result(catching: call)) }
        }
    }

    private static let queue = DispatchQueue(
        label: "vn.doorstep.calls", qos: .userInitiated, attributes: .concurrent)
}
