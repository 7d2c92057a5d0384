import SwiftUI

/// Where one types. The text lives here and is reported one way: echoed back through a model it would lose letters that
/// Telex is still composing. `seed` is what stands there when the field appears: a new one, or one that was away meanwhile.
struct Field: View {
    private let label: String
    private let id: String
    private let lines: Int
    private let keyboard: Keyboard
    private let trouble: String?
    private let onChange: @MainActor (String) -> Void

    @State private var text: String
    @Environment(\.palette) private var palette

    init(
        _ label: String, id: String, seed: String = "", lines: Int = 1, keyboard: Keyboard = .text,
        trouble: String? = nil, onChange: @escaping @MainActor (String) -> Void
    ) {
        self.label = label
        self.id = id
        self.lines = lines
        self.keyboard = keyboard
        self.trouble = trouble
        self.onChange = onChange
        _text = State(initialValue: seed)
    }

    var body: some View {
        VStack(alignment: .leading, spacing: Space.s4) {
            // The field itself says it.
            Words(label, style: .bodyStrong).accessibilityHidden(true)
            TextField(label, text: $text, prompt: Text(verbatim: ""), axis: lines == 1 ? .horizontal : .vertical)
                .lineLimit(lines...max(lines, 8))
                .font(Lettering.body.font)
                .foregroundStyle(palette.ink)
                .keyboard(keyboard)
                .autocorrectionDisabled()
                .padding(Space.s12)
                .frame(minHeight: 56)
                .background(palette.surface, in: shape)
                .overlay { shape.stroke(trouble == nil ? palette.line : palette.danger) }
                .accessibilityLabel(label)
                .accessibilityHint(trouble ?? "")
                .accessibilityIdentifier(id)
                .onChange(of: text) { onChange(text) }
            if let trouble { Sign(glyph: .triangleAlert, text: trouble, color: \.danger) }
        }
    }

    private var shape: RoundedRectangle { RoundedRectangle(cornerRadius: Radius.field) }
}
