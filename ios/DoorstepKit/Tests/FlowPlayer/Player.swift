import DoorstepKit
import DoorstepTesting
import DoorstepUI
import Foundation
import SwiftUI

/// Plays the steps of one life of the app. What each means: `tests/flows/README.md`.
@MainActor public final class Player {
    private let device: Device
    private let world: any World
    private var opening: Opening
    private var screen: Outline<AppView>
    private var taps = 0
    /// What the bar told of at the last tap.
    private var told: String?

    /// The app in a folder of its own, in a world.
    public init(folder: URL, world: any World) {
        device = Device(folder: folder)
        self.world = world
        (opening, screen) = Player.start(device)
    }

    private static func start(_ device: Device) -> (Opening, Outline<AppView>) {
        let opening = Opening(
            // The bar with undo must not fade on a slow machine.
            file: device.file, handover: device, keeper: TasteKeeper(), undoFor: .seconds(600), open: device.open)
        return (opening, Outline(of: AppView(opening: opening, device: testDevice)))
    }

    /// Plays one life.
    public func play(_ script: Script, life: Int) async throws {
        for step in script.steps[life] {
            do { try await play(step) } catch { throw WorldError("\(step): \(error)") }
        }
    }

    /// What was typed last is on its way to the store: a kill comes once it is there.
    public func settle() async throws {
        try await screen.wait("everything is kept") { [opening] _ in
            if case .works(let model) = opening.state { model.drafting.isSettled } else { true }
        }
    }

    private func play(_ step: Step) async throws {
        let rest = step.rest
        switch step.words[0] {
        case "hub", "wire", "phone": try world.tell(step.text)
        case "enrol": try await enrol(rest)
        case "tap": try await tap(Control(rest))
        case "type": try await type(step)
        // The bar of the tap before is still there when the next thing is being saved.
        case "see": _ = try await find(Control(rest)) { [told] in $0.identifier != savedBar || $0.label != told }
        case "see-words": try await shows("the words") { $0.contains { $0.says(rest) } }
        case "see-message":
            let message = try Messages.pattern(rest)
            try await shows("the message") { $0.contains(where: message.matches) }
        case "gone":
            try await screen.wait("nothing of it") { screen in !screen.all.contains { Control(rest).fits($0) } }
        case "gone-words": try await shows("none of the words") { !$0.contains { $0.says(rest) } }
        case "off": _ = try await find(Control(rest)) { !$0.isEnabled }
        case "sync": try await sync()
        case "taps": try count(rest)
        case "clock": device.hardware.clockJumps(hours: try number(rest))
        case "days": device.hardware.daysPass(UInt64(try number(rest)))
        case "camera": device.camera = try sees(rest)
        case "platform": try platform(step)
        case "handed": try await handed(rest)
        case "deliver":
            guard let file = device.shared else { throw WorldError("nothing was shared") }
            try world.tell("hub handed-in \(file) \(rest)")
        case "lose-key": try await again { try device.loseKey() }
        case "damage-file": try await again { try device.damageFile() }
        case "newer-file": try await again { try world.tell("file newer \(device.file.path) \(try device.keyInHex())") }
        case "known-file": try await again { try world.tell("file known \(device.file.path) \(try device.keyInHex())") }
        default: throw WorldError("no such step")
        }
    }

    private func enrol(_ member: String) async throws {
        let invitation = try world.tell("hub invite \(member)")
        try await set(Control("invitation"), to: invitation)
        try await tap(Control("begin"))
        _ = try await find(Control("tab-today")) { _ in true }
    }

    private func tap(_ control: Control) async throws {
        let found = try await find(control) { $0.isTappable && $0.isEnabled }
        told = screen.identified(savedBar).first?.label
        try screen.tap(found)
        taps += 1
    }

    private func type(_ step: Step) async throws {
        try await set(Control(step.words[1]), to: step.words.dropFirst(2).joined(separator: " "))
    }

    private func set(_ control: Control, to text: String) async throws {
        _ = try await find(control) { $0.isEditable && $0.isEnabled }
        try screen.set(control.id, to: text)
    }

    /// Waits until there is one.
    private func find(_ control: Control, _ fits: @MainActor (Node) -> Bool) async throws -> Node {
        var found: Node?
        try await screen.wait("the control") { screen in
            found = screen.all.first { control.fits($0) && fits($0) }
            return found != nil
        }
        guard let found else { throw WorldError("it is gone again") }
        return found
    }

    private func shows(_ what: String, _ holds: @MainActor ([String]) -> Bool) async throws {
        try await screen.wait(what) { holds($0.all.compactMap(\.shown)) }
    }

    /// As background work does, which tells nobody whether it got through.
    private func sync() async throws {
        guard case .works(let model) = opening.state else { throw WorldError("the file is not open") }
        _ = try? await model.phone.sync(personWaits: false)
        await model.phone.settle()
        screen.refresh()
    }

    private func count(_ rest: String) throws {
        if rest == "0" { taps = 0 } else if taps != Int(rest) { throw WorldError("\(taps) taps") }
    }

    private func number(_ text: String) throws -> Int64 {
        guard let number = Int64(text) else { throw WorldError("\(text) is no number") }
        return number
    }

    private func sees(_ what: String) throws -> String? {
        switch what {
        case "refused": nil
        case "lan", "minh", "mai": try world.tell("hub invite \(what)")
        default: what
        }
    }

    private func platform(_ step: Step) throws {
        guard step.words[1] == "local-network" else { throw WorldError("the platform reports no such thing") }
        device.reachesLocalNetwork = step.words[2] == "yes"
    }

    private func handed(_ what: String) async throws {
        try await screen.wait("handing over") { [device] _ in device.handed.contains { $0.hasPrefix(what) } }
        device.forgetHanded()
    }

    /// The app ends, something happens to its files, and it is started again.
    private func again(_ change: () throws -> Void) async throws {
        try await screen.wait("the file is read") { [opening] _ in
            if case .notYet = opening.state { false } else { true }
        }
        if case .works(let model) = opening.state {
            await model.phone.settle()
            model.phone.close()
        }
        try change()
        (opening, screen) = Player.start(device)
    }
}

private let savedBar = "saved-bar"

extension Control {
    @MainActor func fits(_ node: Node) -> Bool {
        // A place further on goes back by the navigation bar's own button.
        let names = id == "back" ? ["back", "BackButton"] : [id]
        guard let name = node.identifier, names.contains(name) else { return false }
        guard let says else { return true }
        return node.words.contains { $0.says(says) } || node.label.says(says)
    }
}

extension Node {
    /// What stands on the screen: words, and what was typed.
    @MainActor fileprivate var shown: String? { isEditable ? value : text.isEmpty ? nil : text }
}

extension String {
    fileprivate func says(_ words: String) -> Bool { range(of: words, options: .caseInsensitive) != nil }
}
