// What can be tapped and typed into.

public struct ButtonRole: Equatable, Sendable {
    let name: String
    public static let destructive = ButtonRole(name: "destructive"), cancel = ButtonRole(name: "cancel")
}

public struct Button<Label: View>: _Primitive {
    let role: ButtonRole?
    let action: @MainActor () -> Void
    let label: Label
    public init(action: @escaping @MainActor () -> Void, @ViewBuilder label: () -> Label) {
        self.init(role: nil, action: action, label: label)
    }
    public init(role: ButtonRole?, action: @escaping @MainActor () -> Void, @ViewBuilder label: () -> Label) {
        self.role = role
        self.action = action
        self.label = label()
    }
    public func _outline(_ c: _Context) -> [Node] {
        var node = Node("button", children: label._outline(c.at("button")))
        node.tap = { action() }
        if role == .destructive { node.facts["role"] = "destructive" }
        if !c.environment.isEnabled { node.facts["disabled"] = "yes" }
        return [node]
    }
}
extension Button where Label == Text {
    public init<S: StringProtocol>(_ title: S, action: @escaping @MainActor () -> Void) {
        self.init(role: nil, action: action) { Text(title) }
    }
    public init<S: StringProtocol>(_ title: S, role: ButtonRole?, action: @escaping @MainActor () -> Void) {
        self.init(role: role, action: action) { Text(title) }
    }
}

public struct TextField<Label: View>: _Primitive {
    let label: Label
    let text: Binding<String>
    public func _outline(_ c: _Context) -> [Node] {
        let text = text
        var node = Node("field", value: text.wrappedValue, children: label._outline(c.at("label")))
        node.assign = { new in
            guard let new = new as? String else { return false }
            text.wrappedValue = new
            return true
        }
        if !c.environment.isEnabled { node.facts["disabled"] = "yes" }
        return [node]
    }
}
extension TextField where Label == Text {
    public init<S: StringProtocol>(_ title: S, text: Binding<String>) {
        label = Text(title)
        self.text = text
    }
    public init<S: StringProtocol>(_ title: S, text: Binding<String>, prompt: Text?, axis: Axis) {
        self.init(title, text: text)
    }
}

public protocol PrimitiveButtonStyle {}
public struct PlainButtonStyle: PrimitiveButtonStyle { public init() {} }
extension PrimitiveButtonStyle where Self == PlainButtonStyle { public static var plain: Self { Self() } }
extension View {
    public func buttonStyle<S: PrimitiveButtonStyle>(_ style: S) -> some View { self }
}
