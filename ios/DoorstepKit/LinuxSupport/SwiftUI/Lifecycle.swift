/// What begins when a view appears, and ends when it leaves: `onAppear`, `onDisappear`, `task`.
@MainActor final class _Lives {
    struct Life {
        var key: String
        /// Another one is another life: the task of before ends and a new one begins.
        var id: (any Equatable)?
        var appear: (() -> Task<Void, Never>?)?
        var disappear: (() -> Void)?
    }

    private var running: [String: (life: Life, task: Task<Void, Never>?)] = [:]
    private var wanted: [Life] = []

    func begin() { wanted = [] }
    func want(_ life: Life) { wanted.append(life) }

    /// Ends what is not there any more, begins what is new; says whether anything ran.
    func settle() -> Bool {
        let now = Dictionary(wanted.map { ($0.key, $0) }) { _, last in last }
        var ran = false
        for (key, old) in running where !(now[key].map { same($0.id, old.life.id) } ?? false) {
            old.task?.cancel()
            running[key] = nil
            // A task that begins again has not left the screen.
            if now[key] == nil, let disappear = old.life.disappear {
                disappear()
                ran = true
            }
        }
        for life in wanted {
            if let old = running[life.key] {
                running[life.key] = (life, old.task)
            } else {
                running[life.key] = (life, life.appear?())
                ran = ran || life.appear != nil
            }
        }
        return ran
    }

    private func same(_ a: (any Equatable)?, _ b: (any Equatable)?) -> Bool {
        func equal<Value: Equatable>(_ a: Value, _ b: any Equatable) -> Bool { a == b as? Value }
        guard let a, let b else { return a == nil && b == nil }
        return equal(a, b)
    }

    func end() {
        for (_, old) in running { old.task?.cancel() }
        running = [:]
    }
}

/// A view with something that lives as long as it is on the screen.
struct _Living<Content: View>: _Primitive {
    let content: Content
    let name: String
    var id: (any Equatable)?
    var appear: (() -> Task<Void, Never>?)?
    var disappear: (() -> Void)?

    func _outline(_ c: _Context) -> [Node] {
        let inner = c.at(name)
        if c.isShown {
            c.memory.lives.want(.init(key: inner.path, id: id, appear: appear, disappear: disappear))
        }
        return content._outline(inner)
    }
}

/// A view that compares a value with the one of before.
struct _Watching<Content: View, Value: Equatable>: _Primitive {
    let content: Content
    let value: Value
    let initial: Bool
    let act: (Value, Value) -> Void

    func _outline(_ c: _Context) -> [Node] {
        let inner = c.at("onChange")
        let last = c.memory.keep(inner.path, "last", _Box<Value?>(nil))
        let (old, value, act) = (last.value, self.value, self.act)
        if old != value {
            last.quietly(value)
            if let old {
                c.memory.afterwards { act(old, value) }
            } else if initial {
                c.memory.afterwards { act(value, value) }
            }
        }
        return content._outline(inner)
    }
}

extension View {
    public func onAppear(perform action: (() -> Void)? = nil) -> some View {
        _Living(
            content: self, name: "onAppear",
            appear: {
                action?(); return nil
            })
    }
    public func onDisappear(perform action: (() -> Void)? = nil) -> some View {
        _Living(content: self, name: "onDisappear", disappear: action)
    }
    public func task(
        priority: TaskPriority = .userInitiated, @_inheritActorContext _ action: @escaping @Sendable () async -> Void
    ) -> some View {
        _Living(content: self, name: "task", appear: { Task(priority: priority, operation: action) })
    }
    public func task<T: Equatable>(
        id value: T, priority: TaskPriority = .userInitiated,
        @_inheritActorContext _ action: @escaping @Sendable () async -> Void
    ) -> some View {
        _Living(
            content: self, name: "task", id: value,
            appear: { Task(priority: priority, operation: action) })
    }
    public func onChange<V: Equatable>(
        of value: V, initial: Bool = false, _ action: @escaping (_ oldValue: V, _ newValue: V) -> Void
    ) -> some View {
        _Watching(content: self, value: value, initial: initial, act: action)
    }
    public func onChange<V: Equatable>(
        of value: V, initial: Bool = false, _ action: @escaping () -> Void
    ) -> some View {
        _Watching(content: self, value: value, initial: initial, act: { _, _ in action() })
    }
}
