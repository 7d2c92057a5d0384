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
                FootLayout { foot }.background(palette.bg)
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

/// The app's colour, while nothing is known yet.
struct Blank: View {
    @Environment(\.palette) private var palette

    var body: some View {
        Rectangle().fill(palette.bg).ignoresSafeArea()
    }
}

/// Buttons below each other, as wide as there is room; where there are none, nothing at all.
private struct FootLayout: Layout {
    func sizeThatFits(proposal: ProposedViewSize, subviews: Subviews, cache: inout Void) -> CGSize {
        guard !subviews.isEmpty else { return .zero }
        let width = proposal.width ?? 320
        let heights = subviews.map { height(of: $0, in: width) }
        return CGSize(
            width: width, height: heights.reduce(0, +) + Target.gap * CGFloat(subviews.count - 1) + 2 * Space.s16)
    }

    func placeSubviews(in bounds: CGRect, proposal: ProposedViewSize, subviews: Subviews, cache: inout Void) {
        var y = bounds.minY + Space.s16
        for subview in subviews {
            let height = height(of: subview, in: bounds.width)
            subview.place(
                at: CGPoint(x: bounds.minX + Space.s16, y: y), anchor: .topLeading,
                proposal: ProposedViewSize(width: bounds.width - 2 * Space.s16, height: height))
            y += height + Target.gap
        }
    }

    private func height(of subview: Subviews.Element, in width: CGFloat) -> CGFloat {
        subview.sizeThatFits(ProposedViewSize(width: width - 2 * Space.s16, height: nil)).height
    }
}
