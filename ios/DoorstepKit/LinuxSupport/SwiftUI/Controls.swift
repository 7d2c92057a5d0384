// What can be tapped, typed into and chosen.

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
        var node = Node("button", children: c.environment.buttonStyle._drawn(AnyView(label), role, c.at("button")))
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
extension Button where Label == SwiftUI.Label<Text, Image> {
    public init<S: StringProtocol>(_ title: S, systemImage: String, action: @escaping @MainActor () -> Void) {
        self.init(role: nil, action: action) { SwiftUI.Label(title, systemImage: systemImage) }
    }
}

@MainActor private func control<Value>(
    _ kind: String, _ label: [Node], _ value: Binding<Value>, shown: String, _ c: _Context
) -> Node {
    var node = Node(kind, value: shown, children: label)
    node.assign = { new in
        guard let new = new as? Value else { return false }
        value.wrappedValue = new
        return true
    }
    if !c.environment.isEnabled { node.facts["disabled"] = "yes" }
    return node
}

public struct Toggle<Label: View>: _Primitive {
    let isOn: Binding<Bool>
    let label: Label
    public init(isOn: Binding<Bool>, @ViewBuilder label: () -> Label) {
        self.isOn = isOn
        self.label = label()
    }
    public func _outline(_ c: _Context) -> [Node] {
        let isOn = isOn
        var node = control("toggle", label._outline(c.at("label")), isOn, shown: isOn.wrappedValue ? "on" : "off", c)
        node.tap = { isOn.wrappedValue.toggle() }
        return [node]
    }
}
extension Toggle where Label == Text {
    public init<S: StringProtocol>(_ title: S, isOn: Binding<Bool>) { self.init(isOn: isOn) { Text(title) } }
}

public struct TextField<Label: View>: _Primitive {
    let label: Label
    let text: Binding<String>
    public func _outline(_ c: _Context) -> [Node] {
        [control("field", label._outline(c.at("label")), text, shown: text.wrappedValue, c)]
    }
}
extension TextField where Label == Text {
    public init<S: StringProtocol>(_ title: S, text: Binding<String>) {
        label = Text(title)
        self.text = text
    }
    public init<S: StringProtocol>(_ title: S, text: Binding<String>, prompt: Text?) { self.init(title, text: text) }
    public init<S: StringProtocol>(_ title: S, text: Binding<String>, axis: Axis) { self.init(title, text: text) }
    public init<S: StringProtocol>(_ title: S, text: Binding<String>, prompt: Text?, axis: Axis) {
        self.init(title, text: text)
    }
}
public struct TextEditor: _Primitive {
    let text: Binding<String>
    public init(text: Binding<String>) { self.text = text }
    public func _outline(_ c: _Context) -> [Node] { [control("field", [], text, shown: text.wrappedValue, c)] }
}

public struct Picker<Label: View, SelectionValue: Hashable, Content: View>: _Primitive {
    let label: Label
    let selection: Binding<SelectionValue>
    let content: Content
    public init(
        selection: Binding<SelectionValue>, @ViewBuilder content: () -> Content, @ViewBuilder label: () -> Label
    ) {
        self.selection = selection
        self.content = content()
        self.label = label()
    }
    public func _outline(_ c: _Context) -> [Node] {
        let selection = selection
        let options = content._outline(c.at("options")).map { shown -> Node in
            var option = Node("option", children: [shown])
            option.facts["identifier"] = shown.identifier
            // One without a tag of the selection's type can never be chosen.
            guard let tag = shown.tag?.base as? SelectionValue else { return option }
            if tag == selection.wrappedValue { option.facts["selected"] = "yes" }
            if !c.environment.isEnabled { option.facts["disabled"] = "yes" }
            option.tap = { selection.wrappedValue = tag }
            return option
        }
        let chosen = options.first { $0.facts["selected"] != nil }?.label ?? "–"
        var node = control("picker", label._outline(c.at("label")), selection, shown: chosen, c)
        node.facts["label"] = node.label
        node.children += options
        return [node]
    }
}
extension Picker where Label == Text {
    public init<S: StringProtocol>(
        _ title: S, selection: Binding<SelectionValue>, @ViewBuilder content: () -> Content
    ) { self.init(selection: selection, content: content) { Text(title) } }
}

