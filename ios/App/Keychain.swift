import DoorstepKit
import Foundation
import Security

/// The Keychain: this device only, after its first unlock, in no backup.
struct Keychain: SecretStore {
    /// What the Keychain answered, where it is neither the secret nor its certain absence.
    struct Failure: Error { let status: OSStatus }

    private var item: [CFString: Any] {
        [
            kSecClass: kSecClassGenericPassword,
            kSecAttrService: "vn.doorstep.phone",
            kSecAttrAccount: "database-key",
            kSecAttrSynchronizable: false,
        ]
    }

    func find() throws -> Data? {
        var query = item
        query[kSecReturnData] = true
        var found: CFTypeRef?
        let status = SecItemCopyMatching(query as CFDictionary, &found)
        switch status {
        case errSecSuccess: return found as? Data ?? Data()
        // The one answer that says for certain that there is none. Locked, no access, interaction needed: all others throw.
        case errSecItemNotFound: return nil
        default: throw Failure(status: status)
        }
    }

    func add(_ secret: Data) throws {
        var query = item
        query[kSecAttrAccessible] = kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly
        query[kSecValueData] = secret
        let status = SecItemAdd(query as CFDictionary, nil)
        guard status == errSecSuccess else { throw Failure(status: status) }
    }

    func remove() throws {
        let status = SecItemDelete(item as CFDictionary)
        guard status == errSecSuccess || status == errSecItemNotFound else { throw Failure(status: status) }
    }

    /// Bytes from the system's source for secrets.
    @Sendable static func random(_ count: Int) throws -> Data {
        var bytes = [UInt8](repeating: 0, count: count)
        let status = SecRandomCopyBytes(kSecRandomDefault, count, &bytes)
        guard status == errSecSuccess else { throw Failure(status: status) }
        return Data(bytes)
    }
}
