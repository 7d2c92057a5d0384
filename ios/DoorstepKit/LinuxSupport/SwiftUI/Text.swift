// Words and pictures.

public struct Text: Equatable, Sendable {
    let words: String
    public init(verbatim content: String) { words = content }
    public init<S: StringProtocol>(_ content: S) { words = String(content) }
    public static func + (lhs: Text, rhs: Text) -> Text { Text(verbatim: lhs.words + rhs.words) }
    public func font(_ font: Font?) -> Text { self }
    public func fontWeight(_ weight: Font.Weight?) -> Text { self }
    public func bold(_ isActive: Bool = true) -> Text { self }
    public func italic(_ isActive: Bool = true) -> Text { self }
    public func monospacedDigit() -> Text { self }
    public func strikethrough(_ isActive: Bool = true, color: Color? = nil) -> Text { self }
    public func foregroundStyle<S: ShapeStyle>(_ style: S) -> Text { self }
}
extension Text: _Primitive {
    public func _outline(_ c: _Context) -> [Node] { words.isEmpty ? [] : [Node("text", words)] }
}

public struct Image: Equatable, Sendable {
    let name: String
    public init(systemName: String) { name = systemName }
    public init(_ name: String, bundle: Bundle? = nil) { self.name = name }
    public init(decorative name: String, bundle: Bundle? = nil) { self.name = "" }
    public enum Scale: Hashable, Sendable { case small, medium, large }
    public enum TemplateRenderingMode: Sendable { case template, original }
    public func resizable() -> Image { self }
    public func renderingMode(_ mode: TemplateRenderingMode?) -> Image { self }
}
extension Image: _Primitive {
    public func _outline(_ c: _Context) -> [Node] { name.isEmpty ? [] : [Node("image", name)] }
}

public struct Label<Title: View, Icon: View>: _Primitive {
    let title: Title
    let icon: Icon
    public init(@ViewBuilder title: () -> Title, @ViewBuilder icon: () -> Icon) {
        self.title = title()
        self.icon = icon()
    }
    public func _outline(_ c: _Context) -> [Node] {
        [Node("label", children: icon._outline(c.at("icon")) + title._outline(c.at("title")))]
    }
}
extension Label where Title == Text, Icon == Image {
    public init<S: StringProtocol>(_ title: S, systemImage name: String) {
        self.title = Text(title)
        icon = Image(systemName: name)
    }
}
