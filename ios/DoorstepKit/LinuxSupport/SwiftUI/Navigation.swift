// Stacks and tabs. Of a stack the top is shown, of tabs the chosen one; what is not shown keeps its state and has no tasks.

/// What a stack without a path of its own goes by.
public struct NavigationPath { public init() {} }

public struct NavigationStack<Data, Root: View>: _Primitive {
    let get: (@MainActor () -> [AnyHashable])?
    let set: (@MainActor ([AnyHashable]) -> Void)?
    let root: Root

    public func _outline(_ outer: _Context) -> [Node] {
        var c = outer.at("stack")
        let memory = c.memory
        let own = memory.keep(c.path, "path", _Box<[AnyHashable]>([]))
        let changed = memory.changed
        own.told = { changed.yield() }
        let get = self.get ?? { own.value }
        let set = self.set ?? { own.set($0) }
        c.stack = c.path
        memory.destinations[c.stack] = [:]
        c.environment.push = { set(get() + [$0]) }
        let items = get()
        var below = c
        below.isShown = c.isShown && items.isEmpty
        var shown = root._outline(below)
        for (depth, item) in items.enumerated() {
            let make = memory.destinations[c.stack]?[ObjectIdentifier(type(of: item.base))]
            guard let view = make?(item.base) else {
                return [Node("screen", "no destination for \(type(of: item.base))")]
            }
            // Another value at the same depth is another place.
            var place = c.at("\(depth):\(item.base)")
            place.isShown = c.isShown && depth == items.count - 1
            let back: @MainActor () -> Void = { set(Array(get().prefix(depth))) }
            place.environment.dismiss = DismissAction(run: back)
            shown = view._outline(place)
            // The system's own way back.
            var button = Node("back")
            button.facts["identifier"] = "BackButton"
            button.tap = { back() }
            shown.insert(button, at: 0)
        }
        return [Node("screen", children: shown)]
    }
}
extension NavigationStack {
    public init(@ViewBuilder root: () -> Root) where Data == NavigationPath {
        get = nil
        set = nil
        self.root = root()
    }
    public init(path: Binding<Data>, @ViewBuilder root: () -> Root)
    where Data: MutableCollection & RandomAccessCollection & RangeReplaceableCollection, Data.Element: Hashable {
        get = { path.wrappedValue.map { AnyHashable($0) } }
        set = { path.wrappedValue = Data($0.compactMap { $0.base as? Data.Element }) }
        self.root = root()
    }
}

extension EnvironmentValues {
    private struct Push: EnvironmentKey {
        static let defaultValue: (@MainActor (AnyHashable) -> Void)? = nil
    }
    /// How a link goes on; not readable on Apple's side.
    var push: (@MainActor (AnyHashable) -> Void)? {
        get { self[Push.self] }
        set { self[Push.self] = newValue }
    }
}

public struct NavigationLink<Label: View, Destination>: _Primitive {
    let value: AnyHashable?
    let label: Label
    public func _outline(_ c: _Context) -> [Node] {
        let (value, push) = (value, c.environment.push)
        var node = Node("link", children: label._outline(c.at("link")))
        node.tap = { if let value { push?(value) } }
        if value == nil || push == nil || !c.environment.isEnabled { node.facts["disabled"] = "yes" }
        return [node]
    }
}
extension NavigationLink where Destination == Never {
    public init<P: Hashable>(value: P?, @ViewBuilder label: () -> Label) {
        self.value = value.map { AnyHashable($0) }
        self.label = label()
    }
}

extension View {
    public func navigationDestination<D: Hashable, C: View>(
        for data: D.Type, @ViewBuilder destination: @escaping (D) -> C
    ) -> some View {
        _Modified(
            content: self,
            change: { _, c in
                c.memory.destinations[c.stack]?[ObjectIdentifier(data)] = { ($0 as? D).map { destination($0) } }
            })
    }
    public func navigationTitle<S: StringProtocol>(_ title: S) -> some View {
        let title = String(title)
        return _Modified(
            content: self,
            change: { nodes, _ in
                var head = Node("title", title)
                head.facts["heading"] = "yes"
                nodes.insert(head, at: 0)
            })
    }
    public func tabItem<V: View>(@ViewBuilder _ label: () -> V) -> some View {
        let label = label()
        return _Modified(
            content: self,
            change: { nodes, c in
                let sign = label._outline(c.at("tabItem"))
                for at in nodes.indices {
                    nodes[at].facts["tabItem"] = sign.map(\.label).joined()
                    nodes[at].facts["tabIdentifier"] = sign.compactMap(\.identifier).first
                }
            })
    }
    public func toolbar<Content: ToolbarContent>(@ToolbarContentBuilder content: () -> Content) -> some View {
        let content = content()
        return adding("toolbar") { [Node("toolbar", children: content._nodes($0))] }
    }
}

