import DoorstepKit
import Observation

/// A day of visits that is told to a neighbourhood beforehand: where, when, by whom.
struct AnnounceReady: Sendable {
    let places: [NeighbourhoodLine]
    let days: [String]
    let place: String?
    let day: String?
    let by: String

    /// What the field began with.
    let begun: String

    var canSave: Bool { place != nil && day != nil && !by.isBlank }
    var placeName: String { places.first { $0.id == place }?.name ?? "" }
}

typealias AnnounceState = Shown<AnnounceReady>

/// What the thumb did.
enum AnnounceAction {
    case placeTapped(id: String)
    case dayTapped(iso: String)
    case byTyped(name: String)

    /// The text for the neighbourhood's chat is shared; no resident is in it.
    case shareTapped(text: String)
    case saveTapped
}

@MainActor @Observable final class AnnounceModel {
    private struct Read: Sendable {
        let places: [NeighbourhoodLine]
        let days: [String]
    }

    private struct Chosen {
        var place: String?
        var day: String?
        var by = ""
        var begun: String?
    }

    private var read = Shown<Read>.loading
    private var chosen = Chosen()

    private let calls: Calls
    private let leading: any LeadingProtocol
    private let households: any HouseholdsProtocol
    private let today: any TodayListProtocol
    private let drafting: Drafting
    private let saving: Saving
    private let handover: any Handover
    private let back: @MainActor () -> Void

    init(
        calls: Calls, leading: any LeadingProtocol, households: any HouseholdsProtocol, today: any TodayListProtocol,
        drafting: Drafting, saving: Saving, handover: any Handover, back: @escaping @MainActor () -> Void
    ) {
        self.calls = calls
        self.leading = leading
        self.households = households
        self.today = today
        self.drafting = drafting
        self.saving = saving
        self.handover = handover
        self.back = back
    }

    var state: AnnounceState {
        read.flatMap { read in
            guard let begun = chosen.begun else { return .loading }
            // With one place only there is nothing to choose.
            let only = read.places.count == 1 ? read.places[0].id : nil
            return .ready(
                AnnounceReady(
                    places: read.places, days: read.days, place: chosen.place ?? only, day: chosen.day, by: chosen.by,
                    begun: begun))
        }
    }

    func send(_ action: AnnounceAction) {
        guard let ready = state.value else { return }
        switch action {
        case .placeTapped(let id): choose { $0.place = id }
        case .dayTapped(let iso): choose { $0.day = iso }
        case .byTyped(let name): choose { $0.by = name }
        case .shareTapped(let text): handover.message(to: nil, text)
        case .saveTapped: if ready.canSave { save(ready) }
        }
    }

    private func choose(_ change: (inout Chosen) -> Void) {
        change(&chosen)
        drafting.keep(Self.form, root: nil, ["place": chosen.place ?? "", "day": chosen.day ?? "", "by": chosen.by])
    }

    private func save(_ ready: AnnounceReady) {
        guard let place = ready.place, let day = ready.day else { return }
        let (leading, by) = (leading, ready.by.trimmed)
        Task {
            let answer = await saving.save { try leading.announce(neighbourhood: place, date: day, announcedBy: by) }
            guard case .is = answer else { return }
            drafting.discard(Self.form)
            back()
        }
    }

    private static let form = "announce"
}

extension AnnounceModel: Living {
    func live() async {
        if chosen.begun == nil {
            let kept = await drafting.kept(Self.form)
            let by = kept["by"] ?? ""
            chosen = Chosen(place: kept["place"], day: kept["day"], by: by, begun: by)
        }
        let (households, today) = (households, today)
        let read = calls.live(.homes) {
            Read(places: try households.neighbourhoods(), days: week(from: try today.date()))
        }
        for await answer in read { self.read = Shown(answer) }
    }
}
