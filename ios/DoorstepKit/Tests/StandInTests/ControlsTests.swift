import SwiftUI
import Testing

/// Controls: names, switches, what surrounds them.
@MainActor @Suite struct ControlsTests {
    struct Styled: ButtonStyle {
        @Environment(\.isEnabled) private var isEnabled
        func makeBody(configuration: Configuration) -> some View {
            HStack {
                configuration.label
                if !isEnabled { Text("off") }
            }
        }
    }
    struct Controls: View {
        @State private var isOn = false
        @State private var choice = "a"
        @State private var taps = 0
        var body: some View {
            VStack {
                Toggle("switch", isOn: $isOn).accessibilityIdentifier("switch-id")
                Picker("choice", selection: $choice) {
                    ForEach(["a", "b"], id: \.self) { Text("option \($0)").tag($0) }
                    Text("untagged").tag(1)
                }
                Button("styled") { taps += 1 }.buttonStyle(Styled()).disabled(!isOn)
                Button {
                    taps += 1
                } label: {
                    Image(systemName: "plus")
                }.accessibilityLabel("add")
                HStack {
                    Text("one"); Button("two") { taps += 1 }
                }
                .accessibilityElement(children: .combine).accessibilityIdentifier("both")
                HStack { Text("silent") }.accessibilityHidden(true)
                HStack { Text("inner") }.accessibilityElement(children: .ignore).accessibilityLabel("outer")
                Text("head").accessibilityAddTraits(.isHeader)
                Text("taps \(taps)")
            }
            .refreshable { await MainActor.run { taps = 100 } }
        }
    }

    @Test func aDisabledControlCannotBeUsed() throws {
        let screen = Outline(of: Controls())
        #expect(screen.find("styled, off")?.isEnabled == false)
        #expect(throws: OutlineError.self) { try screen.tap("styled, off") }
        try screen.tap("switch-id")
        #expect(screen.find("switch-id")?.value == "on")
        try screen.tap("styled")
        #expect(screen.shows("taps 1"))
    }

    @Test func aPickerTakesItsTagsAlone() throws {
        let screen = Outline(of: Controls())
        #expect(screen.find("choice")?.value == "option a")
        try screen.tap("option b")
        #expect(screen.find("choice")?.value == "option b")
        #expect(throws: OutlineError.self) { try screen.tap("untagged") }
        #expect(throws: OutlineError.self) { try screen.set("choice", to: 1) }
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
    }

    @Test func pullingReadsAgain() async throws {
        let screen = Outline(of: Controls())
        await screen.pull()
        #expect(screen.shows("taps 100"))
    }

    struct Reader: View {
        @Environment(\.dynamicTypeSize) private var size
        @Environment(PlacesTests.Log.self) private var log: PlacesTests.Log?
        var body: some View { Text("\(size) \(log?.id ?? -1)") }
    }
    struct Surrounded: View {
        let log: PlacesTests.Log
        var body: some View {
            Reader()
            Reader().environment(\.dynamicTypeSize, .accessibility5).environment(log)
            Reader().dynamicTypeSize(...DynamicTypeSize.medium)
        }
    }
    @Test func surroundingsReachWhatIsInside() {
        let log = PlacesTests.Log()
        log.id = 7
        let screen = Outline(of: Surrounded(log: log))
        #expect(screen.all.map(\.text) == ["large -1", "accessibility5 7", "medium -1"])
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
