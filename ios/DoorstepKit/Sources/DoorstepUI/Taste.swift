import Observation
import SwiftUI

/// How large letters are, beside what the system says.
public enum Letters: String, CaseIterable, Codable, Sendable {
    case usual, large, largest

    /// The system's size, so many steps further: 130 % and 160 % of the usual one.
    func grown(from system: DynamicTypeSize) -> DynamicTypeSize {
        let steps =
            switch self {
            case .usual: 0
            case .large: 3
            case .largest: 4
            }
        let sizes = DynamicTypeSize.allCases
        let at = sizes.firstIndex(of: system) ?? 0
        return sizes[min(at + steps, sizes.count - 1)]
    }
}

/// How the app looks, speaks, syncs and locks. A platform keeps it.
public struct Taste: Codable, Equatable, Sendable {
    /// The colours.
    public var theme = Theme.light

    /// English; else Vietnamese.
    public var isEnglish = false

    /// How large letters are.
    public var letters = Letters.usual

    /// Background syncs wait for Wi-Fi; *send now* does not.
    public var wifiOnly = true

    /// After how long away the app locks.
    public var lockMinutes = 5

    /// As it is at first.
    public init() {}

    /// The same, with one thing chosen otherwise.
    func with<Value>(_ part: WritableKeyPath<Taste, Value>, _ value: Value) -> Taste {
        var taste = self
        taste[keyPath: part] = value
        return taste
    }
}

extension Theme: Codable {}

/// Where the taste is kept.
@MainActor @Observable public final class TasteKeeper {
    /// How the app looks and speaks now.
    public private(set) var taste: Taste

    @ObservationIgnored private let keep: @MainActor (Taste) -> Void

    /// - Parameter keep: keeps what was chosen, for the app's next life.
    public init(_ first: Taste = Taste(), keep: @escaping @MainActor (Taste) -> Void = { _ in }) {
        taste = first
        self.keep = keep
    }

    func choose(_ taste: Taste) {
        self.taste = taste
        keep(taste)
    }
}
