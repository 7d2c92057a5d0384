// What `@ViewBuilder` makes of a body.

@MainActor @resultBuilder public enum ViewBuilder {
    public static func buildBlock() -> EmptyView { EmptyView() }
    public static func buildBlock<Content: View>(_ content: Content) -> Content { content }
    public static func buildBlock<each Content: View>(_ content: repeat each Content) -> TupleView<
        (repeat each Content)
    > {
        var parts: [any View] = []
        for part in repeat each content { parts.append(part) }
        return TupleView(parts: parts)
    }
    public static func buildExpression<Content: View>(_ content: Content) -> Content { content }
    public static func buildIf<Content: View>(_ content: Content?) -> Content? { content }
    public static func buildEither<First: View, Second: View>(first: First) -> _ConditionalContent<First, Second> {
        _ConditionalContent(side: .first(first))
    }
    public static func buildEither<First: View, Second: View>(second: Second) -> _ConditionalContent<First, Second> {
        _ConditionalContent(side: .second(second))
    }
    public static func buildLimitedAvailability<Content: View>(_ content: Content) -> AnyView { AnyView(content) }
}

public struct EmptyView: _Primitive {
    nonisolated public init() {}
    public func _outline(_ c: _Context) -> [Node] { [] }
}

public struct TupleView<T>: _Primitive {
    let parts: [any View]
    public func _outline(_ c: _Context) -> [Node] {
        parts.enumerated().flatMap { at, part in part._outline(c.at("\(at)")) }
    }
}

/// The two sides of an `if` are different places: state does not move from one to the other.
public struct _ConditionalContent<First: View, Second: View>: _Primitive {
    enum Side { case first(First), second(Second) }
    let side: Side
    public func _outline(_ c: _Context) -> [Node] {
        switch side {
        case .first(let view): view._outline(c.at("if"))
        case .second(let view): view._outline(c.at("else"))
        }
    }
}

extension Optional: View where Wrapped: View {
    public var body: Never { fatalError("Optional has no body") }
    public func _outline(_ c: _Context) -> [Node] { self?._outline(c.at("if")) ?? [] }
}

public struct AnyView: _Primitive {
    let view: any View
    public init<V: View>(_ view: V) { self.view = view }
    public func _outline(_ c: _Context) -> [Node] { view._outline(c.at(c.memory.name(of: type(of: view)))) }
}

public struct Group<Content: View>: _Primitive {
    let content: Content
    public init(@ViewBuilder content: () -> Content) { self.content = content() }
    public func _outline(_ c: _Context) -> [Node] { content._outline(c.at("group")) }
}

// MARK: - What modifiers make

/// A view with something changed about its surroundings or its nodes.
public struct _Modified<Content: View>: _Primitive {
    let content: Content
    var surroundings: @MainActor (inout EnvironmentValues) -> Void = { _ in }
    var change: @MainActor (inout [Node], _Context) -> Void = { _, _ in }
    public func _outline(_ c: _Context) -> [Node] {
        var inner = c
        surroundings(&inner.environment)
        var nodes = content._outline(inner)
        change(&nodes, inner)
        return nodes
    }
}

extension View {
    /// Says something about each node.
    func fact(_ key: String, _ value: String?) -> _Modified<Self> {
        _Modified(content: self, change: { nodes, _ in for at in nodes.indices { nodes[at].facts[key] = value } })
    }
    /// Adds nodes of its own after the view's, at a place of their own.
    func adding(_ step: String, _ extra: @escaping @MainActor (_Context) -> [Node]) -> _Modified<Self> {
        _Modified(content: self, change: { nodes, c in nodes += extra(c.at(step)) })
    }
    func surrounded(_ surroundings: @escaping @MainActor (inout EnvironmentValues) -> Void) -> _Modified<Self> {
        _Modified(content: self, surroundings: surroundings)
    }
}

// MARK: - ViewModifier

@MainActor @preconcurrency public protocol ViewModifier {
    associatedtype Body: View
    typealias Content = _ViewModifier_Content<Self>
    @ViewBuilder func body(content: Content) -> Body
}

public struct _ViewModifier_Content<Modifier: ViewModifier>: _Primitive {
    let view: any View
    public func _outline(_ c: _Context) -> [Node] { view._outline(c.at("content")) }
}

public struct ModifiedContent<Content, Modifier> {
    let content: Content
    let modifier: Modifier
}

extension ModifiedContent: View where Content: View, Modifier: ViewModifier {
    public var body: Never { fatalError("ModifiedContent has no body") }
    public func _outline(_ c: _Context) -> [Node] {
        let inner = c.at(c.memory.name(of: Modifier.self))
        _link(modifier, inner)
        return modifier.body(content: _ViewModifier_Content(view: content))._outline(inner)
    }
}

extension View {
    public func modifier<T: ViewModifier>(_ modifier: T) -> ModifiedContent<Self, T> {
        ModifiedContent(content: self, modifier: modifier)
    }
    /// Another identity is another view: its state begins anew.
    public func id<ID: Hashable>(_ id: ID) -> some View { _Identified(content: self, id: id) }
}

struct _Identified<Content: View, ID: Hashable>: _Primitive {
    let content: Content
    let id: ID
    func _outline(_ c: _Context) -> [Node] { content._outline(c.at("id(\(id))")) }
}