public struct TabView<SelectionValue: Hashable, Content: View>: _Primitive {
    let selection: Binding<SelectionValue>?
    let content: Content
    public init(selection: Binding<SelectionValue>?, @ViewBuilder content: () -> Content) {
        self.selection = selection
        self.content = content()
    }
    public func _outline(_ c: _Context) -> [Node] {
        var inner = c.at("tabs")
        let selection = selection
        inner.environment.chosenTab = selection.map { AnyHashable($0.wrappedValue) }
        let nodes = content._outline(inner)
        let tags = nodes.map { $0.tag?.base as? SelectionValue }
        var items: [Node] = []
        for (at, node) in nodes.enumerated() where at == 0 || tags[at] != tags[at - 1] {
            let tag = tags[at]
            var item = Node("tab", node.facts["tabItem"] ?? "")
            item.facts["identifier"] = node.facts["tabIdentifier"]
            item.facts["selected"] = tag != nil && tag == selection?.wrappedValue ? "yes" : nil
            item.tap = { if let tag { selection?.wrappedValue = tag } }
            items.append(item)
        }
        let chosen = nodes.indices.filter { tags[$0] != nil && tags[$0] == selection?.wrappedValue }
        return [Node("tabs", children: chosen.map { nodes[$0] } + items)]
    }
}

extension EnvironmentValues {
    private struct ChosenTab: EnvironmentKey {
        static var defaultValue: AnyHashable? { nil }
    }
    /// Which of the tabs inside is on the screen; not readable on Apple's side.
    var chosenTab: AnyHashable? {
        get { self[ChosenTab.self] }
        set { self[ChosenTab.self] = newValue }
    }
}

/// A view with a tag: an option of a picker, or a tab. A tab that is not chosen keeps its state and is not shown.
struct _Tagged<Content: View>: _Primitive {
    let content: Content
    let tag: AnyHashable
    func _outline(_ c: _Context) -> [Node] {
        var inner = c
        if let chosen = c.environment.chosenTab {
            inner.environment.chosenTab = nil
            inner.isShown = c.isShown && chosen == tag
        }
        var nodes = content._outline(inner)
        for at in nodes.indices { nodes[at].tag = tag }
        return nodes
    }
}
extension View {
    public func tag<V: Hashable>(_ tag: V) -> some View { _Tagged(content: self, tag: AnyHashable(tag)) }
}

public struct ToolbarItemPlacement: Sendable {
    public static let automatic = Self(), primaryAction = Self()
}
@MainActor @preconcurrency public protocol ToolbarContent { func _nodes(_ c: _Context) -> [Node] }
public struct ToolbarItem<ID, Content: View>: ToolbarContent {
    let content: Content
    public func _nodes(_ c: _Context) -> [Node] { content._outline(c) }
}
extension ToolbarItem where ID == () {
    public init(placement: ToolbarItemPlacement = .automatic, @ViewBuilder content: () -> Content) {
        self.content = content()
    }
}
public struct _ToolbarParts: ToolbarContent {
    let parts: [any ToolbarContent]
    public func _nodes(_ c: _Context) -> [Node] { parts.enumerated().flatMap { $1._nodes(c.at("\($0)")) } }
}
@MainActor @resultBuilder public enum ToolbarContentBuilder {
    public static func buildExpression<Content: ToolbarContent>(_ content: Content) -> any ToolbarContent { content }
    public static func buildBlock(_ content: any ToolbarContent...) -> _ToolbarParts { _ToolbarParts(parts: content) }
    public static func buildIf(_ content: _ToolbarParts?) -> any ToolbarContent { content ?? _ToolbarParts(parts: []) }
}
