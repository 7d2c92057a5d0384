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
}
