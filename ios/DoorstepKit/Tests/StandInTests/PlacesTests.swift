import SwiftUI
import Testing

/// Stacks, tabs, sheets: what is shown, what keeps its state, and what runs meanwhile.
@MainActor @Suite struct PlacesTests {
    @Observable @MainActor final class Log {
        var events: [String] = []
        var id = 0
        var isShown = true
    }
    struct Lived: View {
        let name: String
        let log: Log
        @State private var count = 0
        var body: some View {
            Button("\(name) \(count)") { count += 1 }
                .onAppear { log.events.append("+\(name)") }
                .onDisappear { log.events.append("-\(name)") }
        }
    }

    struct Stack: View {
        let log: Log
        @State private var path: [Int] = []
        var body: some View {
            NavigationStack(path: $path) {
                VStack {
                    Lived(name: "root", log: log)
                    NavigationLink(value: 1) { Text("on") }
                    Button("deep") { path = [1, 2] }
                }
                .navigationTitle("Root")
                .navigationDestination(for: Int.self) { number in Inner(number: number, log: log) }
            }
        }
    }
    struct Inner: View {
        let number: Int
        let log: Log
        @Environment(\.dismiss) private var dismiss
        var body: some View {
            VStack {
                Lived(name: "place\(number)", log: log)
                Button("leave") { dismiss() }
            }
            .navigationTitle("Place \(number)")
        }
    }

    @Test func aStackShowsItsTopAndKeepsTheRest() throws {
        let log = Log()
        let screen = Outline(of: Stack(log: log))
        try screen.tap("root 0")
        try screen.tap("on")
        #expect(screen.shows("Place 1"))
        #expect(!screen.shows("Root"))
        #expect(log.events == ["+root", "-root", "+place1"])
        try screen.tap("BackButton")
        #expect(screen.find("root 1") != nil)
        try screen.tap("on")
        // Left, its state is gone.
        #expect(screen.find("place1 0") != nil)
        try screen.tap("leave")
        #expect(screen.shows("Root"))
    }

    @Test func backLeadsOnePlaceBack() throws {
        let screen = Outline(of: Stack(log: Log()))
        try screen.tap("deep")
        #expect(screen.shows("Place 2"))
        try screen.tap("leave")
        #expect(screen.shows("Place 1"))
        try screen.tap("BackButton")
        #expect(screen.shows("Root"))
    }

    struct Lost: View {
        var body: some View { NavigationStack { NavigationLink(value: "nowhere") { Text("on") } } }
    }
    @Test func aLinkWithoutADestinationSaysSo() throws {
        let screen = Outline(of: Lost())
        try screen.tap("on")
        #expect(screen.shows("no destination for String"))
    }

    struct TwoTabs: View {
        let log: Log
        @State private var tab = "a"
        var body: some View {
            TabView(selection: $tab) {
                ForEach(["a", "b"], id: \.self) { name in
                    Lived(name: name, log: log)
                        .tabItem { Text("tab \(name)").accessibilityIdentifier("tab-\(name)") }
                        .tag(name)
                }
            }
        }
    }
    @Test func tabsKeepTheirStateAndOneIsShown() throws {
        let log = Log()
        let screen = Outline(of: TwoTabs(log: log))
        #expect(log.events == ["+a"])
        try screen.tap("a 0")
        try screen.tap("tab-b")
        #expect(screen.find("b 0") != nil)
        #expect(screen.find("a 1") == nil)
        #expect(screen.find("tab-b")?.facts["selected"] == "yes")
        #expect(log.events == ["+a", "-a", "+b"])
        try screen.tap("tab a")
        #expect(screen.find("a 1") != nil)
    }

    struct Sheets: View {
        @State private var isOpen = false
        @State private var isAsking = false
        @State private var closed = 0
        var body: some View {
            VStack {
                Button("open") { isOpen = true }
                Button("ask") { isAsking = true }
                Text("closed \(closed)")
            }
            .sheet(isPresented: $isOpen, onDismiss: { closed += 1 }) { Typed() }
            .confirmationDialog("Sure?", isPresented: $isAsking) {
                Button("yes", role: .destructive) { closed += 10 }
                Button("no", role: .cancel) {}
            }
        }
    }
    struct Typed: View {
        @State private var text = ""
        @FocusState private var isTyping: Bool
        @Environment(\.dismiss) private var dismiss
        var body: some View {
            VStack {
                TextField("text", text: $text).focused($isTyping)
                Button("done") { dismiss() }.disabled(text.isEmpty)
            }
            .onAppear { isTyping = true }
        }
    }
    @Test func aSheetCoversWhatIsBehindAndBeginsAnew() throws {
        let screen = Outline(of: Sheets())
        try screen.tap("open")
        #expect(throws: OutlineError.self) { try screen.tap("ask") }
        #expect(!screen.shows("closed"))
        #expect(screen.find("text")?.facts["focused"] == "yes")
        #expect(screen.find("done")?.isEnabled == false)
        #expect(throws: OutlineError.self) { try screen.tap("done") }
        try screen.set("text", to: "x")
        try screen.tap("done")
        #expect(screen.shows("closed 1"))
        try screen.tap("open")
        #expect(screen.find("text")?.value == "")
        try screen.tap("PullDown")
        #expect(screen.shows("closed 2"))
    }

    @Test func aDialogGoesWithAnyOfItsButtons() throws {
        let screen = Outline(of: Sheets())
        try screen.tap("ask")
        #expect(screen.shows("Sure?"))
        #expect(screen.find("yes")?.facts["role"] == "destructive")
        try screen.tap("no")
        #expect(screen.shows("closed 0"))
        try screen.tap("ask")
        try screen.tap("yes")
        #expect(screen.shows("closed 10"))
    }

    struct Tasks: View {
        let log: Log
        var body: some View {
            VStack {
                if log.isShown {
                    Text("shown").task(id: log.id) {
                        log.events.append("begins \(log.id)")
                        // As a screen that follows changes: without end.
                        for await _ in AsyncStream<Void>(unfolding: { try? await Task.sleep(for: .seconds(3600)) }) {}
                        log.events.append("ends")
                    }
                }
            }
        }
    }
    @Test func aTaskLivesAsLongAsItsViewAndItsId() async throws {
        let log = Log()
        let screen = Outline(of: Tasks(log: log))
        try await screen.wait { _ in log.events == ["begins 0"] }
        log.id = 1
        try await screen.wait { _ in Set(log.events) == ["begins 0", "ends", "begins 1"] }
        log.isShown = false
        try await screen.wait { _ in log.events.filter { $0 == "ends" }.count == 2 }
    }
}
