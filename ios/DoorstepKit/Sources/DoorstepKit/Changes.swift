import DoorstepCore
import Foundation

/// Tells whoever listens which areas changed.
///
/// The core calls from its own thread, which must never wait here: a notice is put down and taken up by others.
public final class Changes: Listener, Sendable {
    private let listeners = Locked<[UUID: Ear]>([:])

    private struct Ear {
        let hear: @Sendable (Set<Area>) -> Void
        let end: @Sendable () -> Void
    }

    /// Nobody listens yet.
    public init() {}

    /// The core's notice.
    public func changed(areas: [Area]) {
        let areas = Set(areas)
        for ear in listeners.with({ Array($0.values) }) { ear.hear(areas) }
    }

    /// Whoever listens reads again.
    func everythingChanged() { changed(areas: [.homes, .rides, .fates, .status, .drafts]) }

    /// Ends every listening: nothing more will change.
    func end() {
        let all = listeners.with { listeners in
            defer { listeners = [:] }
            return Array(listeners.values)
        }
        for ear in all { ear.end() }
    }

    /// One notice at once, and one after changes of these areas; notices that pile up become one.
    func notices(of areas: Set<Area>) -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        listen(to: continuation) { changed in
            if !changed.isDisjoint(with: areas) { continuation.yield() }
        }
        continuation.yield()
        return stream
    }

    /// Every notice, as it comes.
    func areas() -> AsyncStream<Set<Area>> {
        let (stream, continuation) = AsyncStream.makeStream(of: Set<Area>.self)
        listen(to: continuation) { continuation.yield($0) }
        return stream
    }

    private func listen<Element>(
        to continuation: AsyncStream<Element>.Continuation, hear: @escaping @Sendable (Set<Area>) -> Void
    ) {
        let id = UUID()
        continuation.onTermination = { [listeners] _ in listeners.with { $0[id] = nil } }
        listeners.with { $0[id] = Ear(hear: hear, end: { continuation.finish() }) }
    }
}

/// A value behind a lock. (`Mutex` needs iOS 18.)
final class Locked<Value>: @unchecked Sendable {
    private let lock = NSLock()
    private var value: Value

    init(_ value: Value) { self.value = value }

    func with<Result>(_ use: (inout Value) throws -> Result) rethrows -> Result {
        lock.lock()
        defer { lock.unlock() }
        return try use(&value)
    }
}
