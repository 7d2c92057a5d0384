import DoorstepKit
import Observation

/// A squad's work, which homes are marked, and to whom they would go.
struct SquadReady: Sendable {
    let squad: DoorstepCore.SquadScreen
    var unassignedOnly = false
    var marked: [String] = []
    var to: String?

    var member: MemberLoad? { squad.members.first { $0.mate.id == to } }
    var canAssign: Bool { !marked.isEmpty && member != nil }

    /// How many homes a member would have afterwards, before it is done.
    func after(_ load: MemberLoad) -> Int {
        let homes = Int(load.homes)
        guard to == load.mate.id else { return homes }
        return homes + marked.count { id in !squad.homes.contains { $0.home.id == id && $0.member == load.mate.id } }
    }
}

typealias SquadState = Shown<SquadReady>

/// What the thumb did.
enum SquadAction {
    case filterTapped(unassignedOnly: Bool)
    case homeMarked(household: String)
    case memberTapped(member: String)
    case assignTapped
    case takeBackTapped(household: String)
    case homeTapped(household: String)
    case announceTapped
}

@MainActor @Observable final class SquadModel {
    private var read = Shown<DoorstepCore.SquadScreen>.loading
    private var unassignedOnly = false
    private var marked: [String] = []
    private var to: String?

    private let calls: Calls
    private let leading: any LeadingProtocol
    private let saving: Saving
    private let go: @MainActor (Route) -> Void

    init(calls: Calls, leading: any LeadingProtocol, saving: Saving, go: @escaping @MainActor (Route) -> Void) {
        self.calls = calls
        self.leading = leading
        self.saving = saving
        self.go = go
    }

    var state: SquadState {
        read.map { SquadReady(squad: $0, unassignedOnly: unassignedOnly, marked: marked, to: to) }
    }

    func send(_ action: SquadAction) {
        guard let ready = state.value else { return }
        switch action {
        case .filterTapped(let only): unassignedOnly = only
        case .homeMarked(let household): marked = marked.toggled(household)
        case .memberTapped(let member): to = member
        case .homeTapped(let household): go(.household(id: household))
        case .announceTapped: go(.announce)
        case .takeBackTapped(let household):
            let leading = leading
            Task { await saving.save { try leading.takeBack(household: household) } }
        case .assignTapped: if ready.canAssign { assign(ready) }
        }
    }

    private func assign(_ ready: SquadReady) {
        guard let member = ready.member?.mate.id else { return }
        let (leading, marked) = (leading, ready.marked)
        Task {
            let answer = await saving.save {
                // One change a home; the bar tells of the last.
                guard let last = try leading.assign(households: marked, member: member).last else {
                    throw DoorstepError.NotHere
                }
                return last
            }
            guard case .is = answer else { return }
            self.marked = []
            to = nil
        }
    }
}

extension SquadModel: Living {
    /// The filter.
    var subject: Bool { unassignedOnly }

    func live() async {
        let (leading, only) = (leading, unassignedOnly)
        let read = calls.live(.homes, .rides) {
            try leading.squad(
                filter: SquadFilter(squad: nil, member: nil, unassigned: only, neighbourhood: nil),
                page: DoorstepCore.Page(from: 0, count: 500))
        }
        for await answer in read where !Task.isCancelled { self.read = Shown(answer) }
    }
}
