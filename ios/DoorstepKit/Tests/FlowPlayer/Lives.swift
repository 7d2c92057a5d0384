import DoorstepTesting
import Foundation

// A life of the app that ends by SIGKILL is played in a process of its own (FlowLife). It asks the world through its output,
// reads the answers from its input, and says when its steps are done; then it waits to be killed.

/// Plays one life here.
@MainActor public func live(_ script: Script, life: Int, folder: URL, world: any World) async throws {
    try await Player(folder: folder, world: world).play(script, life: life)
}

/// Plays one life in a process that is killed at its end.
public func liveAndBeKilled(_ script: Script, life: Int, folder: URL, world: any World) async throws {
    // It waits for another process: not on a thread of Swift's own pool.
    try await withCheckedThrowingContinuation { (end: CheckedContinuation<Void, any Error>) in
        Thread.detachNewThread { end.resume(with: Result { try watch(script, life, folder, world) }) }
    }
}

private func watch(_ script: Script, _ life: Int, _ folder: URL, _ world: any World) throws {
    // Beside the tests, where the package's products are built.
    let program = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        .appendingPathComponent("FlowLife")
    let child = try Spoken(program, [script.name, "\(life)", folder.path])
    defer { child.kill() }
    while let line = child.line() {
        if line == "done" { return }
        if line.hasPrefix("failed ") { throw WorldError(line) }
        if line.hasPrefix("world ") { try child.tell(world.answer(String(line.dropFirst(6)))) }
    }
    throw WorldError("\(script.name): life \(life) ended by itself")
}

/// Says a line at once: `print` may keep it.
public func sayToParent(_ line: String) { FileHandle.standardOutput.write(Data("\(line)\n".utf8)) }

/// The world as a child sees it: whoever started it.
public struct ParentsWorld: World {
    public init() {}

    public func answer(_ command: String) throws -> String {
        sayToParent("world \(command)")
        guard let answer = readLine() else { throw WorldError("nobody answers") }
        return answer
    }
}
