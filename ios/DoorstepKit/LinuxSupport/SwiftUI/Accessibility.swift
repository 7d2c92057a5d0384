// What a screen reader is told, and the names that tests know controls by.

extension View {
    public func accessibilityIdentifier(_ identifier: String) -> some View { fact("identifier", identifier) }
    public func accessibilityLabel<S: StringProtocol>(_ label: S) -> some View { fact("label", String(label)) }
    public func accessibilityHint<S: StringProtocol>(_ hint: S) -> some View {
        fact("hint", hint.isEmpty ? nil : String(hint))
    }
    public func accessibilityHidden(_ hidden: Bool) -> some View {
        _Modified(content: self, change: { nodes, _ in if hidden { nodes = [] } })
    }
    public func accessibilityElement(children: AccessibilityChildBehavior = .ignore) -> some View {
        _Modified(
            content: self,
            change: { nodes, _ in
                var element = Node("element", children: children == .ignore ? [] : nodes)
                // Combined, it acts as the first of its parts that acts.
                if children == .combine { element.tap = nodes.flatMap(\.flat).first { $0.isTappable }?.tap }
                nodes = [element]
            })
    }
    public func accessibilityAddTraits(_ traits: AccessibilityTraits) -> some View {
        _Modified(
            content: self,
            change: { nodes, _ in
                for at in nodes.indices {
                    if traits.contains(.isHeader) { nodes[at].facts["heading"] = "yes" }
                    if traits.contains(.isSelected) { nodes[at].facts["selected"] = "yes" }
                    if traits.contains(.isButton) { nodes[at].facts["button"] = "yes" }
                }
            })
    }
}
public struct AccessibilityChildBehavior: Hashable, Sendable {
    let name: String
    public static let ignore = Self(name: "ignore"), contain = Self(name: "contain"), combine = Self(name: "combine")
}
public struct AccessibilityTraits: SetAlgebra, Sendable {
    private var traits: Set<String>
    private init(_ name: String) { traits = [name] }
    public static let isHeader = Self("header"), isButton = Self("button"), isSelected = Self("selected")

    public init() { traits = [] }
    public func contains(_ member: Self) -> Bool { member.traits.isSubset(of: traits) }
    public func union(_ other: Self) -> Self { with(traits.union(other.traits)) }
    public func intersection(_ other: Self) -> Self { with(traits.intersection(other.traits)) }
    public func symmetricDifference(_ other: Self) -> Self { with(traits.symmetricDifference(other.traits)) }
    public mutating func formUnion(_ other: Self) { traits.formUnion(other.traits) }
    public mutating func formIntersection(_ other: Self) { traits.formIntersection(other.traits) }
    public mutating func formSymmetricDifference(_ other: Self) { traits.formSymmetricDifference(other.traits) }
    public mutating func insert(_ new: Self) -> (inserted: Bool, memberAfterInsert: Self) {
        let had = contains(new)
        traits.formUnion(new.traits)
        return (!had, new)
    }
    public mutating func remove(_ member: Self) -> Self? {
        let had = contains(member)
        traits.subtract(member.traits)
        return had ? member : nil
    }
    public mutating func update(with new: Self) -> Self? { insert(new).inserted ? nil : new }
    private func with(_ traits: Set<String>) -> Self {
        var new = Self()
        new.traits = traits
        return new
    }
}
/// What is read out at once. Nobody listens here.
public enum AccessibilityNotification {
    public struct Announcement {
        public init(_ announcement: String) {}
        public func post() {}
    }
}
