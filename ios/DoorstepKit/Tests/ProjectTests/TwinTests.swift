import DoorstepTesting
import Foundation
import Testing

/// What both platforms have, under the same names.
@Suite struct TwinTests {
    /// All that a pattern's first group finds in the sources of a folder.
    private func names(_ pattern: String, in folder: String, _ ending: String) throws -> Set<String> {
        let pattern = try NSRegularExpression(pattern: pattern)
        let folder = Repository.root.appendingPathComponent(folder)
        let all =
            FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.allObjects as? [URL] ?? []
        var names: Set<String> = []
        for file in all where file.pathExtension == ending {
            let text = try String(contentsOf: file, encoding: .utf8)
            for found in pattern.matches(in: text, range: NSRange(text.startIndex..., in: text)) {
                if let range = Range(found.range(at: 1), in: text) { names.insert(String(text[range])) }
            }
        }
        return names
    }

    @Test func everyModelHasTheNameOfItsTwin() throws {
        let here = try names("class ([A-Z][A-Za-z]*Model)\\b", in: "ios/DoorstepKit/Sources/DoorstepUI", "swift")
        let there = try names("class ([A-Z][A-Za-z]*Model)\\b", in: "android/ui/src/main/kotlin", "kt")
        #expect(here.count > 15)
        #expect(here == there)
    }

    /// A flow that nobody adds to the list of UI tests would be played on Linux alone.
    @Test func everyFlowIsPlayedBySystemHandsToo() throws {
        let flows = try FileManager.default.contentsOfDirectory(
            atPath: Repository.root.appendingPathComponent("tests/flows").path
        ).filter { $0.hasSuffix(".flow") }.map { String($0.dropLast(".flow".count)) }
        let played = try names("try play\\(\"([a-z-]+)\"\\)", in: "ios/UITests", "swift")
        #expect(flows.count > 10)
        #expect(Set(flows) == played)
    }
}