public struct Stepper<Label: View>: _Primitive {
    let label: Label
    let up: (() -> Void)?
    let down: (() -> Void)?
    public init(
        @ViewBuilder label: () -> Label, onIncrement: (() -> Void)?, onDecrement: (() -> Void)?,
        onEditingChanged: @escaping (Bool) -> Void = { _ in }
    ) {
        self.label = label()
        up = onIncrement
        down = onDecrement
    }
    public func _outline(_ c: _Context) -> [Node] {
        let steps = [("+", up), ("−", down)].map { sign, step -> Node in
            var node = Node("button", sign)
            node.tap = step
            if step == nil || !c.environment.isEnabled { node.facts["disabled"] = "yes" }
            return node
        }
        return [Node("stepper", children: label._outline(c.at("label")) + steps)]
    }
}

public struct DatePickerComponents: OptionSet, Sendable {
    public let rawValue: UInt
    public init(rawValue: UInt) { self.rawValue = rawValue }
    public static let date = Self(rawValue: 1), hourAndMinute = Self(rawValue: 2)
}
public struct DatePicker<Label: View>: _Primitive {
    public typealias Components = DatePickerComponents
    let label: Label
    let selection: Binding<Date>
    public func _outline(_ c: _Context) -> [Node] {
        let shown = selection.wrappedValue.formatted(.iso8601)
        return [control("date", label._outline(c.at("label")), selection, shown: shown, c)]
    }
}
extension DatePicker where Label == Text {
    public init<S: StringProtocol>(
        _ title: S, selection: Binding<Date>, displayedComponents: Components = [.hourAndMinute, .date]
    ) {
        label = Text(title)
        self.selection = selection
    }
    public init<S: StringProtocol>(
        _ title: S, selection: Binding<Date>, in range: PartialRangeFrom<Date>,
        displayedComponents: Components = [.hourAndMinute, .date]
    ) {
        label = Text(title)
        self.selection = selection
    }
}

/// Its items are there as if it were open.
public struct Menu<Label: View, Content: View>: _Primitive {
    let label: Label
    let content: Content
    public init(@ViewBuilder content: () -> Content, @ViewBuilder label: () -> Label) {
        self.content = content()
        self.label = label()
    }
    public func _outline(_ c: _Context) -> [Node] {
        [Node("menu", children: label._outline(c.at("label")) + content._outline(c.at("items")))]
    }
}

public struct ProgressView<Label: View, CurrentValueLabel: View>: _Primitive {
    let label: Label
    let shown: String?
    public func _outline(_ c: _Context) -> [Node] {
        [Node("progress", value: shown, children: label._outline(c.at("label")))]
    }
}
extension ProgressView where CurrentValueLabel == EmptyView {
    public init() where Label == EmptyView {
        label = EmptyView()
        shown = nil
    }
    public init<S: StringProtocol>(_ title: S) where Label == Text {
        label = Text(title)
        shown = nil
    }
    public init<V: BinaryFloatingPoint>(value: V?, total: V = 1.0) where Label == EmptyView {
        label = EmptyView()
        shown = value.map { "\($0)/\(total)" }
    }
}

public struct LabeledContent<Label: View, Content: View>: _Primitive {
    let label: Label
    let content: Content
    public init(@ViewBuilder content: () -> Content, @ViewBuilder label: () -> Label) {
        self.content = content()
        self.label = label()
    }
    public func _outline(_ c: _Context) -> [Node] {
        [Node("labeled", children: label._outline(c.at("label")) + content._outline(c.at("content")))]
    }
}
extension LabeledContent where Label == Text, Content == Text {
    public init<S1: StringProtocol, S2: StringProtocol>(_ title: S1, value: S2) {
        label = Text(title)
        content = Text(value)
    }
}

