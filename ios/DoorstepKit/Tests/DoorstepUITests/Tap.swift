import DoorstepKit
import SwiftUI
import Testing

@testable import DoorstepUI

/// What tapping (or typing into) a control of a screen does.
struct Tap: Sendable, CustomTestStringConvertible {
    let screen: String
    let id: String

    /// What the log must hold afterwards.
    let does: String

    /// Where several controls have the id: the one that says this.
    let says: String?

    /// What is typed, where it is a field.
    let types: String?

    /// Done before, so that the control is there: `id`, `id~what it says`, `id=what is typed`; `!what the log has by then`.
    let first: [String]

    /// Done afterwards, where the control alone only chooses.
    let then: [String]

    /// The screen over its model.
    let view: @MainActor @Sendable (Bench) -> AnyView

    init(
        _ screen: String, _ id: String, _ does: String, on view: @escaping @MainActor @Sendable (Bench) -> AnyView,
        says: String? = nil, types: String? = nil, first: [String] = [], then: [String] = []
    ) {
        self.screen = screen
        self.id = id
        self.does = does
        self.says = says
        self.types = types
        self.first = first
        self.then = then
        self.view = view
    }

    var testDescription: String { "\(screen) \(id)" + (says.map { " ~ \($0)" } ?? "") }
}

/// A control that cannot be tapped yet.
struct Off: Sendable, CustomTestStringConvertible {
    let screen: String
    let id: String

    /// Done before, as for a ``Tap``.
    let first: [String]

    /// After which it can be tapped.
    let until: [String]
    let view: @MainActor @Sendable (Bench) -> AnyView

    init(
        _ screen: String, _ id: String, on view: @escaping @MainActor @Sendable (Bench) -> AnyView,
        first: [String] = [],
        until: [String]
    ) {
        self.screen = screen
        self.id = id
        self.first = first
        self.until = until
        self.view = view
    }

    var testDescription: String { "\(screen) \(id) until \(until)" }
}

/// What a finger does: waits for the control, as a person does, then uses it.
@MainActor struct Finger {
    let outline: Outline<Logged>
    let log: Log

    /// `id`, `id~what it says`, `id=what is typed`, or `!what the log has by then`.
    func act(_ step: String) async throws {
        if step.hasPrefix("!") {
            try await outline.wait(step) { _ in log.has(String(step.dropFirst())) }
        } else if let at = step.firstIndex(of: "="), !step.contains("~") {
            try await type(String(step[..<at]), String(step[step.index(after: at)...]))
        } else {
            let parts = step.split(separator: "~", maxSplits: 1).map(String.init)
            try await tap(parts[0], says: parts.count == 2 ? parts[1] : nil)
        }
    }

    func tap(_ id: String, says: String?) async throws {
        try await outline.wait([id, says ?? ""].said(" ~ ")) { _ in
            found(id, says)?.isEnabled == true
        }
        if let node = found(id, says) { try outline.tap(node) }
    }

    private func found(_ id: String, _ says: String?) -> Node? {
        outline.identified(id).first { node in node.isTappable && (says.map { node.says($0) } ?? true) }
    }

    func type(_ id: String, _ text: String) async throws {
        try await outline.wait(id) { $0.identified(id).contains { $0.isEditable && $0.isEnabled } }
        try outline.set(id, to: text)
    }
}

extension Node {
    /// Whether it, or something in it, says this, in whatever letters.
    func says(_ words: String) -> Bool {
        ([label] + self.words).contains { $0.localizedCaseInsensitiveContains(words) }
    }
}
