import DoorstepKit
import DoorstepTesting
import DoorstepUI
import Foundation
import Observation

/// All that a phone's system does for the app, in one double: clocks, secure storage, camera, dialler, maps, sharing, the
/// permission for the local network. A script sets what it does wrong.
@MainActor @Observable final class Device: Handover {
    @ObservationIgnored nonisolated let file: URL
    @ObservationIgnored nonisolated let hardware = Hardware()
    // As a secure storage that survives the process does.
    @ObservationIgnored nonisolated private let keyFile: URL

    /// What the camera sees; none where it was refused.
    var camera: String?
    var reachesLocalNetwork = true
    /// What the app handed over since somebody looked: `call +84…`, `share /path`.
    private(set) var handed: [String] = []
    /// The last file that was shared.
    private(set) var shared: String?

    init(folder: URL) {
        file = folder.appendingPathComponent("phone.db")
        keyFile = folder.appendingPathComponent("key")
    }

    /// Opens the file with the key in storage; a new key where there is none.
    nonisolated func open() async throws -> Phone {
        if !FileManager.default.fileExists(atPath: keyFile.path) { try testKey.write(to: keyFile) }
        return try await Phone.open(file: file, key: try Data(contentsOf: keyFile), platform: Keys(device: self))
    }

    func keyInHex() throws -> String {
        try Data(contentsOf: keyFile).map { String(format: "%02x", $0) }.joined()
    }

    func loseKey() throws { try Data(repeating: 6, count: 32).write(to: keyFile) }

    /// Overwrites the middle half of the database, so that what opening reads is among it, and what a write-ahead log could
    /// mend it with.
    func damageFile() throws {
        try? FileManager.default.removeItem(atPath: file.path + "-wal")
        let handle = try FileHandle(forUpdating: file)
        let size = try handle.seekToEnd()
        try handle.seek(toOffset: size / 4)
        try handle.write(contentsOf: Data(repeating: 0x55, count: Int(size / 2)))
        try handle.close()
    }

    func forgetHanded() { handed = [] }

    func call(_ number: String) { handed.append("call \(number)") }
    func map(latE7: Int64, lonE7: Int64) { handed.append("map \(latE7) \(lonE7)") }
    func share(path: String) {
        shared = path
        handed.append("share \(path)")
    }
    func scan(_ read: @escaping @MainActor (String) -> Void) -> Bool {
        guard let camera else { return false }
        read(camera)
        return true
    }
    func message(to number: String?, _ text: String) { handed.append("message \(number ?? "") \(text)") }
    func unlock(_ known: @escaping @MainActor () -> Void) {
        handed.append("unlock")
        known()
    }
    func allowLocalNetwork() { handed.append("allow-local-network") }

    /// The hardware, with the key in its file.
    private final class Keys: Platform {
        let device: Device
        init(device: Device) { self.device = device }
        func moment() throws -> Moment { try device.hardware.moment() }
        func destroyKey() throws {
            try FileManager.default.removeItem(at: device.keyFile)
            Task { @MainActor [device] in device.handed.append("key-destroyed") }
        }
    }
}
