import DoorstepKit
import SwiftUI
import Testing

@testable import DoorstepUI

/// Each control is tapped on its screen, over its model, and does what it says.
@MainActor @Suite(.serialized) struct TapTests {
    @Test(arguments: taps) func doesWhatItSays(_ tap: Tap) async throws {
        let bench = Bench()
        let outline = bench.outline(tap.view(bench))
        let finger = Finger(outline: outline, log: bench.log)
        for step in tap.first { try await finger.act(step) }
        if let text = tap.types {
            // Keyboards leave blanks; nobody means them.
            try await finger.type(tap.id, " \(text) ")
        } else {
            try await finger.tap(tap.id, says: tap.says)
        }
        for step in tap.then { try await finger.act(step) }
        try await outline.wait("\(tap.does)\n\(bench.log.lines)") { _ in bench.log.has(tap.does) }
        if bench.log.lines.contains(where: { line in Self.saves.contains { line.hasPrefix($0) } }) {
            try await until { bench.drafting.isSettled && bench.drafts.forms.isEmpty }
        }
    }

    /// What a form is saved by: after it, it is under way no more.
    private static let saves = [
        "visits.record", "notes.add", "households.add", "households.edit", "consents.record", "rides.book",
        "leading.announce",
    ]

    @Test(arguments: offs) func isOffUntilItCanBeDone(_ off: Off) async throws {
        let bench = Bench()
        let outline = bench.outline(off.view(bench))
        let finger = Finger(outline: outline, log: bench.log)
        for step in off.first { try await finger.act(step) }
        try await outline.wait("\(off.id), off") { $0.identified(off.id).first?.isEnabled == false }
        for step in off.until { try await finger.act(step) }
        try await outline.wait("\(off.id), on") { $0.identified(off.id).first?.isEnabled == true }
    }

    /// No control of `screens.toml` without a tap, and no tap without a control.
    @Test func everyControlIsTapped() throws {
        let controls = try Screens.read().flatMap { screen in screen.controls.map { (screen.name, $0) } }
        let tapped = taps.map { ($0.screen, $0.id) }
        func covers(_ control: (String, String), _ tap: (String, String)) -> Bool {
            let isFamily = control.1.hasSuffix("*") && tap.1.hasPrefix(control.1.dropLast())
            return control.0 == tap.0 && (control.1 == tap.1 || isFamily)
        }
        #expect(controls.count > 90)
        #expect(controls.filter { control in !tapped.contains { covers(control, $0) } }.map { "\($0)" } == [])
        #expect(tapped.filter { tap in !controls.contains { covers($0, tap) } }.map { "\($0)" } == [])
    }
}
