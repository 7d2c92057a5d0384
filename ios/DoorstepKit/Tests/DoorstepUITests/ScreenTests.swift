import DoorstepKit
import Foundation
import SwiftUI
import Testing

@testable import DoorstepUI

/// Every screen in its states, in both languages.
@MainActor @Suite struct ScreenTests {
    @Test(arguments: samples.map(\.name), [false, true]) func everyControlHasANameAndAnIdentifier(
        _ name: String, english: Bool
    ) throws {
        let outline = try drawn(name, english)
        for node in outline.all where node.isTappable || node.isEditable {
            #expect(!node.label.isBlank, "no name: \(node.identifier ?? node.kind)")
            #expect(node.identifier?.isBlank == false, "no identifier: \(node.label)")
        }
    }

    /// What both languages say alike is data: names, numbers, what people typed.
    @Test(arguments: samples.map(\.name)) func bothLanguagesAreSpoken(_ name: String) throws {
        let (vi, en) = (Set(try drawn(name, false).words), Set(try drawn(name, true).words))
        #expect(!vi.isEmpty)
        #expect(vi.subtracting(en).count > 0, "the same in both languages: \(vi)")
        // A title, and what can be pressed, is said in the language that was chosen.
        let said = Set(try drawn(name, true).pressed)
        let foreign = said.filter { $0.unicodeScalars.contains { !$0.isASCII } && vi.contains($0) && !isData($0) }
        #expect(foreign == [], "Vietnamese on an English screen")
    }

    @Test func everyStateHasASampleAndEverySampleARow() throws {
        let states = try Screens.read().flatMap(\.states)
        #expect(states.count > 30)
        #expect(states.sorted() == samples.map(\.name).sorted())
    }

    /// Xcode's canvas shows every state, inside the app's look. That it draws them is seen on a Mac only.
    @Test func everyStateHasAPreview() throws {
        let file = Screens.root.appending(path: "ios/DoorstepKit/Sources/DoorstepUI/Samples/Previews.swift")
        let previews = try String(contentsOf: file, encoding: .utf8)
        for name in samples.map(\.name) {
            #expect(previews.contains("#Preview(\"\(name)\") { Previewed(name: \"\(name)\") }"), "\(name)")
            let outline = Outline(of: Previewed(name: name, taste: Taste().with(\.isEnglish, true)))
            let words = try drawn(name, true).words
            #expect(outline.words == words, "\(name)")
        }
        #expect(previews.components(separatedBy: "#Preview(").count - 1 == samples.count)
    }

    @Test func everyControlIsInASource() throws {
        let text = try sources().map(\.text).joined()
        let controls = Set(try Screens.read().flatMap(\.controls))
        #expect(controls.filter { !text.contains("\"\($0)\"") && !text.contains("\"\($0.dropLast())\\(") } == [])
    }

    /// Screens know no platform, and what they draw with is ours.
    @Test func screensAreDrawnWithOurOwnParts() throws {
        let ours = try sources().filter { !$0.path.contains("/Design/") && !$0.path.contains("/Tabs.swift") }
        for raw in ["import UIKit", " Text(", "Color(", "Color.", "Font.", ".font(", " Button(", "#if os"] {
            #expect(ours.filter { $0.text.contains(raw) }.map(\.path) == [], "\(raw) outside the parts")
        }
    }

    @Test func everyIconIsDrawn() {
        for glyph in Glyph.allCases { #expect(!glyph.path(scale: 1).isEmpty, "\(glyph)") }
    }

    private func drawn(_ name: String, _ english: Bool) throws -> Outline<AnyView> {
        let sample = try #require(samples.first { $0.name == name })
        let view = AnyView(NavigationStack { sample.view() })
        return Outline(of: view) { $0.strings = Strings(isEnglish: english) }
    }

    private func isData(_ words: String) -> Bool {
        ["Tiếng Việt", "Nguyễn", "Bình", "Lan", "Minh", "Mai", "Hương", "Tổ dân phố", "Thôn", "Hòa", "Trung tâm"]
            .contains { words.contains($0) }
            || words.count <= 4
    }

    private func sources() throws -> [(path: String, text: String)] {
        let folder = Screens.root.appending(path: "ios/DoorstepKit/Sources/DoorstepUI")
        let files =
            FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.allObjects as? [URL] ?? []
        let ours = files.filter { file in
            file.pathExtension == "swift" && !["/Generated/", "/Samples/"].contains { file.path.contains($0) }
        }
        return try ours.map { ($0.path, try String(contentsOf: $0, encoding: .utf8)) }
    }
}

extension Outline {
    /// Every word that is shown.
    var words: [String] {
        all.flatMap { [$0.text, $0.facts["label"] ?? "", $0.facts["title"] ?? ""] }.filter { !$0.isEmpty }
    }

    /// The names of what can be pressed.
    var pressed: [String] { all.filter(\.isTappable).map(\.label) }
}
