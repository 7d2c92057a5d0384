import XCTest

/// Plays steps with the system's hands. What each means: `tests/flows/README.md`.
@MainActor final class SystemPlayer {
    /// Steps that a simulator cannot do to an app from outside.
    static let needsADouble: Set = [
        "camera", "clock", "damage-file", "days", "deliver", "handed", "known-file", "lose-key", "newer-file",
        "platform",
    ]

    private let app = XCUIApplication()
    private let world: SocketWorld
    private var taps = 0

    init(world: SocketWorld) throws {
        self.world = world
        app.launchArguments = ["-AppleLanguages", "(vi)", "-AppleLocale", "vi_VN", "--begin-anew"]
        app.launch()
        app.launchArguments.removeLast()
    }

    func play(_ step: SystemStep) throws {
        let rest = step.rest
        switch step.words[0] {
        case "hub", "wire", "phone": try world.tell(step.words.joined(separator: " "))
        case "enrol":
            try type("invitation", world.tell("hub invite \(rest)"))
            try tap("begin")
            try wait { self.app.buttons["tab-today"].exists || self.app.tabBars.buttons.count > 0 }
        case "tap": try tap(rest)
        case "type": try type(step.words[1], step.words.dropFirst(2).joined(separator: " "))
        case "see": try wait { self.controls(rest).firstMatch.exists }
        case "off": try wait { self.controls(rest).allElementsBoundByIndex.contains { !$0.isEnabled } }
        case "gone": try wait { !self.controls(rest).firstMatch.exists }
        case "see-words": try wait { self.texts.contains { $0.localizedCaseInsensitiveContains(rest) } }
        case "gone-words": try wait { !self.texts.contains { $0.localizedCaseInsensitiveContains(rest) } }
        case "see-message":
            let message = try Clone.message(rest)
            try wait { self.texts.contains { $0.contains(message) } }
        case "taps": if rest == "0" { taps = 0 } else if Int(rest) != taps { throw Trouble("\(taps) taps") }
        case "kill":
            app.terminate()
            app.launch()
        case "sync":
            // The app syncs when it comes to the front.
            XCUIDevice.shared.press(.home)
            app.activate()
        default: throw Trouble("no such step")
        }
    }

    private func tap(_ rest: String) throws {
        if rest == "back" {
            app.navigationBars.buttons.element(boundBy: 0).tap()
        } else if rest.hasPrefix("tab-"), !app.buttons[rest].exists {
            let names = ["tab-today", "tab-search", "tab-rides", "tab-squad"]
            app.tabBars.buttons.element(boundBy: names.firstIndex(of: rest) ?? 0).tap()
        } else {
            let control = controls(rest).matching(NSPredicate(format: "enabled == true")).firstMatch
            try wait { control.exists }
            for _ in 0..<10 where !control.isHittable { app.swipeUp(velocity: .slow) }
            control.tap()
        }
        taps += 1
    }

    private func type(_ id: String, _ text: String) throws {
        let field = app.descendants(matching: .any)[id].firstMatch
        try wait { field.exists }
        field.tap()
        if let old = field.value as? String, !old.isEmpty {
            field.typeText(String(repeating: XCUIKeyboardKey.delete.rawValue, count: old.count))
        }
        field.typeText(text)
    }

    private func controls(_ rest: String) -> XCUIElementQuery {
        let parts = rest.components(separatedBy: " ~ ")
        let named = app.descendants(matching: .any).matching(identifier: parts[0])
        guard parts.count > 1 else { return named }
        let says = NSPredicate(format: "label CONTAINS[cd] %@", parts[1])
        return named.matching(says)
    }

    private var texts: [String] {
        let words = app.staticTexts.allElementsBoundByIndex.map(\.label)
        let fields = (app.textFields.allElementsBoundByIndex + app.textViews.allElementsBoundByIndex)
        return words + fields.compactMap { $0.value as? String }
    }

    private func wait(_ holds: @escaping @MainActor () -> Bool) throws {
        let deadline = Date.now.addingTimeInterval(20)
        while !holds() {
            guard Date.now < deadline else { throw Trouble("it did not come true") }
            RunLoop.current.run(until: Date.now.addingTimeInterval(0.1))
        }
    }
}
