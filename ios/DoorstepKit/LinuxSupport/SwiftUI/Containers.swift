// What holds other views. There is no layout: a container says what it is, and what is in it.

/// A container: one node around its content.
public protocol _Container: _Primitive {
    associatedtype Content: View
    static var _kind: String { get }
    var content: Content { get }
}
extension _Container {
    public func _outline(_ c: _Context) -> [Node] { [Node(Self._kind, children: content._outline(c.at(Self._kind)))] }
}

public struct VStack<Content: View>: _Container {
    public static var _kind: String { "column" }
    public let content: Content
    public init(
        alignment: HorizontalAlignment = .center, spacing: CGFloat? = nil, @ViewBuilder content: () -> Content
    ) { self.content = content() }
}
public struct HStack<Content: View>: _Container {
    public static var _kind: String { "row" }
    public let content: Content
    public init(
        alignment: VerticalAlignment = .center, spacing: CGFloat? = nil, @ViewBuilder content: () -> Content
    ) { self.content = content() }
}
public struct ZStack<Content: View>: _Container {
    public static var _kind: String { "layers" }
    public let content: Content
    public init(alignment: Alignment = .center, @ViewBuilder content: () -> Content) { self.content = content() }
}
/// Makes all of its rows: there is no screen beyond which they would wait.
public struct LazyVStack<Content: View>: _Container {
    public static var _kind: String { "column" }
    public let content: Content
    public init(
        alignment: HorizontalAlignment = .center, spacing: CGFloat? = nil, pinnedViews: PinnedScrollableViews = .init(),
        @ViewBuilder content: () -> Content
    ) { self.content = content() }
}
public struct LazyVGrid<Content: View>: _Container {
    public static var _kind: String { "grid" }
    public let content: Content
    public init(
        columns: [GridItem], alignment: HorizontalAlignment = .center, spacing: CGFloat? = nil,
        pinnedViews: PinnedScrollableViews = .init(), @ViewBuilder content: () -> Content
    ) { self.content = content() }
}
public struct PinnedScrollableViews: OptionSet, Sendable {
    public let rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }
    public static let sectionHeaders = Self(rawValue: 1), sectionFooters = Self(rawValue: 2)
}
public struct GridItem: Sendable {
    public enum Size: Sendable {
        case fixed(CGFloat)
        case flexible(minimum: CGFloat = 10, maximum: CGFloat = .infinity)
        case adaptive(minimum: CGFloat, maximum: CGFloat = .infinity)
    }
    public init(_ size: Size = .flexible(), spacing: CGFloat? = nil, alignment: Alignment? = nil) {}
}
public struct ScrollView<Content: View>: _Container {
    public static var _kind: String { "scroll" }
    public let content: Content
    public init(_ axes: Axis.Set = .vertical, showsIndicators: Bool = true, @ViewBuilder content: () -> Content) {
        self.content = content()
    }
}
public struct Form<Content: View>: _Container {
    public static var _kind: String { "form" }
    public let content: Content
    public init(@ViewBuilder content: () -> Content) { self.content = content() }
}
public struct List<SelectionValue: Hashable, Content: View>: _Container {
    public static var _kind: String { "list" }
    public let content: Content
}
extension List where SelectionValue == Never {
    public init(@ViewBuilder content: () -> Content) { self.content = content() }
    public init<Data: RandomAccessCollection, RowContent: View>(
        _ data: Data, @ViewBuilder rowContent: @escaping (Data.Element) -> RowContent
    ) where Content == ForEach<Data, Data.Element.ID, RowContent>, Data.Element: Identifiable {
        content = ForEach(data, content: rowContent)
    }
}
public struct Section<Parent: View, Content: View, Footer: View>: _Primitive {
    let header: Parent
    let content: Content
    let footer: Footer
    public func _outline(_ c: _Context) -> [Node] {
        var head = header._outline(c.at("header"))
        for at in head.indices { head[at].facts["heading"] = "yes" }
        return [Node("section", children: head + content._outline(c.at("content")) + footer._outline(c.at("footer")))]
    }
}
extension Section {
    public init(
        @ViewBuilder content: () -> Content, @ViewBuilder header: () -> Parent, @ViewBuilder footer: () -> Footer
    ) {
        self.content = content()
        self.header = header()
        self.footer = footer()
    }
}
extension Section where Footer == EmptyView {
    public init(@ViewBuilder content: () -> Content, @ViewBuilder header: () -> Parent) {
        self.init(content: content, header: header, footer: { EmptyView() })
    }
}
extension Section where Parent == EmptyView, Footer == EmptyView {
    public init(@ViewBuilder content: () -> Content) {
        self.init(content: content, header: { EmptyView() }, footer: { EmptyView() })
    }
}
extension Section where Parent == Text, Footer == EmptyView {
    public init<S: StringProtocol>(_ title: S, @ViewBuilder content: () -> Content) {
        self.init(content: content, header: { Text(title) }, footer: { EmptyView() })
    }
}
/// Shows its first choice, as if there were room.
public struct ViewThatFits<Content: View>: _Primitive {
    let content: Content
    public init(in axes: Axis.Set = [.horizontal, .vertical], @ViewBuilder content: () -> Content) {
        self.content = content()
    }
    public func _outline(_ c: _Context) -> [Node] { Array(content._outline(c.at("fits")).prefix(1)) }
}
public struct Spacer: _Primitive {
    public init(minLength: CGFloat? = nil) {}
    public func _outline(_ c: _Context) -> [Node] { [] }
}
public struct Divider: _Primitive {
    public init() {}
    public func _outline(_ c: _Context) -> [Node] { [] }
}

