import DoorstepKit
import SwiftUI
import Testing

@testable import DoorstepUI

/// A screen is one call of the facade. Counted by the fakes, which write down every call whatever it is about.
@MainActor @Suite(.serialized) struct CallsOfScreensTests {
    @Test(arguments: openings) func opensWithTheCallThatScreensTomlNames(_ opening: Opens) async throws {
        let row = try #require(try Screens.read().first { $0.name == opening.screen })
        let bench = Bench()
        let outline = bench.outline(opening.view(bench))
        let finger = Finger(outline: outline, log: bench.log)
        for step in opening.first { try await finger.act(step) }
        try await outline.wait("\(opening.control)\n\(bench.log.calls)") { screen in
            screen.identified(opening.control).contains { $0.isEnabled || !opening.isOn }
        }
        #expect(bench.log.calls == (row.call.isEmpty ? [] : [row.call]))
    }

    /// A form that was left half filled costs no call more.
    @Test(arguments: openingsOfForms) func aFormUnderWayOpensWithTheSameCall(_ opening: Opens) async throws {
        let row = try #require(try Screens.read().first { $0.name == opening.screen })
        let (form, field, value) = try #require(forms[opening.screen])
        let bench = Bench()
        _ = bench.drafts.keep(form: form, root: "h1", fields: [DraftField(name: field, value: value)])
        let outline = bench.outline(opening.view(bench))
        try await outline.wait("\(opening.control) with \(value)\n\(bench.log.calls)") { screen in
            screen.all.contains { $0.isEditable && $0.value == value }
        }
        #expect(bench.log.calls.filter { $0 != "drafts.keep" && $0 != "notes.hasSecret" } == [row.call])
    }

    @Test func everyScreenIsCounted() throws {
        let screens = try Screens.read().map(\.name)
        #expect(Set(openings.map(\.screen)) == Set(screens))
    }
}

/// A screen as one comes to it: with its model, and a control that is there once it is filled.
struct Opens: Sendable, CustomTestStringConvertible {
    let screen: String
    let control: String
    let view: OverBench

    /// Whether the call brings the control's use, too.
    let isOn: Bool

    /// What one says first, where the screen answers to it.
    let first: [String]

    init(_ screen: String, _ control: String, on view: @escaping OverBench, isOn: Bool = false, first: [String] = []) {
        self.screen = screen
        self.control = control
        self.view = view
        self.isOn = isOn
        self.first = first
    }

    var testDescription: String { "\(screen) by \(control)" }
}

private let openingsOfForms = openings.filter { forms[$0.screen] != nil }

/// Form, field and value with which a screen is opened again.
private let forms: [String: (form: String, field: String, value: String)] = [
    "edit-household": ("home/h1", "landmark", "sau chùa"),
    "edit-person": ("resident/h1/p1", "relation", "vợ"),
    "outcome": ("visit/h1", "who", "con gái"),
    "note": ("note/h1", "text", "gọi trước"),
    "add-household": ("household", "landmark", "sau chùa"),
    "consent": ("consent/h1/p1", "guardian", "con gái"),
    "announce": ("announce", "by", "bác Hòa"),
]
