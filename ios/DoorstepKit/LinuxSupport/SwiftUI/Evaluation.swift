/// A view: what `body` says, or, for the views of this library, what they add to the outline.
@MainActor @preconcurrency public protocol View {
    associatedtype Body: View
    @ViewBuilder var body: Body { get }
    func _outline(_ c: _Context) -> [Node]
}

extension View {
    public func _outline(_ c: _Context) -> [Node] {
        let inner = c.at(c.memory.name(of: Self.self))
        _link(self, inner)
        return body._outline(inner)
    }
}

/// A view of this library.
public protocol _Primitive: View where Body == Never {}
extension _Primitive { public var body: Never { fatalError("\(Self.self) has no body") } }
extension Never: View { public var body: Never { fatalError("Never is never shown") } }

/// Gives the properties of a value (`@State`, `@Environment`, …) their places, by the path at which it stands.
@MainActor func _link(_ value: Any, _ c: _Context) {
    for child in Mirror(reflecting: value).children {
        let name = child.label ?? "?"
        if let linked = child.value as? any _Linked {
            linked.link(c, name)
        } else if child.value is any DynamicProperty {
            _link(child.value, c.at(name))
        }
    }
}
protocol _Linked { @MainActor func link(_ c: _Context, _ name: String) }

/// Where a view is evaluated: its place in the structure, and what surrounds it.
@MainActor public struct _Context {
    var environment: EnvironmentValues
    let memory: _Memory
    /// The identity of what stands here: types, sides of an `if`, identifiers of rows, modifiers that remember.
    var path = ""
    /// The navigation stack that it belongs to.
    var stack = ""
    /// Whether it is on the screen: a tab that is not chosen, or a place further down, keeps its state only.
    var isShown = true

    init(environment: EnvironmentValues, memory: _Memory) {
        self.environment = environment
        self.memory = memory
    }

    func at(_ step: String) -> _Context {
        var inner = self
        inner.path = "\(path)/\(step)"
        return inner
    }
}

/// What outlives an evaluation: state, and what is under way.
@MainActor public final class _Memory {
    /// Told when something that was shown has changed.
    let changes: AsyncStream<Void>
    let changed: AsyncStream<Void>.Continuation
    let lives = _Lives()

    /// What views remember, by path and name, until they are gone.
    private var kept: [String: AnyObject] = [:]
    private var used: Set<String> = []
    /// Where navigation leads, by stack and type; told anew in each evaluation.
    var destinations: [String: [ObjectIdentifier: @MainActor (Any) -> (any View)?]] = [:]
    private var after: [() -> Void] = []
    private var names: [ObjectIdentifier: String] = [:]

    init() {
        (changes, changed) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// What stands at this place: what stood there before, else something new.
    func keep<Box: AnyObject>(_ path: String, _ name: String, _ new: @autoclosure () -> Box) -> Box {
        let key = "\(path)#\(name)"
        used.insert(key)
        if let known = kept[key] as? Box { return known }
        let new = new()
        kept[key] = new
        return new
    }

    /// Runs something once the evaluation is over, for it may change what is being evaluated.
    func afterwards(_ run: @escaping () -> Void) { after.append(run) }

    func begin() {
        used = []
        after = []
        lives.begin()
    }

    /// Forgets what is gone, starts what has come; says whether anything ran.
    func end() -> Bool {
        kept = kept.filter { used.contains($0.key) }
        let after = self.after
        for run in after { run() }
        return lives.settle() || !after.isEmpty
    }

    /// A short name of a type: what types are called is as long as the views in them, and stands in every path below.
    func name(of type: Any.Type) -> String {
        let key = ObjectIdentifier(type)
        if let known = names[key] { return known }
        let name = String(names.count, radix: 36)
        names[key] = name
        return name
    }
}
