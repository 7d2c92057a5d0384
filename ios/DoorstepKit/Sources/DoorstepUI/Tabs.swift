import DoorstepKit
import SwiftUI

/// The tabs, each with its own stack of places; above them the bar that undoes.
struct Tabs: View {
    @Bindable var model: AppModel

    @Environment(\.strings) private var strings

    var body: some View {
        TabView(selection: Binding(get: { model.stacks.tab }, set: { model.stacks.choose($0) })) {
            ForEach(model.standing.tabs, id: \.self) { tab in
                NavigationStack(path: $model.stacks[tab]) {
                    Place(route: tab.root, model: model)
                        .navigationDestination(for: Route.self) { Place(route: $0, model: model) }
                }
                .safeAreaInset(edge: .bottom, spacing: 0) {
                    if let bar = model.saving.bar { SavedLine(bar: bar, undo: model.saving.undo) }
                }
                .tabItem {
                    Label {
                        Text(verbatim: name(tab))
                    } icon: {
                        Image(systemName: symbol(tab))
                    }
                    .accessibilityIdentifier("tab-\(tab.rawValue)")
                }
                .tag(tab)
            }
        }
    }

    private func name(_ tab: Tab) -> String {
        switch tab {
        case .today: strings.tabToday
        case .search: strings.tabSearch
        case .rides: strings.tabRides
        case .squad: strings.tabSquad
        }
    }

    // A tab bar draws symbols of the system, and none of ours.
    private func symbol(_ tab: Tab) -> String {
        switch tab {
        case .today: "house"
        case .search: "magnifyingglass"
        case .rides: "car"
        case .squad: "person.2"
        }
    }
}

/// What was saved, and the way to take it back; or why nothing was. Read out when it appears.
struct SavedLine: View {
    let bar: SavedBar
    let undo: @MainActor () -> Void

    @Environment(\.palette) private var palette
    @Environment(\.strings) private var strings

    var body: some View {
        VStack(spacing: Space.s8) {
            switch bar {
            case .saved(let receipt, let undo):
                let words = strings.undoSaved + " · #" + receipt
                Sign(glyph: .circleCheck, text: words, style: .bodyStrong, color: \.ok)
                    .announced(words)
                if undo != nil {
                    WideButton(strings.undoButton, id: "undo", glyph: .undo2, weight: .quiet, action: self.undo)
                }
            case .refused(let problem):
                Banner(.danger, .octagonX, strings.problem(problem))
            }
        }
        .padding(Space.s12)
        .frame(maxWidth: .infinity)
        .background(palette.surface2)
        .accessibilityElement(children: .contain)
        .accessibilityIdentifier("saved-bar")
    }
}

/// How much is not sent yet; leads to what was recorded. Beside it, the settings.
struct SyncChip: View {
    let unsent: Int
    let go: @MainActor (Route) -> Void

    @Environment(\.strings) private var strings

    var body: some View {
        HStack(spacing: 0) {
            // Read out as the button's name.
            if unsent > 0 { Words(String(unsent), style: .bodyStrong).accessibilityHidden(true) }
            IconButton(
                glyph: unsent > 0 ? .send : .circleCheck,
                name: unsent > 0 ? strings.syncPending(n: unsent) : strings.fatesTitle, id: "sync-chip"
            ) { go(.fates) }
            IconButton(glyph: .settings, name: strings.settingsTitle, id: "settings") { go(.settings) }
        }
    }
}

extension View {
    /// The sync chip at the top of a tab's root.
    func syncChip(_ chip: SyncChip?) -> some View {
        toolbar {
            if let chip { ToolbarItem(placement: .primaryAction) { chip } }
        }
    }
}
