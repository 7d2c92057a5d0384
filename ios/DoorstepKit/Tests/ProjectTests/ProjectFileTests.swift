import DoorstepTesting
import Foundation
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// The project file, which no Xcode opens here: every name in it leads somewhere, and nothing is left over.
@Suite struct ProjectFileTests {
    private let text: String
    private let root: String
    private let objects: [String: [String: Any]]

    init() throws {
        text = try Repository.read("ios/Doorstep.xcodeproj/project.pbxproj")
        let list = try PropertyListSerialization.propertyList(from: Data(text.utf8), options: [], format: nil)
        let project = try #require(list as? [String: Any])
        #expect(project["objectVersion"] as? String == "77")
        root = try #require(project["rootObject"] as? String)
        objects = try #require(project["objects"] as? [String: [String: Any]])
    }

    private func isIdentifier(_ text: String) -> Bool {
        text.count == 24 && text.allSatisfy { $0.isHexDigit && !$0.isLowercase }
    }

    /// Every identifier within a value.
    private func identifiers(in value: Any) -> [String] {
        switch value {
        case let text as String: isIdentifier(text) ? [text] : []
        case let list as [Any]: list.flatMap(identifiers)
        case let map as [String: Any]: map.flatMap { (isIdentifier($0) ? [$0] : []) + identifiers(in: $1) }
        default: []
        }
    }

    @Test func everyIdentifierIsThere() {
        for (id, object) in objects {
            for named in identifiers(in: object) { #expect(objects[named] != nil, "\(id) names \(named)") }
        }
        #expect(objects[root]?["isa"] as? String == "PBXProject")
    }

    @Test func nothingIsLeftOver() {
        let named = Set(objects.values.flatMap { identifiers(in: $0) } + [root])
        #expect(Set(objects.keys).subtracting(named).isEmpty)
    }

    @Test func everyPathIsThere() throws {
        let ios = Repository.root.appendingPathComponent("ios")
        var seen = 0
        for (id, object) in objects where object["sourceTree"] as? String == "<group>" {
            guard let path = object["path"] as? String else { continue }
            #expect(FileManager.default.fileExists(atPath: ios.appendingPathComponent(path).path), "\(id): \(path)")
            seen += 1
        }
        #expect(seen >= 5)
        for object in objects.values {
            guard let path = object["relativePath"] as? String else { continue }
            #expect(FileManager.default.fileExists(atPath: ios.appendingPathComponent(path).path), "\(path)")
        }
        // What is in a synchronized folder and no resource.
        for folder in objects.values where folder["isa"] as? String == "PBXFileSystemSynchronizedRootGroup" {
            let path = try #require(folder["path"] as? String)
            for exception in folder["exceptions"] as? [String] ?? [] {
                for file in objects[exception]?["membershipExceptions"] as? [String] ?? [] {
                    #expect(FileManager.default.fileExists(atPath: ios.appendingPathComponent("\(path)/\(file)").path))
                }
            }
        }
    }

    @Test(arguments: ["Doorstep", "Screenshots"]) func aSchemeNamesTargetsOfTheProject(_ name: String) throws {
        let scheme = try Repository.read("ios/Doorstep.xcodeproj/xcshareddata/xcschemes/\(name).xcscheme")
        // Xcode reads no scheme that is not whole.
        let parser = XMLParser(data: Data(scheme.utf8))
        #expect(parser.parse(), "\(String(describing: parser.parserError))")
        #expect(scheme.contains("DOORSTEP_PICTURES") == (name == "Screenshots"))
        let named = scheme.components(separatedBy: "BlueprintIdentifier=\"").dropFirst().map { String($0.prefix(24)) }
        #expect(!named.isEmpty)
        for id in named { #expect(objects[id]?["isa"] as? String == "PBXNativeTarget", "\(id)") }
    }

    @Test func settingsNameFilesThatAreThere() throws {
        for file in ["App.xcconfig", "UITests.xcconfig"] {
            for line in try Repository.read("ios/\(file)").components(separatedBy: "\n") {
                guard line.hasPrefix("INFOPLIST_FILE = ") else { continue }
                let path = "ios/" + line.dropFirst("INFOPLIST_FILE = ".count)
                #expect((try? Repository.read(path)) != nil, "\(path)")
            }
        }
    }
}
