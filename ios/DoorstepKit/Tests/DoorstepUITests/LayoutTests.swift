import SwiftUI
import Testing

@testable import DoorstepUI

/// Pills go into as many rows as they need.
@MainActor @Suite struct LayoutTests {
    private func placed(_ sizes: [CGSize], width: CGFloat) -> (size: CGSize, origins: [CGPoint?]) {
        let subviews = LayoutSubviews(_sizes: sizes)
        let proposal = ProposedViewSize(width: width, height: nil)
        var cache: Void = ()
        let size = Flow().sizeThatFits(proposal: proposal, subviews: subviews, cache: &cache)
        Flow().placeSubviews(
            in: CGRect(x: 10, y: 20, width: width, height: size.height), proposal: proposal, subviews: subviews,
            cache: &cache)
        return (size, subviews.map(\._origin))
    }

    @Test func twoFitAndTheThirdBeginsARow() {
        let pill = CGSize(width: 100, height: 48)
        let (size, origins) = placed([pill, pill, pill], width: 250)
        #expect(size == CGSize(width: 208, height: 104))
        #expect(origins == [CGPoint(x: 10, y: 20), CGPoint(x: 118, y: 20), CGPoint(x: 10, y: 76)])
    }

    @Test func oneThatIsWiderThanTheRowWrapsItsWords() {
        let (size, _) = placed([CGSize(width: 500, height: 24)], width: 250)
        #expect(size == CGSize(width: 250, height: 48))
    }

    @Test func nothingTakesNoRoom() {
        #expect(placed([], width: 250).size == .zero)
    }
}
