// Where one was, for a system that ends an app in the background and starts it again: identifiers alone. A place that only
// a name leads to is left out, and the one below it is there.

extension Stacks {
    /// The stacks as text: the tab, then a line for each tab that has one.
    public var text: String {
        let lines = Tab.allCases.compactMap { tab -> String? in
            let places = self[tab].compactMap(\.text)
            return places.isEmpty ? nil : ([tab.rawValue] + places).joined(separator: " ")
        }
        return ([tab.rawValue] + lines).joined(separator: "\n")
    }

    /// The stacks that a text tells of; what it does not know of, as of another version of the app, is left out.
    public init(text: String) {
        self.init()
        let lines = text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        if let open = lines.first?.first.flatMap(Tab.init(rawValue:)), open != tab { choose(open) }
        for words in lines.dropFirst() {
            guard let tab = words.first.flatMap(Tab.init(rawValue:)) else { continue }
            self[tab] = words.dropFirst().compactMap(Route.init(text:))
        }
    }
}

extension Route {
    /// Forms are named as their drafts are.
    fileprivate var text: String? {
        switch self {
        case .household(let id): "house/\(id)"
        case .outcome(let household): "visit/\(household)"
        case .amend(let household, let visit): "amend/\(household)/\(visit)"
        case .editHousehold(let id): "home/\(id)"
        case .editPerson(let household, let resident): "resident/\(household)/\(resident)"
        case .service(let household, let visit): "service/\(household)/\(visit)"
        case .note(let household): "note/\(household)"
        case .consent(let household, let resident): "consent/\(household)/\(resident)"
        case .addHousehold: "household"
        case .addPerson(let household): "person/\(household)"
        case .bookRide(let household): "ride/\(household)"
        case .announce: "announce"
        case .fates: "fates"
        case .settings: "settings"
        case .rideReason, .today, .search, .rides, .squad: nil
        }
    }

    fileprivate init?(text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        switch (parts[0], parts.count) {
        case ("house", 2): self = .household(id: parts[1])
        case ("amend", 3): self = .amend(household: parts[1], visit: parts[2])
        case ("service", 3): self = .service(household: parts[1], visit: parts[2])
        case ("fates", 1): self = .fates
        case ("settings", 1): self = .settings
        default: self.init(form: text)
        }
    }
}
