import SwiftUI

/// What is urgent about a line.
enum Tone {
    case plain, ok, info, warn, danger

    var fore: KeyPath<Palette, Color> {
        switch self {
        case .plain: \.ink2
        case .ok: \.ok
        case .info: \.info
        case .warn: \.warn
        case .danger: \.danger
        }
    }

    var back: KeyPath<Palette, Color> {
        switch self {
        case .plain: \.surface2
        case .ok: \.okBg
        case .info: \.infoBg
        case .warn: \.warnBg
        case .danger: \.dangerBg
        }
    }
}

/// A fact in a pill, with its icon: read, not tapped.
struct Chip: View {
    private let text: String
    private let tone: Tone
    private let glyph: Glyph?

    @Environment(\.palette) private var palette

    init(_ text: String, _ tone: Tone = .plain, _ glyph: Glyph? = nil) {
        self.text = text
        self.tone = tone
        self.glyph = glyph
    }

    var body: some View {
        let shape = RoundedRectangle(cornerRadius: Radius.field)
        HStack(spacing: Space.s4) {
            if let glyph { Icon(glyph, color: tone.fore, size: 16) }
            Words(text, style: .caption, color: tone.fore)
        }
        .padding(.horizontal, Space.s8)
        .padding(.vertical, Space.s4)
        .background(palette[keyPath: tone.back], in: shape)
        .overlay { shape.stroke(palette[keyPath: tone.fore].opacity(0.35)) }
    }
}

/// What belongs together.
struct Card<Content: View>: View {
    private let tone: Tone?
    private let content: Content

    @Environment(\.palette) private var palette

    init(_ tone: Tone? = nil, @ViewBuilder content: () -> Content) {
        self.tone = tone
        self.content = content()
    }

    var body: some View {
        VStack(alignment: .leading, spacing: Space.s8) { content }
            .padding(Space.s16)
            .frame(maxWidth: .infinity, alignment: .leading)
            .modifier(Edged(tone: tone, palette: palette))
    }
}

/// The background and edge of a card or a line.
private struct Edged: ViewModifier {
    let tone: Tone?
    let palette: Palette

    func body(content: Content) -> some View {
        let shape = RoundedRectangle(cornerRadius: Radius.card)
        content
            .background(tone.map { palette[keyPath: $0.back] } ?? palette.surface, in: shape)
            .overlay { shape.stroke(tone.map { palette[keyPath: $0.fore] } ?? palette.line.opacity(0.5)) }
            .contentShape(shape)
    }
}

/// A line that leads somewhere. All of it is the target, and its parts are read out as one.
struct Line<Content: View>: View {
    private let id: String
    private let tone: Tone?
    private let action: @MainActor () -> Void
    private let content: Content

    @Environment(\.palette) private var palette

    init(
        _ id: String, _ tone: Tone? = nil, action: @escaping @MainActor () -> Void, @ViewBuilder content: () -> Content
    ) {
        self.id = id
        self.tone = tone
        self.action = action
        self.content = content()
    }

    var body: some View {
        Button(action: action) {
            Leading(color: tone?.fore ?? \.ink2) { content }
                .padding(Space.s16)
                .frame(maxWidth: .infinity, minHeight: Target.door, alignment: .leading)
                .modifier(Edged(tone: tone, palette: palette))
        }
        .buttonStyle(.plain)
        .accessibilityIdentifier(id)
    }
}

/// The head of a card, where it leads somewhere: as a ``Line``, without a box in the card's own.
struct Head<Content: View>: View {
    private let id: String
    private let action: @MainActor () -> Void
    private let content: Content

    init(_ id: String, action: @escaping @MainActor () -> Void, @ViewBuilder content: () -> Content) {
        self.id = id
        self.action = action
        self.content = content()
    }

    var body: some View {
        Button(action: action) {
            Leading(color: \.ink2) { content }
                .frame(maxWidth: .infinity, minHeight: Target.min, alignment: .leading)
                .contentShape(Rectangle())
        }
        .buttonStyle(.plain)
        .accessibilityIdentifier(id)
    }
}

private struct Leading<Content: View>: View {
    let color: KeyPath<Palette, Color>
    @ViewBuilder let content: Content

    var body: some View {
        HStack(spacing: Space.s8) {
            VStack(alignment: .leading, spacing: Space.s4) { content }
                .frame(maxWidth: .infinity, alignment: .leading)
            Icon(.chevronRight, color: color)
        }
    }
}

/// Something to know before anything else; read out when it appears.
struct Banner: View {
    private let tone: Tone
    private let glyph: Glyph
    private let text: String

    @Environment(\.palette) private var palette

    init(_ tone: Tone, _ glyph: Glyph, _ text: String) {
        self.tone = tone
        self.glyph = glyph
        self.text = text
    }

    var body: some View {
        Sign(glyph: glyph, text: text, color: tone.fore)
            .padding(Space.s12)
            .frame(maxWidth: .infinity, alignment: .leading)
            .modifier(Edged(tone: tone, palette: palette))
            .accessibilityElement(children: .combine)
            .announced(text)
    }
}

extension View {
    /// Read out when it appears, and when it says something else.
    func announced(_ words: String) -> some View {
        onChange(of: words, initial: true) { AccessibilityNotification.Announcement(words).post() }
    }
}
