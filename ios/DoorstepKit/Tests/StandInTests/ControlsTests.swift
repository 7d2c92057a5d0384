import SwiftUI
import Testing

/// Controls: names, switches, what surrounds them.
@MainActor @Suite struct ControlsTests {
    struct Controls: View {
        @State private var isOn = false
        @State private var taps = 0
        var body: some View {
            VStack {
                Button("on") { isOn = true }.accessibilityIdentifier("on-id")
                VStack { Button("inside") { taps += 1 } }.disabled(!isOn)
                Button {
                    taps += 1
                } label: {
                    Image(systemName: "plus")
                }.buttonStyle(.plain).accessibilityLabel("add")
                HStack {
                    Text("one"); Button("two") { taps += 1 }
                }
                .accessibilityElement(children: .combine).accessibilityIdentifier("both")
                HStack { Text("silent") }.accessibilityHidden(true)
                HStack { Text("inner") }.accessibilityElement(children: .ignore).accessibilityLabel("outer")
                Text("head").accessibilityAddTraits(.isHeader)
                Text("chosen").accessibilityAddTraits(isOn ? .isSelected : [])
                Text("taps \(taps)")
            }
        }
    }

    @Test func aDisabledControlCannotBeUsed() throws {
        let screen = Outline(of: Controls())
        #expect(screen.find("inside")?.isEnabled == false)
        #expect(throws: OutlineError.self) { try screen.tap("inside") }
        try screen.tap("on-id")
        try screen.tap("inside")
        #expect(screen.shows("taps 1"))
        #expect(throws: OutlineError.self) { try screen.tap("head") }
        #expect(throws: OutlineError.self) { try screen.tap("nowhere") }
    }

    @Test func namesAreThoseThatAreReadOut() throws {
        let screen = Outline(of: Controls())
        try screen.tap("add")
        try screen.tap("both")
        #expect(screen.find("both")?.label == "one, two")
        #expect(screen.shows("taps 2"))
        #expect(!screen.shows("silent"))
        #expect(screen.find("outer") != nil)
        #expect(!screen.shows("inner"))
        #expect(screen.find("head")?.facts["heading"] == "yes")
        #expect(screen.find("chosen")?.facts["selected"] == nil)
        try screen.tap("on")
        #expect(screen.find("chosen")?.facts["selected"] == "yes")
    }

    struct Reader: View {
        @Environment(\.dynamicTypeSize) private var size
        @Environment(PlacesTests.Log.self) private var log
        var body: some View { Text("\(size) \(log.id)") }
    }
    struct Surrounded: View {
        let near: PlacesTests.Log
        let far: PlacesTests.Log
        var body: some View {
            VStack {
                Reader()
                Reader().environment(\.dynamicTypeSize, .accessibility5).environment(near)
            }
            .environment(far)
        }
    }
    @Test func surroundingsReachWhatIsInside() {
        let (near, far) = (PlacesTests.Log(), PlacesTests.Log())
        near.id = 7
        let screen = Outline(of: Surrounded(near: near, far: far))
        #expect(screen.all.map(\.text).filter { !$0.isEmpty } == ["large 0", "accessibility5 7"])
    }

    @Test func pathsCountTheirStrokes() {
        #expect(Path().isEmpty)
        #expect(Path { $0.move(to: .zero) }.isEmpty)
        #expect(!Path { $0.addLine(to: CGPoint(x: 1, y: 1)) }.isEmpty)
    }

    @Test func fiveHundredRowsAreQuick() {
        struct Rows: View {
            var body: some View { ForEach(0..<500, id: \.self) { StateTests.Counter(name: "row \($0)") } }
        }
        let screen = Outline(of: Rows())
        let begin = ContinuousClock.now
        for _ in 0..<10 { screen.refresh() }
        // 13 ms when idle; the bar only catches what grows with the square.
        #expect((ContinuousClock.now - begin) / 10 < .milliseconds(500))
        #expect(screen.all.filter(\.isTappable).count == 500)
    }
}
