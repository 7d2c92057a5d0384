/// A place in the app. A value: the stack of them is all that navigation is, and identifiers are all that they hold.
public enum Route: Hashable, Sendable {
    case today
    case search
    case rides
    case squad
    case household(id: String)
    case outcome(household: String)

    /// A visit of before is put right.
    case amend(household: String, visit: String)
    case editHousehold(id: String)
    case editPerson(household: String, resident: String)
    case rideReason(ride: String, who: String, cancels: Bool)
    case announce
    case service(household: String, visit: String)
    case note(household: String)
    case consent(household: String, resident: String)
    case addHousehold(head: String)
    case addPerson(household: String)
    case bookRide(household: String)
    case fates
    case settings

    /// The place of a form under way, by its name; none for a form of a newer app.
    public init?(form: String) {
        let parts = form.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        switch (parts[0], parts.count) {
        case ("visit", 2): self = .outcome(household: parts[1])
        case ("note", 2): self = .note(household: parts[1])
        case ("person", 2): self = .addPerson(household: parts[1])
        case ("household", 1): self = .addHousehold(head: "")
        case ("home", 2): self = .editHousehold(id: parts[1])
        case ("resident", 3): self = .editPerson(household: parts[1], resident: parts[2])
        case ("announce", 1): self = .announce
        case ("ride", 2): self = .bookRide(household: parts[1])
        case ("consent", 3): self = .consent(household: parts[1], resident: parts[2])
        default: return nil
        }
    }
}

/// The tabs; a leader has one more.
public enum Tab: String, CaseIterable, Sendable {
    case today, search, rides, squad

    /// What lies at the bottom of its stack.
    public var root: Route {
        switch self {
        case .today: .today
        case .search: .search
        case .rides: .rides
        case .squad: .squad
        }
    }
}

/// A stack per tab. Moving is list edits.
public struct Stacks: Equatable, Sendable {
    /// The tab that is open.
    public private(set) var tab = Tab.today
    private var stacks: [Tab: [Route]] = [:]

    public init() {}

    /// What was gone to in a tab, above its root. A navigation stack takes away from it what one leaves by its own *back*.
    public subscript(tab: Tab) -> [Route] {
        get { stacks[tab] ?? [] }
        set { stacks[tab] = newValue }
    }

    /// What is on top.
    public var top: Route { self[tab].last ?? tab.root }

    /// Goes on to a place.
    public mutating func push(_ route: Route) { self[tab].append(route) }

    /// Goes on from a place to another, from which *back* does not return to it. One may have left it meanwhile: then nothing
    /// happens.
    public mutating func replace(_ place: Route, with next: Route) {
        if let tab = tab(of: place) { self[tab][self[tab].count - 1] = next }
    }

    /// Leaves a place that is done. One may have left it meanwhile: then nothing happens.
    public mutating func leave(_ place: Route) {
        if let tab = tab(of: place) { self[tab].removeLast() }
    }

    /// The tab in which it is on top: the open one first.
    private func tab(of place: Route) -> Tab? {
        ([tab] + Tab.allCases).first { self[$0].last == place }
    }

    /// Chooses a tab; the one that is open goes back to its root.
    public mutating func choose(_ chosen: Tab) {
        if chosen == tab { self[tab] = [] } else { tab = chosen }
    }
}
