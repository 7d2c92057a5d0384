import DoorstepTesting
import Foundation
import Testing

// docs/embedding.md shows what is between the marks, and a test compares them.

// begin: docs/embedding.md
import DoorstepKit

/// What the phone offers: its clocks, and the end of its key.
final class PhonesPlatform: Platform {
    func moment() throws -> Moment {
        // On a phone: `CLOCK_MONOTONIC`, which counts on while it sleeps, and a number that names the boot.
        let uptime = ProcessInfo.processInfo.systemUptime
        return Moment(wallMs: Int64(Date.now.timeIntervalSince1970 * 1000), uptimeMs: UInt64(uptime * 1000), boot: 1)
    }

    func destroyKey() throws {
        // Remove it from the Keychain: the device was revoked, and everything unsent is at the hub.
    }
}

/// Opens, enrols, syncs, and records that nobody was home at the first home of the day.
func firstVisit(file: URL, key: Data, invitation: String) async throws -> SavedView {
    let phone = try await Phone.open(file: file, key: key, platform: PhonesPlatform())
    defer { phone.close() }

    let enrolment = phone.core.enrolment()
    let device = DeviceInput(label: "iPhone", platform: "ios", os: "17", app: "1.0")
    _ = try await phone.cancellable { cancel in
        try enrolment.begin(invitation: invitation, device: device, cancel: cancel)
    }
    _ = try await phone.sync(personWaits: true)

    // A screen costs one call, and is read again when its areas change.
    let (today, visits) = (phone.core.today(), phone.core.visits())
    for await answer in phone.calls.live(.homes, read: { try today.screen(day: nil) }) {
        guard case .is(let screen) = answer, let home = screen.homes.first?.home else { continue }
        let visit = VisitInput(
            household: home.id, outcome: "not_home", with: [], helped: [], missing: [], whoBrings: "", comeBackOn: nil,
            followUpOn: nil, closes: [])
        return try await phone.calls.call { try visits.record(visit: visit) }
    }
    throw DoorstepError.NotHere
}
// end: docs/embedding.md

/// Another app's author comes to a first call by what the page shows.
@Suite struct EmbeddingTests {
    @Test func theSampleWorks() async throws {
        let (world, folder) = (try WorldProgram(), try Folder())
        try world.tell("hub give lan H1")
        let file = folder.url.appendingPathComponent("phone.db")
        let saved = try await firstVisit(file: file, key: testKey, invitation: try world.tell("hub invite lan"))
        #expect(saved.shows)
        #expect(!saved.receipt.isEmpty)
    }

    @Test func thePageShowsIt() throws {
        let source = try String(contentsOfFile: #filePath, encoding: .utf8)
        let parts = source.components(separatedBy: ": docs/embedding.md\n")
        let sample = try #require(parts.dropFirst().first).replacingOccurrences(of: "// end", with: "")
        let page = try Repository.read("docs/embedding.md")
        #expect(page.contains("```swift\n\(sample.trimmingCharacters(in: .newlines))\n```"))
    }
}
