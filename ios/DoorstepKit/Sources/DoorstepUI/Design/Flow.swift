import SwiftUI

/// Pills and choices in as many rows as they need.
struct Flow: Layout {
    private let gap = Space.s8

    func sizeThatFits(proposal: ProposedViewSize, subviews: Subviews, cache: inout Void) -> CGSize {
        let rows = rows(of: subviews, width: proposal.width ?? .infinity)
        let width = rows.map(\.width).max() ?? 0
        let height = rows.map(\.height).reduce(0, +) + gap * CGFloat(max(rows.count - 1, 0))
        return CGSize(width: width, height: height)
    }

    func placeSubviews(in bounds: CGRect, proposal: ProposedViewSize, subviews: Subviews, cache: inout Void) {
        var y = bounds.minY
        for row in rows(of: subviews, width: bounds.width) {
            var x = bounds.minX
            for (at, size) in row.parts {
                subviews[at].place(at: CGPoint(x: x, y: y), anchor: .topLeading, proposal: ProposedViewSize(size))
                x += size.width + gap
            }
            y += row.height + gap
        }
    }

    private struct Row {
        var parts: [(Int, CGSize)] = []
        var width: CGFloat = 0
        var height: CGFloat = 0
    }

    private func rows(of subviews: Subviews, width: CGFloat) -> [Row] {
        var rows = [Row()]
        for at in subviews.indices {
            // One that is wider than the row wraps its words.
            var size = subviews[at].sizeThatFits(.unspecified)
            if size.width > width { size = subviews[at].sizeThatFits(ProposedViewSize(width: width, height: nil)) }
            let before = rows[rows.count - 1]
            if !before.parts.isEmpty, before.width + gap + size.width > width { rows.append(Row()) }
            let last = rows.count - 1
            rows[last].width += (rows[last].parts.isEmpty ? 0 : gap) + size.width
            rows[last].height = max(rows[last].height, size.height)
            rows[last].parts.append((at, size))
        }
        return rows
    }
}
