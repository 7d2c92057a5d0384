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
    public var dynamicTypeSize = DynamicTypeSize.large
    public var isEnabled = true
}

public struct DismissAction {
    let run: @MainActor () -> Void
    @MainActor public func callAsFunction() { run() }
}
public enum ColorScheme: CaseIterable, Sendable { case light, dark }
public enum DynamicTypeSize: Hashable, Comparable, CaseIterable, Sendable {
    case xSmall, small, medium, large, xLarge, xxLarge, xxxLarge
    case accessibility1, accessibility2, accessibility3, accessibility4, accessibility5
}

@propertyWrapper public struct Environment<Value>: DynamicProperty, _Linked {
    private final class Found { var value: Value? }
    private let found = Found()
    private let read: (EnvironmentValues) -> Value?

    public init(_ keyPath: KeyPath<EnvironmentValues, Value>) { read = { $0[keyPath: keyPath] } }
    public init(_ objectType: Value.Type) where Value: AnyObject & Observable { read = { $0.object(objectType) } }

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
    public func disabled(_ disabled: Bool) -> some View { surrounded { if disabled { $0.isEnabled = false } } }
}
