// Words and pictures.

public struct Text: Equatable, Sendable {
    let words: String
    public init(verbatim content: String) { words = content }
    public init<S: StringProtocol>(_ content: S) { words = String(content) }
}
extension Text: _Primitive {
    public func _outline(_ c: _Context) -> [Node] { words.isEmpty ? [] : [Node("text", words)] }
}

public struct Image: Equatable, Sendable {
    let name: String
    public init(systemName: String) { name = systemName }
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
