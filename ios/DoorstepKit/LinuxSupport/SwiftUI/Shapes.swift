// Shapes and colours: they have types, and are never drawn.

public struct Path: Equatable, Sendable {
    /// How many strokes were made: an icon without one is no icon.
    public private(set) var _strokes = 0
    public init() {}
    public init(_ callback: (inout Path) -> Void) { callback(&self) }
    public mutating func move(to end: CGPoint) {}
    public mutating func addLine(to end: CGPoint) { _strokes += 1 }
    public mutating func addQuadCurve(to end: CGPoint, control: CGPoint) { _strokes += 1 }
    public mutating func addCurve(to end: CGPoint, control1: CGPoint, control2: CGPoint) { _strokes += 1 }
    public mutating func addRect(_ rect: CGRect) { _strokes += 1 }
    public mutating func closeSubpath() {}
    public var isEmpty: Bool { _strokes == 0 }
}

public protocol Shape: Sendable, View {
    nonisolated func path(in rect: CGRect) -> Path
}
extension Shape {
    public var body: Never { fatalError("a shape has no body") }
    public func _outline(_ c: _Context) -> [Node] { [] }
    public func stroke<S: ShapeStyle>(_ content: S, lineWidth: CGFloat = 1, antialiased: Bool = true) -> some View {
        _Drawn()
    }
    public func stroke<S: ShapeStyle>(_ content: S, style: StrokeStyle, antialiased: Bool = true) -> some View {
        _Drawn()
    }
    public func fill<S: ShapeStyle>(_ content: S = ForegroundStyle(), style: FillStyle = FillStyle()) -> some View {
        _Drawn()
    }
}
struct _Drawn: _Primitive {
    func _outline(_ c: _Context) -> [Node] { [] }
}
public struct Rectangle: Shape {
    public init() {}
    nonisolated public func path(in rect: CGRect) -> Path { Path { $0.addRect(rect) } }
}
public struct RoundedRectangle: Shape {
    public init(cornerRadius: CGFloat, style: RoundedCornerStyle = .continuous) {}
    nonisolated public func path(in rect: CGRect) -> Path { Path { $0.addRect(rect) } }
}
public enum RoundedCornerStyle: Sendable { case circular, continuous }
public struct FillStyle: Equatable, Sendable {
    public init(eoFill: Bool = false, antialiased: Bool = true) {}
}
public enum CGLineCap: Sendable { case butt, round, square }
public enum CGLineJoin: Sendable { case miter, round, bevel }
public struct StrokeStyle: Equatable, Sendable {
    public init(
        lineWidth: CGFloat = 1, lineCap: CGLineCap = .butt, lineJoin: CGLineJoin = .miter, miterLimit: CGFloat = 10,
        dash: [CGFloat] = [], dashPhase: CGFloat = 0
    ) {}
}

public protocol ShapeStyle: Sendable {}
public struct ForegroundStyle: ShapeStyle { public init() {} }
public struct Color: Hashable, Sendable, ShapeStyle {
    public enum RGBColorSpace: Sendable { case sRGB, sRGBLinear, displayP3 }
    let name: String
    public init(_ colorSpace: RGBColorSpace = .sRGB, red: Double, green: Double, blue: Double, opacity: Double = 1) {
        name = "\(red) \(green) \(blue) \(opacity)"
    }
    public func opacity(_ opacity: Double) -> Color { self }
}
extension Color: _Primitive {
    public func _outline(_ c: _Context) -> [Node] { [] }
}
// MARK: - Layout

@MainActor @preconcurrency public protocol Layout {
    associatedtype Cache = Void
    typealias Subviews = LayoutSubviews
    func makeCache(subviews: Subviews) -> Cache
    func sizeThatFits(proposal: ProposedViewSize, subviews: Subviews, cache: inout Cache) -> CGSize
    func placeSubviews(in bounds: CGRect, proposal: ProposedViewSize, subviews: Subviews, cache: inout Cache)
}
extension Layout where Cache == Void {
    public func makeCache(subviews: Subviews) {}
}
extension Layout {
    /// The layout around its views. Nothing is placed.
    public func callAsFunction<V: View>(@ViewBuilder _ content: () -> V) -> some View { _Laid(content: content()) }
}
struct _Laid<Content: View>: _Container {
    static var _kind: String { "layout" }
    let content: Content
}
public struct ProposedViewSize: Equatable, Sendable {
    public var width: CGFloat?
    public var height: CGFloat?
    public init(width: CGFloat?, height: CGFloat?) {
        self.width = width
        self.height = height
    }
    public init(_ size: CGSize) { self.init(width: size.width, height: size.height) }
    public static let zero = Self(width: 0, height: 0), unspecified = Self(width: nil, height: nil)
    public static let infinity = Self(width: .infinity, height: .infinity)
}
/// The views of a layout: as large as told, and remembering where they were placed, so that a layout can be tested alone.
public struct LayoutSubviews: RandomAccessCollection {
    let views: [LayoutSubview]
    public init(_sizes: [CGSize]) { views = _sizes.map { LayoutSubview(size: $0) } }
    public var startIndex: Int { 0 }
    public var endIndex: Int { views.count }
    public subscript(position: Int) -> LayoutSubview { views[position] }
}
public struct LayoutSubview {
    final class Placed { var origin: CGPoint? }
    let size: CGSize
    let placed = Placed()
    public var _origin: CGPoint? { placed.origin }
    /// A narrower proposal makes it higher, as wrapping words do.
    public func sizeThatFits(_ proposal: ProposedViewSize) -> CGSize {
        guard let width = proposal.width, width < size.width, width > 0 else { return size }
        return CGSize(width: width, height: size.height * (size.width / width).rounded(.up))
    }
    public func place(at position: CGPoint, anchor: UnitPoint = .topLeading, proposal: ProposedViewSize) {
        placed.origin = position
    }
}
public struct UnitPoint: Hashable, Sendable {
    let x: CGFloat, y: CGFloat
    public init(x: CGFloat, y: CGFloat) {
        self.x = x
        self.y = y
    }
    public static let topLeading = Self(x: 0, y: 0), center = Self(x: 0.5, y: 0.5), top = Self(x: 0.5, y: 0)
    public static let bottom = Self(x: 0.5, y: 1)
}
