import DoorstepKit
import Foundation
import Testing

/// The key is made once, where there certainly is none; background work keeps to the ways that it may use.
@Suite struct DeviceTests {
    private final class Shelf: SecretStore, @unchecked Sendable {
        var secret: Data?
        var isOutOfReach = false
        var added = 0
        struct OutOfReach: Error {}
        struct Duplicate: Error {}
        func find() throws -> Data? {
            if isOutOfReach { throw OutOfReach() }
            return secret
        }
        func add(_ new: Data) throws {
            if secret != nil { throw Duplicate() }
            added += 1
            secret = new
        }
        func remove() throws { secret = nil }
    }

    private let shelf = Shelf()
    private var key: DatabaseKey { DatabaseKey(store: shelf) { Data((0..<$0).map { UInt8($0 &+ 1) }) } }

    @Test func aKeyIsMadeOnce() throws {
        let first = try key.take()
        #expect(first.count == 32)
        #expect(try key.take() == first)
        #expect(shelf.added == 1)
    }

    @Test func noKeyIsMadeWhileTheStoreIsOutOfReach() throws {
        let first = try key.take()
        shelf.isOutOfReach = true
        #expect(throws: Shelf.OutOfReach.self) { try key.take() }
        shelf.isOutOfReach = false
        #expect(try key.take() == first)
        #expect(shelf.added == 1)
    }

    @Test func noKeyIsMadeBeforeTheFirstUnlock() throws {
        shelf.isOutOfReach = true
        #expect(throws: Shelf.OutOfReach.self) { try key.take() }
        #expect(shelf.secret == nil)
    }

    @Test func aKeyOfAnotherLengthIsNoKey() throws {
        shelf.secret = Data([1, 2, 3])
        #expect(throws: DoorstepError.Internal(code: "key_length")) { try key.take() }
        #expect(shelf.secret == Data([1, 2, 3]))
        let short = DatabaseKey(store: Shelf()) { _ in Data() }
        #expect(throws: DoorstepError.Internal(code: "key_length")) { try short.take() }
    }

    @Test func aDestroyedKeyIsGone() throws {
        let first = try key.take()
        try key.destroy()
        #expect(shelf.secret == nil)
        #expect(try key.take() == first)
        #expect(shelf.added == 2)
    }

    @Test func backgroundWorkWaitsForItsWay() {
        let wifi = NetworkWay(isUsable: true)
        let mobile = NetworkWay(isUsable: true, isCellular: true, isMetered: true)
        let hotspot = NetworkWay(isUsable: true, isMetered: true)
        let saving = NetworkWay(isUsable: true, isConstrained: true)
        for (way, wifiOnly, any) in [
            (wifi, true, true), (mobile, false, true), (hotspot, false, true), (saving, false, false),
        ] {
            #expect(way.carriesBackgroundWork(wifiOnly: true) == wifiOnly)
            #expect(way.carriesBackgroundWork(wifiOnly: false) == any)
        }
        #expect(!NetworkWay(isUsable: false).carriesBackgroundWork(wifiOnly: false))
    }
}
