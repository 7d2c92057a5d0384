import Foundation

/// Where a phone keeps a secret: the Keychain, on a device.
public protocol SecretStore: Sendable {
    /// The secret; none only where it is certain that there is none. A store that cannot be read now throws.
    func find() throws -> Data?

    /// Keeps a new secret. Throws where there is one already.
    func add(_ secret: Data) throws

    /// Destroys the secret for good.
    func remove() throws
}

/// The key of the phone's file.
///
/// It is made once, and only where there certainly is none: a key made because the store was out of reach for a moment
/// would lock the file for good.
public struct DatabaseKey: Sendable {
    /// Bytes of a key.
    public static let length = 32

    private let store: any SecretStore
    private let random: @Sendable (Int) throws -> Data

    /// - Parameter random: bytes from the system's source for secrets.
    public init(store: any SecretStore, random: @escaping @Sendable (Int) throws -> Data) {
        self.store = store
        self.random = random
    }

    /// The key, made where there is none.
    public func take() throws -> Data {
        if let key = try store.find() { return try whole(key) }
        let key = try whole(try random(Self.length))
        try store.add(key)
        return key
    }

    /// Destroys the key: the core asks for it once everything unsent is at the hub.
    public func destroy() throws { try store.remove() }

    private func whole(_ key: Data) throws -> Data {
        guard key.count == Self.length else { throw DoorstepError.Internal(code: "key_length") }
        return key
    }
}