/// Rows keep their state by their identity, wherever they move.
public struct ForEach<Data: RandomAccessCollection, ID: Hashable, Content>: _Primitive where Content: View {
    let data: Data
    let id: (Data.Element) -> ID
    let content: (Data.Element) -> Content
    public func _outline(_ c: _Context) -> [Node] {
        data.flatMap { element -> [Node] in
            let id = id(element)
            var nodes = content(element)._outline(c.at("[\(id)]"))
            for at in nodes.indices where nodes[at].tag == nil { nodes[at].tag = AnyHashable(id) }
            return nodes
        }
    }
}
extension ForEach {
    public init(_ data: Data, @ViewBuilder content: @escaping (Data.Element) -> Content)
    where ID == Data.Element.ID, Data.Element: Identifiable {
        self.init(data: data, id: { $0.id }, content: content)
    }
    public init(_ data: Data, id: KeyPath<Data.Element, ID>, @ViewBuilder content: @escaping (Data.Element) -> Content)
    {
        self.init(data: data, id: { $0[keyPath: id] }, content: content)
    }
}
extension ForEach where Data == Range<Int>, ID == Int {
    public init(_ data: Range<Int>, @ViewBuilder content: @escaping (Int) -> Content) {
        self.init(data: data, id: { $0 }, content: content)
    }
}

extension View {
    public func overlay<V: View>(alignment: Alignment = .center, @ViewBuilder content: () -> V) -> some View {
        let content = content()
        return adding("overlay") { content._outline($0) }
    }
    public func background<V: View>(alignment: Alignment = .center, @ViewBuilder content: () -> V) -> some View {
        let content = content()
        return _Modified(
            content: self, change: { nodes, c in nodes = content._outline(c.at("background")) + nodes })
    }
    public func safeAreaInset<V: View>(
        edge: VerticalEdge, alignment: HorizontalAlignment = .center, spacing: CGFloat? = nil,
        @ViewBuilder content: () -> V
    ) -> some View {
        let content = content()
        return _Modified(
            content: self,
            change: { nodes, c in
                let inset = content._outline(c.at("inset"))
                nodes = edge == .top ? inset + nodes : nodes + inset
            })
    }
    public func hidden() -> some View { _Modified(content: self, change: { nodes, _ in nodes = [] }) }
}
