import DoorstepKit
import SwiftUI
import Testing

@testable import DoorstepUI

/// Everything inside looks and speaks as chosen.
@MainActor @Suite struct LookTests {
    /// Says what surrounds it.
    private struct Probe: View {
        @Environment(\.palette) private var palette
        @Environment(\.strings) private var strings
        @Environment(\.dynamicTypeSize) private var letters

        var body: some View {
            let theme = Theme.allCases.first { $0.palette.bg == palette.bg && $0.palette.ink == palette.ink }
            Text(verbatim: "\(theme?.rawValue ?? "?") \(strings.save) \(letters)")
        }
    }

    private func said(_ change: (inout Taste) -> Void) -> String {
        var taste = Taste()
        change(&taste)
        return Outline(of: Look(taste: taste) { Probe() }).all.map(\.text).joined()
    }

    @Test func asChosen() {
        #expect(said { _ in } == "light Lưu large")
        #expect(
            said {
                $0.theme = .dark
                $0.isEnglish = true
                $0.letters = .large
            } == "dark Save xxxLarge")
        #expect(
            said {
                $0.theme = .sunlight
                $0.letters = .largest
            } == "sunlight Lưu accessibility1")
    }

    @Test func lettersGrowFromTheSystemsAndNotBeyondThem() {
        #expect(Letters.usual.grown(from: .small) == .small)
        #expect(Letters.large.grown(from: .accessibility4) == .accessibility5)
        #expect(Letters.largest.grown(from: .accessibility5) == .accessibility5)
    }

    @Test func aTasteIsKeptAsItIsChosen() {
        var kept: [Taste] = []
        let keeper = TasteKeeper { kept.append($0) }
        keeper.choose(keeper.taste.with(\.theme, .dark).with(\.lockMinutes, 15))
        #expect(kept == [keeper.taste])
        #expect(keeper.taste.theme == .dark)
        #expect(keeper.taste.lockMinutes == 15)
    }
}

/// What the phone's standing makes of the app.
@MainActor @Suite struct StandingTests {
    @Test(arguments: ["leader", "coordinator"]) func whoLeadsHasASquad(_ role: String) {
        #expect(Standing(.is(Made.status(roles: ["volunteer", role]))).tabs == [.today, .search, .rides, .squad])
        #expect(Standing(.is(Made.status(roles: ["volunteer", "driver"]))).tabs == [.today, .search, .rides])
        #expect(Standing(.is(Made.status(revoked: true, roles: [role]))).tabs == [])
    }

    @Test func whoLeadsNoLongerIsBackAtTheDay() {
        let (leads, helps) = (Made.status(roles: ["leader"]), Made.status(roles: ["volunteer"]))
        #expect(Standing(.is(leads)).shown(.squad) == .squad)
        #expect(Standing(.is(helps)).shown(.squad) == .today)
        #expect(Standing(.is(helps)).shown(.rides) == .rides)
        // What stops the app for a while takes nobody away from where they are.
        #expect(Standing(.is(Made.status(enrolment: .locked))).shown(.squad) == .squad)
    }

    @Test func whatDoesNotReadStopsTheApp() {
        func blocked(_ kind: Problem.Kind, _ code: String, sealedFile: String? = nil) -> BlockedState? {
            let standing = Standing(.failed(Problem(kind: kind, code: code)), sealedFile: sealedFile)
            if case .blocked(let why) = standing { return why } else { return nil }
        }
        #expect(blocked(.state, "locked") == .locked)
        #expect(blocked(.state, "revoked") == .keyDestroyed)
        let damaged = Problem(kind: .storage, code: "damaged")
        #expect(blocked(.storage, "damaged", sealedFile: "/outbox") == .storage(damaged, sealedFile: "/outbox"))
        #expect(blocked(.state, "not_enrolled") == nil)
    }

    @Test(arguments: [("damaged", true), ("wrong_key", true), ("newer", false), ("full", false)])
    func onlyWhatNothingElseOpensIsSetAside(code: String, canSetAside: Bool) {
        #expect(BlockedState.storage(Problem(kind: .storage, code: code), sealedFile: nil).canSetAside == canSetAside)
    }

    @Test func anAnswerIsAScreensState() {
        #expect(Shown(Answer<Int>.notHere) == .gone)
        #expect(Shown(Answer<Int>.is(1)) == .ready(1))
        let problem = Problem(kind: .storage, code: "full")
        #expect(Shown(Answer<Int>.failed(problem)) == .failed(problem))
    }
}
