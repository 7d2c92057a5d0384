import XCTest

/// The scripts of `tests/flows`, played by the system's own hands on a simulator.
///
/// `ios/ui-tests.sh` starts the world beside the simulator. What only a double of the phone's system can do (a camera that
/// sees an invitation, a clock that jumps, a damaged file) is played on Linux; a script that needs it is skipped by name.
final class FlowUITests: XCTestCase {
    override func setUp() { continueAfterFailure = false }

    @MainActor func testAnnounce() throws { try play("announce") }
    @MainActor func testBadInvitations() throws { try play("bad-invitations") }
    @MainActor func testClock() throws { try play("clock") }
    @MainActor func testConflict() throws { try play("conflict") }
    @MainActor func testDay() throws { try play("day") }
    @MainActor func testFileDamaged() throws { try play("file-damaged") }
    @MainActor func testHelped() throws { try play("helped") }
    @MainActor func testHubGone() throws { try play("hub-gone") }
    @MainActor func testKeyLost() throws { try play("key-lost") }
    @MainActor func testKilled() throws { try play("killed") }
    @MainActor func testLeader() throws { try play("leader") }
    @MainActor func testLocalNetwork() throws { try play("local-network") }
    @MainActor func testLocked() throws { try play("locked") }
    @MainActor func testNewerFile() throws { try play("newer-file") }
    @MainActor func testPutRight() throws { try play("put-right") }
    @MainActor func testRevoked() throws { try play("revoked") }
    @MainActor func testRide() throws { try play("ride") }
    @MainActor func testRideCancelled() throws { try play("ride-cancelled") }
    @MainActor func testSearch() throws { try play("search") }
    @MainActor func testSignOut() throws { try play("sign-out") }
    @MainActor func testStranger() throws { try play("stranger") }
    @MainActor func testTakenAway() throws { try play("taken-away") }

    @MainActor private func play(_ name: String) throws {
        let script = try SystemScript(named: name)
        if let step = script.steps.first(where: { SystemPlayer.needsADouble.contains($0.words[0]) }) {
            throw XCTSkip("\(step.place): only a double of the phone's system does this")
        }
        let player = try SystemPlayer(world: SocketWorld())
        for step in script.steps {
            do { try player.play(step) } catch {
                XCTFail("\(step.place): \(step.words.joined(separator: " ")): \(error)")
            }
            picture(name, step)
        }
    }

    /// A picture of every step that looked at the screen, where they are wanted: the scheme *Screenshots*.
    @MainActor private func picture(_ name: String, _ step: SystemStep) {
        let areWanted = ProcessInfo.processInfo.environment["DOORSTEP_PICTURES"] != nil
        guard areWanted, step.words[0].hasPrefix("see") else { return }
        let picture = XCTAttachment(screenshot: XCUIScreen.main.screenshot())
        picture.name = step.place
        picture.lifetime = .keepAlways
        add(picture)
    }
}
