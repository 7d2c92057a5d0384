import SwiftUI

/// Everything inside looks and speaks as chosen.
struct Look<Content: View>: View {
    let taste: Taste
    @ViewBuilder let content: Content

    @Environment(\.dynamicTypeSize) private var system

    var body: some View {
        content
            .environment(\.palette, taste.theme.palette)
            .environment(\.strings, Strings(isEnglish: taste.isEnglish))
            .environment(\.dynamicTypeSize, taste.letters.grown(from: system))
            .tint(taste.theme.palette.primary)
            .preferredColorScheme(taste.theme == .dark ? .dark : .light)
    }
}

private struct PaletteKey: EnvironmentKey {
    static let defaultValue = Theme.light.palette
}

private struct StringsKey: EnvironmentKey {
    static let defaultValue = Strings(isEnglish: false)
}

extension EnvironmentValues {
    /// Colours of the theme in use.
    public var palette: Palette {
        get { self[PaletteKey.self] }
        set { self[PaletteKey.self] = newValue }
    }

    /// Words of the language in use.
    public var strings: Strings {
        get { self[StringsKey.self] }
        set { self[StringsKey.self] = newValue }
    }
}

extension Color {
    /// A colour of sRGB, `0xrrggbb`.
    init(rgb: UInt32) {
        let channel = { (shift: UInt32) in Double((rgb >> shift) & 0xff) / 255 }
        self.init(.sRGB, red: channel(16), green: channel(8), blue: channel(0))
    }
}

extension Lettering {
    /// The app's font, which grows with the system's letters; the system's own where an app does not bring it.
    var font: Font {
        let (size, isStrong, growsWith) = shape
        return .custom(isStrong ? "BeVietnamPro-SemiBold" : "BeVietnamPro-Regular", size: size, relativeTo: growsWith)
    }
}
