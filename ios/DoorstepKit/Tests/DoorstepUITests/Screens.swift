import Foundation

/// A row of `screens.toml`.
struct Screens {
    let name: String
    /// The call that fills it; none where it shows what it was handed.
    var call = ""
    var states: [String] = []
    var controls: [String] = []

    /// The folder of the whole project.
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../../..")

    static func read() throws -> [Screens] {
        var screens: [Screens] = []
        for row in try String(contentsOf: root.appending(path: "screens.toml"), encoding: .utf8).split(separator: "\n")
        {
            if row.hasPrefix("[") { screens.append(Screens(name: row.trimmingCharacters(in: ["[", "]"]))) }
            let values = row.split(separator: "\"").enumerated().filter { $0.offset % 2 == 1 }.map {
                String($0.element)
            }
            if row.hasPrefix("call = ") { screens[screens.count - 1].call = values.first ?? "" }
            if row.hasPrefix("states = ") { screens[screens.count - 1].states = values }
            if row.hasPrefix("controls = ") { screens[screens.count - 1].controls = values }
        }
        return screens
    }
}
