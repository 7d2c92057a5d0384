import DoorstepTesting
import Foundation
import Testing

/// What the system reads of the app: permissions with their reasons in both languages, background work, the privacy list.
@Suite struct AppFilesTests {
    private struct Catalog: Decodable {
        struct Unit: Decodable { let state: String, value: String }
        struct Localization: Decodable { let stringUnit: Unit? }
        struct Entry: Decodable { let localizations: [String: Localization] }
        let sourceLanguage: String
        let strings: [String: Entry]
    }

    private func plist(_ path: String) throws -> [String: Any] {
        let data = Data(try Repository.read(path).utf8)
        return try #require(
            try PropertyListSerialization.propertyList(from: data, options: [], format: nil) as? [String: Any])
    }

    private func catalog() throws -> Catalog {
        try JSONDecoder().decode(Catalog.self, from: Data(try Repository.read("ios/App/InfoPlist.xcstrings").utf8))
    }

    /// All sources of the app's own part.
    private func sources() throws -> String {
        let folder = Repository.root.appendingPathComponent("ios/App")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        return try files.filter { $0.pathExtension == "swift" }.map { try String(contentsOf: $0, encoding: .utf8) }
            .joined(separator: "\n")
    }

    @Test func everyReasonIsGivenInBothLanguages() throws {
        let catalog = try catalog()
        #expect(catalog.sourceLanguage == "vi")
        for (key, entry) in catalog.strings {
            for language in ["vi", "en"] {
                let unit = try #require(entry.localizations[language]?.stringUnit, "\(key) in \(language)")
                #expect(unit.state == "translated" && !unit.value.isEmpty, "\(key) in \(language)")
            }
            let said = ["vi", "en"].map { entry.localizations[$0]?.stringUnit?.value }
            #expect(said[0] != said[1], "\(key) says the same in both languages")
        }
    }

    @Test func whatTheAppAsksForHasAReason() throws {
        let (sources, catalog) = (try sources(), try catalog())
        for (use, key) in [
            ("AVCaptureDevice", "NSCameraUsageDescription"), ("LAContext", "NSFaceIDUsageDescription"),
            ("NWBrowser", "NSLocalNetworkUsageDescription"),
        ] {
            #expect(sources.contains(use), "\(use) is not used")
            #expect(catalog.strings[key] != nil, "\(use) needs \(key)")
        }
    }

    @Test func backgroundWorkIsAnnounced() throws {
        let (info, sources) = (try plist("ios/App/Info.plist"), try sources())
        let names = try #require(info["BGTaskSchedulerPermittedIdentifiers"] as? [String])
        #expect(names.count == 2)
        for name in names { #expect(sources.contains("\"\(name)\""), "\(name)") }
        #expect(info["UIBackgroundModes"] as? [String] == ["fetch", "processing"])
        let services = try #require(info["NSBonjourServices"] as? [String])
        for service in services { #expect(sources.contains("\"\(service)\""), "\(service)") }
    }

    @Test func fontsAreThere() throws {
        let fonts = try #require(try plist("ios/App/Info.plist")["UIAppFonts"] as? [String])
        for font in fonts {
            let path = Repository.root.appendingPathComponent("design/fonts/\(font)").path
            #expect(FileManager.default.fileExists(atPath: path), "\(font)")
        }
    }

    @Test func thePrivacyListSaysWhatIsRead() throws {
        let list = try plist("ios/App/PrivacyInfo.xcprivacy")
        #expect(list["NSPrivacyTracking"] as? Bool == false)
        let used = try #require(list["NSPrivacyAccessedAPITypes"] as? [[String: Any]])
        let kinds = used.compactMap { $0["NSPrivacyAccessedAPIType"] as? String }
        let sources = try sources()
        for (use, kind) in [("UserDefaults", "UserDefaults"), ("CLOCK_MONOTONIC", "SystemBootTime")] {
            #expect(sources.contains(use))
            #expect(kinds.contains("NSPrivacyAccessedAPICategory\(kind)"))
        }
        for api in used { #expect((api["NSPrivacyAccessedAPITypeReasons"] as? [String])?.isEmpty == false) }
    }

    /// The key's promises, where they stand: what a device alone can prove is at least written.
    @Test func theKeyStaysOnThisDeviceAndTheFileOutOfBackups() throws {
        let sources = try sources()
        #expect(sources.contains("kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly"))
        #expect(sources.contains("isExcludedFromBackup = true"))
        #expect(sources.contains("completeUntilFirstUserAuthentication"))
        #expect(!sources.contains("forSecurityApplicationGroupIdentifier"))
        #expect(!sources.contains("print("))
    }
}
