import SwiftUI

/// Text. It wraps; nothing is ever cut with an ellipsis.
struct Words: View {
    private let text: String
    private let style: Lettering
    private let color: KeyPath<Palette, Color>

    @Environment(\.palette) private var palette

    init(_ text: String, style: Lettering = .body, color: KeyPath<Palette, Color> = \.ink) {
        self.text = text
        self.style = style
        self.color = color
    }

    var body: some View {
        Text(verbatim: text)
            .font(style.font)
            .foregroundStyle(palette[keyPath: color])
            .fixedSize(horizontal: false, vertical: true)
    }
}

/// What is beside the point: smaller and paler, and still 7:1.
struct Aside: View {
    private let text: String

    init(_ text: String) { self.text = text }

    var body: some View { Words(text, style: .caption, color: \.ink2) }
}

/// The heading of a part of a screen.
struct Heading: View {
    private let text: String

    init(_ text: String) { self.text = text }

    var body: some View {
        Words(text, style: .bodyStrong, color: \.ink2).accessibilityAddTraits(.isHeader)
    }
}

/// An icon with its word.
struct Sign: View {
    let glyph: Glyph
    let text: String
    var style = Lettering.body
    var color: KeyPath<Palette, Color> = \.ink

    var body: some View {
        HStack(spacing: Space.s8) {
            Icon(glyph, color: color, size: 20)
            Words(text, style: style, color: color)
        }
    }
}
