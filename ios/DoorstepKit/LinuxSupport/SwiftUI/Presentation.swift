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
    public func confirmationDialog<S: StringProtocol, A: View>(
        _ title: S, isPresented: Binding<Bool>, titleVisibility: Visibility = .automatic, @ViewBuilder actions: () -> A
    ) -> some View {
        _asking("dialog", String(title), isPresented, actions())
    }
    /// Any of its buttons takes it away.
    private func _asking<A: View>(
        _ kind: String, _ title: String, _ isPresented: Binding<Bool>, _ actions: A
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
            return [Node(kind, title, children: buttons)]
        }
    }
}

@MainActor private func _cover<Content: View>(
    _ kind: String, _ content: Content, _ c: _Context, dismiss: @escaping @MainActor () -> Void
) -> Node {
    var inner = c
    inner.environment.dismiss = DismissAction(run: dismiss)
    var node = Node(kind, children: content._outline(inner))
    // A finger pulls it down.
    var handle = Node("handle")
    handle.facts["identifier"] = "PullDown"
    handle.tap = { dismiss() }
    node.children.append(handle)
    return node
}

public enum Visibility: Hashable, CaseIterable, Sendable { case automatic, visible, hidden }
