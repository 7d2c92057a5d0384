import SwiftUI

/// A page: what it is, what scrolls, and at the bottom what the thumb reaches, of either hand.
///
/// The way back is the navigation stack's own.
struct Page<Content: View, Foot: View>: View {
    private let title: String
    private let content: Content
    private let foot: Foot

    @Environment(\.palette) private var palette

    init(_ title: String, @ViewBuilder content: () -> Content, @ViewBuilder foot: () -> Foot) {
        self.title = title
        self.content = content()
        self.foot = foot()
    }

    var body: some View {
        content
            .frame(maxWidth: .infinity, maxHeight: .infinity, alignment: .top)
            .background(palette.bg)
            .safeAreaInset(edge: .bottom, spacing: 0) {
                if Foot.self != EmptyView.self {
                    VStack(spacing: Target.gap) { foot }
                        .padding(Space.s16)
                        .frame(maxWidth: .infinity)
                        .background(palette.bg)
                }
            }
            .smallTitle(title)
    }
}

extension Page where Foot == EmptyView {
    init(_ title: String, @ViewBuilder content: () -> Content) {
        self.init(title, content: content) { EmptyView() }
    }
}

/// A list that may be long: what is not seen is not made.
struct Scroll<Content: View>: View {
    @ViewBuilder let content: Content

    var body: some View {
        ScrollView {
            LazyVStack(alignment: .leading, spacing: Space.s12) { content }
                .padding(.horizontal, Space.s16)
                .padding(.vertical, Space.s8)
        }
    }
}

/// A form: a few parts, all of them there.
struct Fields<Content: View>: View {
    @ViewBuilder let content: Content

    var body: some View {
        ScrollView {
            VStack(alignment: .leading, spacing: Space.s12) { content }
                .padding(.horizontal, Space.s16)
                .padding(.vertical, Space.s8)
                .frame(maxWidth: .infinity, alignment: .leading)
        }
        .scrollDismissesKeyboard(.interactively)
    }
}

/// Lines of one part.
struct Lines<Content: View>: View {
    @ViewBuilder let content: Content

    var body: some View {
        VStack(alignment: .leading, spacing: Space.s8) { content }
    }
}
