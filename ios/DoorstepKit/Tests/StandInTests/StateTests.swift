import SwiftUI
import Testing

/// State belongs to a place in the structure, in `ForEach` to an element's identity, and ends with it.
@MainActor @Suite struct StateTests {
    struct Counter: View {
        let name: String
        @State private var count = 0
        var body: some View { Button("\(name) \(count)") { count += 1 } }
    }
    @Observable @MainActor final class Names {
        var all = ["a", "b"]
        var isLarge = false
        var identity = 0
        var seen: [String] = []
    }
    struct Counters: View {
        let names: Names
        var body: some View {
            VStack {
                ForEach(names.all, id: \.self) { Counter(name: $0) }
                if names.isLarge { Counter(name: "large") } else { Counter(name: "small") }
                Counter(name: "same").id(names.identity)
            }
        }
    }

    private func buttons(_ screen: Outline<Counters>) -> [String] { screen.all.filter(\.isTappable).map(\.label) }

    @Test func stateMovesWithTheElementOfAForEach() throws {
        let names = Names()
        let screen = Outline(of: Counters(names: names))
        try screen.tap("a 0")
        try screen.tap("a 1")
        names.all = ["c", "b", "a"]
        screen.refresh()
        #expect(buttons(screen).prefix(3) == ["c 0", "b 0", "a 2"])
    }

    @Test func anElementThatLeftBeginsAnew() throws {
        let names = Names()
        let screen = Outline(of: Counters(names: names))
        try screen.tap("a 0")
        names.all = ["b"]
        screen.refresh()
        names.all = ["a", "b"]
        screen.refresh()
        #expect(buttons(screen).first == "a 0")
    }

    @Test func theSidesOfAnIfAreDifferentPlaces() throws {
        let names = Names()
        let screen = Outline(of: Counters(names: names))
        try screen.tap("small 0")
        names.isLarge = true
        screen.refresh()
        #expect(screen.find("large 0") != nil)
        names.isLarge = false
        screen.refresh()
        #expect(screen.find("small 0") != nil)
    }

    @Test func anotherIdentityIsAnotherView() throws {
        let names = Names()
        let screen = Outline(of: Counters(names: names))
        try screen.tap("same 0")
        screen.refresh()
        #expect(screen.find("same 1") != nil)
        names.identity = 1
        screen.refresh()
        #expect(screen.find("same 0") != nil)
    }

    struct Doubling: ViewModifier {
        @State private var times = 1
        func body(content: Content) -> some View {
            content
            Button("times \(times)") { times *= 2 }
        }
    }
    struct Modified: View {
        var body: some View { Text("content").modifier(Doubling()) }
    }
    @Test func aModifierKeepsItsState() throws {
        let screen = Outline(of: Modified())
        try screen.tap("times 1")
        try screen.tap("times 2")
        #expect(screen.find("times 4") != nil)
        #expect(screen.shows("content"))
    }

    struct Parent: View {
        @State private var text = "a"
        var body: some View {
            TextField("name", text: $text)
            Child(text: $text)
        }
    }
    struct Child: View {
        @Binding var text: String
        var body: some View { Button("child \(text)") { text += "!" } }
    }
    @Test func aBindingReachesItsState() throws {
        let screen = Outline(of: Parent())
        try screen.set("name", to: "b")
        try screen.tap("child b")
        #expect(screen.find("name")?.value == "b!")
        #expect(throws: OutlineError.self) { try screen.set("name", to: 3) }
    }

    struct Watcher: View {
        let names: Names
        @State private var x = 0
        @State private var y = 0
        var body: some View {
            VStack {
                Button("x") { x += 1 }
                Button("y") { y += 1 }
            }
            .onChange(of: x) { names.seen.append("x") }
            .onChange(of: y) { old, new in names.seen.append("y\(old)\(new)") }
            .onChange(of: names.isLarge, initial: true) { names.seen.append("large \(names.isLarge)") }
        }
    }
    @Test func changesAreToldOnceAndEachToItsOwn() throws {
        let names = Names()
        let screen = Outline(of: Watcher(names: names))
        #expect(names.seen == ["large false"])
        try screen.tap("x")
        screen.refresh()
        try screen.tap("y")
        #expect(names.seen == ["large false", "x", "y01"])
    }

    @Test func anObservedChangeWakesWhoeverWaits() async throws {
        let names = Names()
        let screen = Outline(of: Counters(names: names))
        Task { names.all = ["later"] }
        try await screen.wait { $0.find("later 0") != nil }
        await #expect(throws: OutlineError.self) {
            try await screen.wait(atMost: .milliseconds(20)) { $0.shows("never") }
        }
    }
}
