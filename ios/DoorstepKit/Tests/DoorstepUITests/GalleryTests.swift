import Foundation
import SwiftUI
import Testing

@testable import DoorstepUI

/// Every sample as it is read out, in both languages, beside how it was recorded. After a change that is meant:
/// `DOORSTEP_RECORD=1 cargo xtask swift test --filter GalleryTests`, and look at what became different.
@MainActor @Suite struct GalleryTests {
    @Test(arguments: samples.map(\.name)) func readsAsRecorded(_ name: String) throws {
        let sample = try #require(samples.first { $0.name == name })
        let file = Screens.root.appending(path: "ios/DoorstepKit/Outlines/\(name).txt")
        let read = [false, true].map { english in
            let view = AnyView(NavigationStack { sample.view() })
            let outline = Outline(of: view) { $0.strings = Strings(isEnglish: english) }
            return (english ? "en\n" : "vi\n") + outline.read.map { "  \($0)\n" }.joined()
        }
        if ProcessInfo.processInfo.environment["DOORSTEP_RECORD"] != nil {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try read.joined().write(to: file, atomically: true, encoding: .utf8)
        }
        let recorded = try String(contentsOf: file, encoding: .utf8)
        #expect(read.joined().split(separator: "\n") == recorded.split(separator: "\n"))
    }

    @Test func nothingIsRecordedThatIsNoSample() throws {
        let folder = Screens.root.appending(path: "ios/DoorstepKit/Outlines")
        let recorded = try FileManager.default.contentsOfDirectory(atPath: folder.path).map {
            $0.replacing(".txt", with: "")
        }
        #expect(recorded.sorted() == samples.map(\.name).sorted())
    }
}

extension Outline {
    /// What is read out, line by line: `# a heading`, `words`, `[control] its name = what it holds (chosen, off)`, `{a part}`.
    var read: [String] { nodes.flatMap { $0.read } }
}

extension Node {
    var read: [String] {
        guard isTappable || isEditable else {
            let name = kind == "element" ? identifier.map { "{\($0)}" } : nil
            return [name ?? "", said].filter { !$0.isEmpty } + children.flatMap { $0.read }
        }
        let facts = [
            isEnabled ? nil : "off", facts["selected"].map { _ in "chosen" }, facts["hint"].map { "hint: \($0)" },
        ].compactMap { $0 }
        let held = value.map { " = \($0)" } ?? ""
        return ["[\(identifier ?? "?")] \(label)\(held)" + (facts.isEmpty ? "" : " (\(facts.joined(separator: ", ")))")]
    }

    private var said: String {
        let words = facts["label"] ?? text
        return facts["heading"] != nil && !words.isEmpty ? "# \(words)" : words
    }
}
