import DoorstepTesting
import FlowPlayer
import Testing

/// Whole days at doors, as `tests/flows` tells them: these screens, the real library, a real hub.
@Suite(.serialized) struct FlowTests {
    @Test(arguments: Script.all()) func comesTrue(_ script: Script) async throws {
        let folder = try Folder()
        let world = try WorldProgram()
        for life in 0..<script.lives - 1 {
            try await liveAndBeKilled(script, life: life, folder: folder.url, world: world)
        }
        try await live(script, life: script.lives - 1, folder: folder.url, world: world)
    }

    @Test func thereAreScripts() { #expect(Script.all().count >= 17) }
}
