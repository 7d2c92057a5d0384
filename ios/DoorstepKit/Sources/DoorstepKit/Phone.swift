@_exported import DoorstepCore
import Foundation

/// A phone's Doorstep, open on one file. One a process; close it when the process no longer needs it.
///
/// Calls of the core block, on purpose: ``calls`` makes them away from the main thread. What an app needs beyond a screen's
/// call is here: syncing that ends with its task, and closing the file before the system suspends the app.
public final class Phone: Sendable {
    /// The core: one small object an area.
    public let core: Doorstep

    /// Where the file lies.
    public let file: URL

    /// How screens call.
    public let calls: Calls

    private let changes: Changes
    private let subscription: Subscription

    /// A phone over a core that is already open on a file.
    public init(core: Doorstep, file: URL) {
        let changes = Changes()
        self.core = core
        self.file = file
        self.changes = changes
        calls = Calls(changes: changes)
        subscription = core.subscribe(listener: changes)
    }

    deinit { close() }

    /// Opens the file, or makes it, with a key of 32 bytes from the platform's secure storage.
    ///
    /// - Throws: ``DoorstepCore/DoorstepError``: `storage` with `wrong_key`, `newer`, `damaged`, `full`, … A file that does
    ///   not open is a screen, not a crash; nothing of it is changed.
    public static func open(file: URL, key: Data, platform: any Platform) async throws -> Phone {
        try await Calls.away {
            Phone(core: try Doorstep.open(path: file.path, key: key, platform: platform), file: file)
        }
    }

    /// Areas whose content changed since one began to listen. It ends when the phone is closed.
    ///
    /// A screen rather uses ``Calls/live(_:read:)``, which reads again.
    public var changedAreas: AsyncStream<Set<Area>> { changes.areas() }

    /// Syncs until done. A cancelled task cancels the exchange; the next sync goes on where it stopped.
    ///
    /// - Parameter personWaits: whether somebody looks at it; the hub answers them first.
    public func sync(personWaits: Bool) async throws -> SyncReport {
        let sync = core.sync()
        return try await cancellable { try sync.run(personWaits: personWaits, cancel: $0) }
    }

    /// Makes a call that waits for the hub. A task's cancellation does not reach the core by itself: the token does.
    public func cancellable<Value: Sendable>(
        _ call: @escaping @Sendable (CancelToken) throws -> Value
    ) async throws -> Value {
        let token = CancelToken()
        return try await withTaskCancellationHandler {
            try await Calls.away { try call(token) }
        } onCancel: {
            token.cancel()
        }
    }

    /// Waits until what follows a tap is done, too: sealing what is unsent, notices.
    public func settle() async {
        let sync = core.sync()
        try? await Calls.away { sync.settle() }
    }

    /// Finishes what follows a tap, then closes the file until ``resume()``: a suspended app must hold no lock.
    public func pause() async {
        await settle()
        let core = core
        try? await Calls.away { core.pause() }
    }

    /// Opens the file again, and lets every screen read it.
    public func resume() async throws {
        let core = core
        try await Calls.away { try core.resume() }
        changes.everythingChanged()
    }

    /// Closes the file for good. Calls afterwards fail with `paused`.
    public func close() {
        subscription.cancel()
        changes.end()
        core.pause()
    }

    /// The sealed file with everything unsent beside this phone's own, as it was sealed last; none where nothing is unsent.
    public var sealedFile: URL? { Phone.sealedFile(beside: file) }

    /// The sealed file with everything unsent beside a database that does not open, to be shared: it needs no key.
    public static func sealedFile(beside file: URL) -> URL? {
        sealedFileBeside(path: file.path).map { URL(fileURLWithPath: $0) }
    }

    /// Sets a file that does not open aside, with its sealed file, so that the phone can be enrolled again. Both are renamed
    /// and neither is deleted.
    ///
    /// - Returns: where the database lies now.
    public static func setAside(_ file: URL) async throws -> URL {
        URL(fileURLWithPath: try await Calls.away { try DoorstepCore.setAside(path: file.path) })
    }
}
