import SwiftUI

/// How much a button wants to be pressed.
enum Weight { case primary, quiet, danger }

/// A button as wide as there is room. `name` is what VoiceOver says where the label alone would not tell whom it is about;
/// `id` is the control's name in `screens.toml`.
struct WideButton: View {
    private let label: String
    private let id: String
    private let glyph: Glyph?
    private let weight: Weight
    private let name: String?
    private let tall: Bool
    private let action: @MainActor () -> Void

    @Environment(\.palette) private var palette
    @Environment(\.isEnabled) private var isEnabled

    init(
        _ label: String, id: String, glyph: Glyph? = nil, weight: Weight = .primary, name: String? = nil,
        tall: Bool = false,
        action: @escaping @MainActor () -> Void
    ) {
        self.label = label
        self.id = id
        self.glyph = glyph
        self.weight = weight
        self.name = name
        self.tall = tall
        self.action = action
    }

    var body: some View {
        Button(action: action) {
            HStack(spacing: Space.s8) {
                if let glyph { Icon(glyph, color: fore) }
                Words(label, style: .action, color: fore).multilineTextAlignment(.center)
            }
            .padding(.horizontal, Space.s16)
            .padding(.vertical, Space.s12)
            .frame(maxWidth: .infinity, minHeight: tall ? 72 : 56)
            .background(palette[keyPath: back], in: shape)
            .overlay { if !isFilled { shape.stroke(palette.line) } }
            .contentShape(shape)
        }
        .buttonStyle(.plain)
        .accessibilityLabel(name ?? label)
        .accessibilityIdentifier(id)
    }

    private var shape: RoundedRectangle { RoundedRectangle(cornerRadius: Radius.card) }
    private var isFilled: Bool { weight == .primary && isEnabled }

    private var fore: KeyPath<Palette, Color> {
        if !isEnabled { return \.ink2 }
        return switch weight {
        case .primary: \.onPrimary
        case .quiet: \.primary
        case .danger: \.danger
        }
    }

    private var back: KeyPath<Palette, Color> {
        if !isEnabled { return \.surface2 }
        return switch weight {
        case .primary: \.primary
        case .quiet: \.surface
        case .danger: \.dangerBg
        }
    }
}

/// A small square button with an icon alone; its name is read out.
struct IconButton: View {
    let glyph: Glyph
    let name: String
    let id: String
    let action: @MainActor () -> Void

    var body: some View {
        Button(action: action) {
            Icon(glyph, color: \.primary)
                .frame(minWidth: Target.min, minHeight: Target.min)
                .contentShape(Rectangle())
        }
        .buttonStyle(.plain)
        .accessibilityLabel(name)
        .accessibilityIdentifier(id)
    }
}

/// One of several: chosen or not.
struct ChoiceButton: View {
    private let label: String
    private let isChosen: Bool
    private let id: String
    private let glyph: Glyph?
    private let name: String?
    private let action: @MainActor () -> Void

    @Environment(\.palette) private var palette

    init(
        _ label: String, isChosen: Bool, id: String, glyph: Glyph? = nil, name: String? = nil,
        action: @escaping @MainActor () -> Void
    ) {
        self.label = label
        self.isChosen = isChosen
        self.id = id
        self.glyph = glyph
        self.name = name
        self.action = action
    }

    var body: some View {
        let shape = RoundedRectangle(cornerRadius: Radius.sheet + Space.s4)
        Button(action: action) {
            HStack(spacing: Space.s8) {
                // A mark, not colour alone, says what is chosen.
                if isChosen {
                    Icon(.check, color: \.primary, size: 20)
                } else if let glyph {
                    Icon(glyph, color: \.ink2, size: 20)
                }
                Words(label, style: isChosen ? .bodyStrong : .body)
            }
            .padding(.horizontal, Space.s16)
            .padding(.vertical, Space.s8)
            .frame(minWidth: Target.min, minHeight: Target.min)
            .background(isChosen ? palette.selected : palette.surface, in: shape)
            .overlay { shape.stroke(isChosen ? palette.primary : palette.line, lineWidth: isChosen ? 2 : 1) }
            .contentShape(shape)
        }
        .buttonStyle(.plain)
        .accessibilityLabel(name ?? label)
        .accessibilityAddTraits(isChosen ? .isSelected : [])
        .accessibilityIdentifier(id)
    }
}