extension View {
    public func onTapGesture(count: Int = 1, perform action: @escaping () -> Void) -> some View {
        _Modified(content: self, change: { nodes, _ in for at in nodes.indices { nodes[at].tap = { action() } } })
    }
    public func onSubmit(of triggers: SubmitTriggers = .text, _ action: @escaping (() -> Void)) -> some View {
        adding("submit") { _ in
            var node = Node("submit")
            node.tap = { action() }
            return [node]
        }
    }
    public func refreshable(action: @escaping @Sendable () async -> Void) -> some View {
        adding("refresh") { _ in
            var node = Node("refresh")
            node.pull = action
            return [node]
        }
    }
    public func searchable(
        text: Binding<String>, placement: SearchFieldPlacement = .automatic, prompt: Text? = nil
    ) -> some View {
        adding("search") { c in
            [control("search", prompt?._outline(c) ?? [], text, shown: text.wrappedValue, c)]
        }
    }
    public func swipeActions<T: View>(
        edge: HorizontalEdge = .trailing, allowsFullSwipe: Bool = true, @ViewBuilder content: () -> T
    ) -> some View {
        let content = content()
        return _Modified(
            content: self,
            change: { nodes, c in
                if !nodes.isEmpty { nodes[0].children.append(Node("swipe", children: content._outline(c.at("swipe")))) }
            })
    }
}
public struct SubmitTriggers: OptionSet, Sendable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }
    public static let text = Self(rawValue: 1), search = Self(rawValue: 2)
}

// MARK: - Styles

public protocol PrimitiveButtonStyle {
    @MainActor func _drawn(_ label: AnyView, _ role: ButtonRole?, _ c: _Context) -> [Node]
}
extension PrimitiveButtonStyle {
    @MainActor public func _drawn(_ label: AnyView, _ role: ButtonRole?, _ c: _Context) -> [Node] { label._outline(c) }
}
public struct DefaultButtonStyle: PrimitiveButtonStyle { public init() {} }
public struct PlainButtonStyle: PrimitiveButtonStyle { public init() {} }
public struct BorderedButtonStyle: PrimitiveButtonStyle { public init() {} }
public struct BorderedProminentButtonStyle: PrimitiveButtonStyle { public init() {} }
extension PrimitiveButtonStyle where Self == DefaultButtonStyle { public static var automatic: Self { Self() } }
extension PrimitiveButtonStyle where Self == PlainButtonStyle { public static var plain: Self { Self() } }
extension PrimitiveButtonStyle where Self == BorderedButtonStyle { public static var bordered: Self { Self() } }
extension PrimitiveButtonStyle where Self == BorderedProminentButtonStyle {
    public static var borderedProminent: Self { Self() }
}

@MainActor @preconcurrency public protocol ButtonStyle {
    associatedtype Body: View
    typealias Configuration = ButtonStyleConfiguration
    @ViewBuilder func makeBody(configuration: Configuration) -> Body
}
public struct ButtonStyleConfiguration {
    public struct Label: _Primitive {
        let view: AnyView
        public func _outline(_ c: _Context) -> [Node] { view._outline(c.at("label")) }
    }
    public let role: ButtonRole?
    public let label: Label
    public let isPressed = false
}
private struct _Styled<Style: ButtonStyle>: PrimitiveButtonStyle {
    let style: Style
    @MainActor func _drawn(_ label: AnyView, _ role: ButtonRole?, _ c: _Context) -> [Node] {
        _link(style, c)
        return style.makeBody(configuration: .init(role: role, label: .init(view: label)))._outline(c)
    }
}
extension View {
    public func buttonStyle<S: PrimitiveButtonStyle>(_ style: S) -> some View { surrounded { $0.buttonStyle = style } }
    public func buttonStyle<S: ButtonStyle>(_ style: S) -> some View {
        surrounded { $0.buttonStyle = _Styled(style: style) }
    }
}
