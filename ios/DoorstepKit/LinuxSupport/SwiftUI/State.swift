// What a view remembers, and what it hands down.

/// A place for a value. Writing tells the outline that holds it.
final class _Box<Value>: @unchecked Sendable {
    private(set) var value: Value
    var told: (@Sendable () -> Void)?

    init(_ value: Value) { self.value = value }

    func set(_ new: Value) {
        value = new
        told?()
    }
    /// Writes without telling: while a view is evaluated.
    func quietly(_ new: Value) { value = new }
}

/// Where a property finds its box: its own until it has a place in the outline.
final class _Slot<Value>: @unchecked Sendable {
    var box: _Box<Value>
    init(_ value: Value) { box = _Box(value) }

    @MainActor func link(_ c: _Context, _ name: String) {
        box = c.memory.keep(c.path, name, box)
        let changed = c.memory.changed
        box.told = { changed.yield() }
    }
}

public protocol DynamicProperty {}

@propertyWrapper public struct State<Value>: DynamicProperty, _Linked {
    let slot: _Slot<Value>
    public init(wrappedValue value: Value) { slot = _Slot(value) }
    public init(initialValue value: Value) { slot = _Slot(value) }
    public var wrappedValue: Value {
        get { slot.box.value }
        nonmutating set { slot.box.set(newValue) }
    }
    public var projectedValue: Binding<Value> {
        let box = slot.box
        return Binding(read: { box.value }, write: { box.set($0) })
    }
    @MainActor func link(_ c: _Context, _ name: String) { slot.link(c, name) }
}
extension State where Value: ExpressibleByNilLiteral {
    public init() { self.init(initialValue: nil) }
}

@propertyWrapper @dynamicMemberLookup public struct Binding<Value>: DynamicProperty {
    let read: () -> Value
    let write: (Value) -> Void

    init(read: @escaping () -> Value, write: @escaping (Value) -> Void) {
        self.read = read
        self.write = write
    }
    /// Apple's closures are `@isolated(any) @Sendable`; here they run on the main actor, where views do.
    public init(get: @escaping @MainActor @Sendable () -> Value, set: @escaping @MainActor @Sendable (Value) -> Void) {
        read = { MainActor.assumeIsolated { _Carried(get()) }.value }
        write = { new in
            let new = _Carried(new)
            MainActor.assumeIsolated { set(new.value) }
        }
    }
    public init(projectedValue: Binding<Value>) { self = projectedValue }
    public var wrappedValue: Value {
        get { read() }
        nonmutating set { write(newValue) }
    }
    public var projectedValue: Binding<Value> { self }
    public subscript<Subject>(dynamicMember path: WritableKeyPath<Value, Subject>) -> Binding<Subject> {
        let (read, write) = (self.read, self.write)
        return Binding<Subject>(
            read: { read()[keyPath: path] },
            write: { new in
                var whole = read()
                whole[keyPath: path] = new
                write(whole)
            })
    }
}

/// What crosses from a closure of one isolation into one of another, on the same thread.
struct _Carried<Value>: @unchecked Sendable {
    let value: Value
    init(_ value: Value) { self.value = value }
}

@propertyWrapper @dynamicMemberLookup public struct Bindable<Value> {
    public var wrappedValue: Value
    public init(wrappedValue: Value) { self.wrappedValue = wrappedValue }
    public init(_ wrappedValue: Value) { self.wrappedValue = wrappedValue }
    public var projectedValue: Bindable<Value> { self }
}
extension Bindable where Value: AnyObject & Observable {
    public subscript<Subject>(dynamicMember path: ReferenceWritableKeyPath<Value, Subject>) -> Binding<Subject> {
        let object = wrappedValue
        return Binding(read: { object[keyPath: path] }, write: { object[keyPath: path] = $0 })
    }
}

@propertyWrapper public struct FocusState<Value: Hashable>: DynamicProperty, _Linked {
    let slot: _Slot<Value>
    public init() where Value == Bool { slot = _Slot(false) }
    public var wrappedValue: Value {
        get { slot.box.value }
        nonmutating set { slot.box.set(newValue) }
    }
    public var projectedValue: Binding {
        let box = slot.box
        return Binding(read: { box.value }, write: { box.set($0) })
    }
    public struct Binding {
        let read: () -> Value
        let write: (Value) -> Void
        public var wrappedValue: Value {
            get { read() }
            nonmutating set { write(newValue) }
        }
    }
    @MainActor func link(_ c: _Context, _ name: String) { slot.link(c, name) }
}

extension View {
    public func focused(_ condition: FocusState<Bool>.Binding) -> some View {
        _Modified(
            content: self,
            change: { nodes, _ in
                for at in nodes.indices {
                    nodes[at].facts["focused"] = condition.wrappedValue ? "yes" : nil
                    nodes[at].focus = { condition.wrappedValue = true }
                }
            })
    }
}

/// A size that grows with the system's letters: here it does not.
@propertyWrapper public struct ScaledMetric<Value: BinaryFloatingPoint>: DynamicProperty {
    public let wrappedValue: Value
    public init(wrappedValue: Value) { self.wrappedValue = wrappedValue }
}
