import DoorstepTesting
import Foundation

/// A step of a script: its words, and where it stands.
struct Step: CustomStringConvertible {
    let description: String
    let text: String

    var words: [String] { text.components(separatedBy: " ") }
    /// What follows the first word, as it stands.
    var rest: String { words.dropFirst().joined(separator: " ") }
}

/// What a step is about: a control, and what it must say.
struct Control {
    let id: String
    let says: String?

    init(_ rest: String) {
        id = rest.components(separatedBy: " ")[0]
        says = rest.range(of: " ~ ").map { String(rest[$0.upperBound...]) }
    }
}

/// A script of `tests/flows`. Kills part it: each part is a life of the app's process.
public struct Script: Sendable, CustomStringConvertible {
    public let name: String
    private let text: String

    public init(named name: String) throws {
        self.name = name
        text = try Repository.read("tests/flows/\(name).flow")
    }

    /// All scripts, by name.
    public static func all() -> [Script] {
        let folder = Repository.root.appendingPathComponent("tests/flows")
        let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        return files.filter { $0.pathExtension == "flow" }
            .compactMap { try? Script(named: $0.deletingPathExtension().lastPathComponent) }
            .sorted { $0.name < $1.name }
    }

    /// How often the app begins.
    public var lives: Int { steps.count }

    var steps: [[Step]] {
        var lives: [[Step]] = [[]]
        for (at, line) in text.components(separatedBy: "\n").enumerated() {
            let line = line.trimmingCharacters(in: .whitespaces)
            if line.isEmpty || line.hasPrefix("#") { continue }
            if line == "kill" {
                lives.append([])
            } else {
                lives[lives.count - 1].append(Step(description: "\(name).flow:\(at + 1): \(line)", text: line))
            }
        }
        return lives
    }

    public var description: String { name }
}

/// Messages by their key, to be found on a screen whatever their arguments.
enum Messages {
    // The folder of the apps wins over the first one, as it does in the generator.
    private static let texts: [String: String] = {
        var texts: [String: String] = [:]
        for file in ["vi.ftl", "terminal/vi.ftl", "phone/vi.ftl"] {
            for line in (try? Repository.read("strings/\(file)"))?.components(separatedBy: "\n") ?? [] {
                guard let first = line.first, first.isLowercase, let sign = line.range(of: " = ") else { continue }
                texts[String(line[..<sign.lowerBound])] = String(line[sign.upperBound...])
            }
        }
        return texts
    }()

    /// What a text must match to be the message.
    static func pattern(_ key: String) throws -> NSRegularExpression {
        guard let text = texts[key] else { throw WorldError("no message \(key)") }
        let holes = try NSRegularExpression(pattern: "\\{[^}]*\\}")
        let whole = NSRange(text.startIndex..., in: text)
        let marked = holes.stringByReplacingMatches(in: text, range: whole, withTemplate: "\u{0}")
        let pattern = marked.components(separatedBy: "\u{0}").map(NSRegularExpression.escapedPattern(for:))
        return try NSRegularExpression(
            pattern: pattern.joined(separator: ".*"), options: [.caseInsensitive, .dotMatchesLineSeparators])
    }
}

extension NSRegularExpression {
    func matches(_ text: String) -> Bool {
        firstMatch(in: text, range: NSRange(text.startIndex..., in: text)) != nil
    }
}
