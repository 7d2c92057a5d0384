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
        var needed: Set<String> = []
        for (use, key) in Self.permissions where sources.contains(use) { needed.insert(key) }
        let given = Set(catalog.strings.keys.filter { $0.hasSuffix("UsageDescription") })
        #expect(needed.count >= 3)
        #expect(needed.subtracting(given).isEmpty, "used without a reason")
        #expect(given.subtracting(needed).isEmpty, "a reason for what is not used")
    }

    /// What the system asks a person about: the part of it that is used, and the reason's key.
    private static let permissions = [
        ("AVCaptureDevice", "NSCameraUsageDescription"), ("DataScannerViewController", "NSCameraUsageDescription"),
        ("LAContext", "NSFaceIDUsageDescription"), ("NWBrowser", "NSLocalNetworkUsageDescription"),
        ("CLLocationManager", "NSLocationWhenInUseUsageDescription"),
        ("PHPhotoLibrary", "NSPhotoLibraryUsageDescription"),
        ("CNContactStore", "NSContactsUsageDescription"), ("AVAudioSession", "NSMicrophoneUsageDescription"),
        ("EKEventStore", "NSCalendarsFullAccessUsageDescription"),
        ("CBCentralManager", "NSBluetoothAlwaysUsageDescription"),
        ("CMMotionActivityManager", "NSMotionUsageDescription"),
        ("SFSpeechRecognizer", "NSSpeechRecognitionUsageDescription"),
        ("ATTrackingManager", "NSUserTrackingUsageDescription"),
    ]

    /// The catalog only translates: without the setting that puts the reason into `Info.plist`, asking ends the app.
    @Test func everyReasonIsInTheSettings() throws {
        #expect(try Repository.read("ios/App.xcconfig").contains("\n#include \"Generated/Words.xcconfig\"\n"))
        let settings = try Repository.read("ios/Generated/Words.xcconfig").components(separatedBy: "\n")
        for (key, entry) in try catalog().strings {
            let value = try #require(entry.localizations["vi"]?.stringUnit?.value)
            #expect(settings.contains("INFOPLIST_KEY_\(key) = \(value)"), "\(key)")
        }
    }

    /// Large, opaque, one a look: what the App Store takes.
    @Test func theIconIsWhole() throws {
        struct Contents: Decodable {
            struct Image: Decodable { let filename: String, size: String }
            let images: [Image]
        }
        #expect(try Repository.read("ios/App.xcconfig").contains("ASSETCATALOG_COMPILER_APPICON_NAME = AppIcon\n"))
        let folder = Repository.root.appendingPathComponent("ios/App/Assets.xcassets/AppIcon.appiconset")
        let data = try Data(contentsOf: folder.appendingPathComponent("Contents.json"))
        let images = try JSONDecoder().decode(Contents.self, from: data).images
        #expect(images.count == 2)
        for image in images {
            #expect(image.size == "1024x1024")
            // The head of a PNG: signature, length and name of the first chunk, width, height, depth, kind of colour.
            let head = try Data(contentsOf: folder.appendingPathComponent(image.filename)).prefix(26)
            #expect(head.prefix(8) == Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
            #expect(head[16..<24] == Data([0, 0, 4, 0, 0, 0, 4, 0]))
            #expect(head[24..<26] == Data([8, 2]), "red, green and blue, and no transparency")
        }
        #expect(Set(images.map(\.filename)).count == images.count)
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

    /// What Apple's SDK has never seen is listed by file, all of it.
    @Test(arguments: ["App", "UITests"]) func whatWasNeverCompiledIsListed(_ folder: String) throws {
        let files = try FileManager.default.contentsOfDirectory(
            atPath: Repository.root.appendingPathComponent("ios/\(folder)").path)
        let sources = files.filter { $0.hasSuffix(".swift") }.map { $0.replacingOccurrences(of: ".swift", with: "") }
        #expect(sources.count >= 4)
        #expect(
            try Repository.read("docs/ios.md").contains(
                "ios/\(folder)/{\(sources.sorted().joined(separator: ","))}.swift"))
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
