import Foundation

/// A step, and where it stands.
struct SystemStep {
    let place: String
    let words: [String]
    var rest: String { words.dropFirst().joined(separator: " ") }
}

/// A script of `tests/flows`, read from the clone on the Mac: a simulator sees its host's files.
struct SystemScript {
    let steps: [SystemStep]

    init(named name: String) throws {
        let text = try Clone.read("tests/flows/\(name).flow")
        steps = text.components(separatedBy: "\n").enumerated().compactMap { at, line in
            let line = line.trimmingCharacters(in: .whitespaces)
            if line.isEmpty || line.hasPrefix("#") { return nil }
            return SystemStep(place: "\(name).flow:\(at + 1)", words: line.components(separatedBy: " "))
        }
    }
}

/// The clone that the tests were built from.
enum Clone {
    static func read(_ path: String) throws -> String {
        // This file lies in ios/UITests.
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// What a text must match to be a message of the app, whatever its arguments.
    static func message(_ key: String) throws -> Regex<AnyRegexOutput> {
        let lines = try ["vi.ftl", "terminal/vi.ftl", "phone/vi.ftl"].flatMap {
            try read("strings/\($0)").components(separatedBy: "\n")
        }
        guard let line = lines.last(where: { $0.hasPrefix("\(key) = ") }) else { throw Trouble("no message \(key)") }
        let text = String(line.dropFirst(key.count + 3)).replacing(/\{[^}]*\}/, with: "\u{0}")
        let pieces = text.components(separatedBy: "\u{0}").map(NSRegularExpression.escapedPattern(for:))
        return try Regex("(?is)" + pieces.joined(separator: ".*"))
    }
}

struct Trouble: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
