import SwiftUI

/// An icon. It is never alone: the word beside it, or the name of what is tapped, says the same.
struct Icon: View {
    private let glyph: Glyph
    private let color: KeyPath<Palette, Color>
    private let size: CGFloat

    @Environment(\.palette) private var palette
    @ScaledMetric private var letters: CGFloat = 1

    init(_ glyph: Glyph, color: KeyPath<Palette, Color> = \.ink, size: CGFloat = 24) {
        self.glyph = glyph
        self.color = color
        self.size = size
    }

    var body: some View {
        // Larger letters have larger icons, up to where they would take the words' place.
        let grown = size * min(max(letters, 1), 1.5)
        GlyphShape(glyph: glyph)
            .stroke(
                palette[keyPath: color], style: StrokeStyle(lineWidth: grown / 12, lineCap: .round, lineJoin: .round)
            )
            .frame(width: grown, height: grown)
            .accessibilityHidden(true)
    }
}

private struct GlyphShape: Shape {
    let glyph: Glyph

    nonisolated func path(in rect: CGRect) -> Path { glyph.path(scale: rect.width / 24) }
}

/// Draws what icons are generated as.
struct Pen {
    private(set) var path = Path()
    private let scale: CGFloat

    init(scale: CGFloat) { self.scale = scale }

    mutating func move(_ x: CGFloat, _ y: CGFloat) { path.move(to: at(x, y)) }

    mutating func line(_ x: CGFloat, _ y: CGFloat) { path.addLine(to: at(x, y)) }

    mutating func quad(_ a: CGFloat, _ b: CGFloat, _ x: CGFloat, _ y: CGFloat) {
        path.addQuadCurve(to: at(x, y), control: at(a, b))
    }

    mutating func curve(_ a: CGFloat, _ b: CGFloat, _ c: CGFloat, _ d: CGFloat, _ x: CGFloat, _ y: CGFloat) {
        path.addCurve(to: at(x, y), control1: at(a, b), control2: at(c, d))
    }

    mutating func close() { path.closeSubpath() }

    private func at(_ x: CGFloat, _ y: CGFloat) -> CGPoint { CGPoint(x: x * scale, y: y * scale) }
}
