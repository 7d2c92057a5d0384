import Foundation

/// Where things are: tests read the repository, and run what cargo has built.
public enum Repository {
    /// The root of the clone.
    public static let root: URL = {
        var folder = URL(fileURLWithPath: #filePath)
        // This file lies in ios/DoorstepKit/Tests/DoorstepTesting.
        for _ in 0..<5 { folder.deleteLastPathComponent() }
        return folder
    }()

    /// A program that cargo built.
    public static func program(_ name: String) -> URL {
        let folder = ProcessInfo.processInfo.environment["DOORSTEP_LIB_DIR"].map { URL(fileURLWithPath: $0) }
        return (folder ?? root.appendingPathComponent("target/debug")).appendingPathComponent(name)
    }

    /// The text of a file.
    public static func read(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }
}

/// A folder of a test's own, which goes with it.
public final class Folder: Sendable {
    public let url: URL

    public init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("doorstep-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }
}
