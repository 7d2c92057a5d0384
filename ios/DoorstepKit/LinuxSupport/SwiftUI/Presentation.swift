// What covers a screen: while it is there, nothing behind it can be read or tapped.

extension View {
    public func sheet<Content: View>(
        isPresented: Binding<Bool>, onDismiss: (() -> Void)? = nil, @ViewBuilder content: @escaping () -> Content
    ) -> some View {
        adding("sheet") { c in
            guard isPresented.wrappedValue else { return [] }
            return [
                _cover("sheet", content(), c) {
                    isPresented.wrappedValue = false
                    onDismiss?()
                }
            ]
        }
    }
    public func sheet<Item: Identifiable, Content: View>(
        item: Binding<Item?>, onDismiss: (() -> Void)? = nil, @ViewBuilder content: @escaping (Item) -> Content
    ) -> some View {
        adding("sheet") { c in
            guard let value = item.wrappedValue else { return [] }
            return [
                _cover("sheet", content(value), c.at("[\(value.id)]")) {
                    item.wrappedValue = nil
                    onDismiss?()
                }
            ]
        }
    }
    public func fullScreenCover<Content: View>(
        isPresented: Binding<Bool>, onDismiss: (() -> Void)? = nil, @ViewBuilder content: @escaping () -> Content
    ) -> some View {
        sheet(isPresented: isPresented, onDismiss: onDismiss, content: content)
    }
    public func confirmationDialog<S: StringProtocol, A: View>(
        _ title: S, isPresented: Binding<Bool>, titleVisibility: Visibility = .automatic, @ViewBuilder actions: () -> A
    ) -> some View {
        _asking("dialog", String(title), isPresented, actions(), EmptyView())
    }
    public func confirmationDialog<S: StringProtocol, A: View, M: View>(
        _ title: S, isPresented: Binding<Bool>, titleVisibility: Visibility = .automatic, @ViewBuilder actions: () -> A,
        @ViewBuilder message: () -> M
    ) -> some View {
        _asking("dialog", String(title), isPresented, actions(), message())
    }
    public func alert<S: StringProtocol, A: View>(
        _ title: S, isPresented: Binding<Bool>, @ViewBuilder actions: () -> A
    ) -> some View {
        _asking("alert", String(title), isPresented, actions(), EmptyView())
    }
    public func alert<S: StringProtocol, A: View, M: View>(
        _ title: S, isPresented: Binding<Bool>, @ViewBuilder actions: () -> A, @ViewBuilder message: () -> M
    ) -> some View {
        _asking("alert", String(title), isPresented, actions(), message())
    }

    /// Any of its buttons takes it away.
    private func _asking<A: View, M: View>(
        _ kind: String, _ title: String, _ isPresented: Binding<Bool>, _ actions: A, _ message: M
    ) -> some View {
        adding(kind) { c in
            guard isPresented.wrappedValue else { return [] }
            let buttons = actions._outline(c.at("actions")).map { button -> Node in
                var button = button
                let tap = button.tap
                button.tap = {
                    isPresented.wrappedValue = false
                    tap?()
                }
                return button
            }
            return [Node(kind, title, children: message._outline(c.at("message")) + buttons)]
        }
    }
}

@MainActor private func _cover<Content: View>(
    _ kind: String, _ content: Content, _ c: _Context, dismiss: @escaping @MainActor () -> Void
) -> Node {
    var inner = c
    inner.environment.dismiss = DismissAction(run: dismiss)
    inner.environment.isPresented = true
    // Pulled down by a finger, unless its content forbids it.
    var node = Node(kind, children: content._outline(inner))
    if !node.flat.contains(where: { $0.facts["stays"] != nil }) {
        var handle = Node("handle")
        handle.facts["identifier"] = "PullDown"
        handle.tap = { dismiss() }
        node.children.append(handle)
    }
    return node
}

extension View {
    public func interactiveDismissDisabled(_ isDisabled: Bool = true) -> some View {
        fact("stays", isDisabled ? "yes" : nil)
    }
}
