/// One thing that a person would see, hear or act on.
@MainActor public struct Node {
    /// What it is: `text`, `button`, `field`, `sheet`, …
    public let kind: String
    /// Its own words.
    public var text: String
    /// What a control holds, as a person would read it.
    public var value: String?
    /// What modifiers say about it: `label`, `hint`, `identifier`, `disabled`, `title`, `heading`, `focused`, …
    public var facts: [String: String] = [:]
    /// What it is made of.
    public var children: [Node]

    // Not marked as of the main actor, though they run there: a closure of a screen need not be Sendable.
    var tap: (() -> Void)?
    var assign: ((Any) -> Bool)?
    var focus: (() -> Void)?
    var tag: AnyHashable?

    init(_ kind: String, _ text: String = "", value: String? = nil, children: [Node] = []) {
        self.kind = kind
        self.text = text
        self.value = value
        self.children = children
    }

    /// What a screen reader would say first, as far as this model goes.
    public var label: String {
        if let own = facts["label"] { return own }
        let inner = children.filter { !Node.apart.contains($0.kind) }.map(\.label)
        return ([text] + inner).filter { !$0.isEmpty }.joined(separator: ", ")
    }

    /// The name that tests and scripts know it by.
    public var identifier: String? { facts["identifier"] }
    /// Whether a tap does something.
    public var isTappable: Bool { tap != nil }
    /// Whether it takes a value.
    public var isEditable: Bool { assign != nil }
    /// Whether it can be used now.
    public var isEnabled: Bool { facts["disabled"] == nil }
    /// It and everything in it, in the order in which it is read.
    public var flat: [Node] { [self] + children.flatMap(\.flat) }
    /// Every word in it that is shown, field by field.
    public var words: [String] {
        flat.flatMap { [$0.text, $0.facts["label"], $0.facts["title"], $0.isEditable ? $0.value : nil] }
            .compactMap { $0 }.filter { !$0.isEmpty }
    }

    /// Whether it only holds others: nobody reads it out.
    var isOnlyAround: Bool { Node.around.contains(kind) && facts["label"] == nil && identifier == nil }
    static let around: Set = ["column", "row", "layers", "grid", "layout", "scroll", "screen", "tabs", "toolbar"]

    /// What belongs to a node without being part of its label.
    static let apart: Set<String> = ["toolbar", "sheet", "dialog", "image"]
    /// What covers everything else while it is there.
    static let covers: Set<String> = ["sheet", "dialog"]

    func lines(_ depth: Int) -> [String] {
        var line = String(repeating: "  ", count: depth) + kind
        if !text.isEmpty { line += " \"\(text)\"" }
        if let value { line += " = \(value)" }
        for (key, fact) in facts.sorted(by: { $0.key < $1.key }) { line += " [\(key): \(fact)]" }
        return [line] + children.flatMap { $0.lines(depth + 1) }
    }
}
