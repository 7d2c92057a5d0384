// What surrounds a view.

public protocol EnvironmentKey {
    associatedtype Value
    static var defaultValue: Value { get }
}

public struct EnvironmentValues {
    private var values: [ObjectIdentifier: Any] = [:]
    private var objects: [ObjectIdentifier: AnyObject] = [:]

    public init() {}
    public subscript<K: EnvironmentKey>(key: K.Type) -> K.Value {
        get { values[ObjectIdentifier(key)] as? K.Value ?? K.defaultValue }
        set { values[ObjectIdentifier(key)] = newValue }
    }
    func object<T: AnyObject>(_ type: T.Type) -> T? { objects[ObjectIdentifier(type)] as? T }
    mutating func provide<T: AnyObject>(_ object: T?) { objects[ObjectIdentifier(T.self)] = object }

    public var dismiss = DismissAction {}
    public var openURL = OpenURLAction { _ in .discarded }
    public var locale = Locale(identifier: "vi_VN")
    public var calendar = Calendar(identifier: .gregorian)
    public var timeZone = TimeZone(secondsFromGMT: 7 * 3600) ?? .gmt
    public var scenePhase = ScenePhase.active
    public var colorScheme = ColorScheme.light
    public var dynamicTypeSize = DynamicTypeSize.large
    public var layoutDirection = LayoutDirection.leftToRight
    public var horizontalSizeClass: UserInterfaceSizeClass? = .compact
    public var isEnabled = true
    public var isPresented = false
    public var accessibilityReduceMotion = false
    public var accessibilityDifferentiateWithoutColor = false
    public var accessibilityVoiceOverEnabled = false
    /// How buttons inside are made; not readable on Apple's side.
    var buttonStyle: any PrimitiveButtonStyle = DefaultButtonStyle()
}

public struct DismissAction {
    let run: @MainActor () -> Void
    @MainActor public func callAsFunction() { run() }
}
public struct OpenURLAction {
    public struct Result: Sendable {
        let name: String
        public static let handled = Result(name: "handled"), discarded = Result(name: "discarded")
        public static let systemAction = Result(name: "system")
    }
    let handler: @MainActor (URL) -> Result
    public init(handler: @escaping @MainActor (URL) -> Result) { self.handler = handler }
    @MainActor public func callAsFunction(_ url: URL) { _ = handler(url) }
}
public enum ScenePhase: Comparable, Sendable { case background, inactive, active }
public enum ColorScheme: CaseIterable, Sendable { case light, dark }
public enum LayoutDirection: Hashable, CaseIterable, Sendable { case leftToRight, rightToLeft }
public enum UserInterfaceSizeClass: Sendable { case compact, regular }
public enum DynamicTypeSize: Hashable, Comparable, CaseIterable, Sendable {
    case xSmall, small, medium, large, xLarge, xxLarge, xxxLarge
    case accessibility1, accessibility2, accessibility3, accessibility4, accessibility5
    public var isAccessibilitySize: Bool { self >= .accessibility1 }
}

@propertyWrapper public struct Environment<Value>: DynamicProperty, _Linked {
    private final class Found { var value: Value? }
    private let found = Found()
    private let read: (EnvironmentValues) -> Value?

    public init(_ keyPath: KeyPath<EnvironmentValues, Value>) { read = { $0[keyPath: keyPath] } }
    public init(_ objectType: Value.Type) where Value: AnyObject & Observable { read = { $0.object(objectType) } }
    public init<T: AnyObject & Observable>(_ objectType: T.Type) where Value == T? {
        read = { .some($0.object(objectType)) }
    }

    public var wrappedValue: Value {
        guard let value = found.value else { fatalError("no \(Value.self) surrounds this view") }
        return value
    }
    @MainActor func link(_ c: _Context, _ name: String) { found.value = read(c.environment) }
}

extension View {
    public func environment<T: AnyObject & Observable>(_ object: T?) -> some View { surrounded { $0.provide(object) } }
    public func environment<V>(_ keyPath: WritableKeyPath<EnvironmentValues, V>, _ value: V) -> some View {
        surrounded { $0[keyPath: keyPath] = value }
    }
    public func transformEnvironment<V>(
        _ keyPath: WritableKeyPath<EnvironmentValues, V>, transform: @escaping (inout V) -> Void
    ) -> some View {
        surrounded { transform(&$0[keyPath: keyPath]) }
    }
    public func disabled(_ disabled: Bool) -> some View { surrounded { if disabled { $0.isEnabled = false } } }
    public func dynamicTypeSize(_ size: DynamicTypeSize) -> some View { surrounded { $0.dynamicTypeSize = size } }
    public func dynamicTypeSize<T: RangeExpression>(_ range: T) -> some View where T.Bound == DynamicTypeSize {
        surrounded { values in
            let allowed = DynamicTypeSize.allCases.filter(range.contains)
            if let last = allowed.last, values.dynamicTypeSize > last { values.dynamicTypeSize = last }
            if let first = allowed.first, values.dynamicTypeSize < first { values.dynamicTypeSize = first }
        }
    }
}

extension Outline {
    /// Shows a view in an environment that holds an object.
    public convenience init<T: AnyObject & Observable>(of root: Root, providing object: T) {
        self.init(of: root) { $0.provide(object) }
    }
}
