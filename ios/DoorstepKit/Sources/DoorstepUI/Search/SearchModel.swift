import DoorstepKit
import Observation

/// What was asked and what was found.
struct SearchReady: Sendable {
    let query: String
    let hits: Hits

    static let nothing = SearchReady(query: "", hits: Hits(hits: [], total: 0))
}

typealias SearchState = Shown<SearchReady>

/// What the thumb did.
enum SearchAction {
    case typed(query: String)
    case homeTapped(household: String)
    case addTapped
}

@MainActor @Observable final class SearchModel {
    private(set) var state = SearchState.ready(.nothing)

    private let calls: Calls
    private let search: any SearchProtocol
    private let go: @MainActor (Route) -> Void
    private var query = ""

    init(calls: Calls, search: any SearchProtocol, go: @escaping @MainActor (Route) -> Void) {
        self.calls = calls
        self.search = search
        self.go = go
    }

    func send(_ action: SearchAction) {
        switch action {
        case .typed(let typed): query = typed
        case .homeTapped(let household): go(.household(id: household))
        case .addTapped: go(.addHousehold(head: query.trimmed))
        }
    }
}

extension SearchModel: Living {
    /// The latest words.
    var subject: String { query }

    func live() async {
        guard !query.isBlank else {
            state = .ready(.nothing)
            return
        }
        let (search, query) = (search, query)
        let read = calls.live(.homes) {
            SearchReady(query: query, hits: try search.run(query: query, page: DoorstepCore.Page(from: 0, count: 50)))
        }
        for await answer in read where !Task.isCancelled { state = Shown(answer) }
    }
}
