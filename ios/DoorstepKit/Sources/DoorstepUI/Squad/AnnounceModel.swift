import DoorstepKit
import Observation

/// A day of visits that is told to a neighbourhood beforehand: where, when, by whom.
struct AnnounceReady: Sendable {
    let places: [NeighbourhoodLine]
    let days: [String]
    let place: String?
    let day: String?
    let by: String

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
    private var read = Shown<RoundForm>.loading

    private let calls: Calls
    private let leading: any LeadingProtocol
    private let form: FormDraft
    private let saving: Saving
    private let handover: any Handover
    private let back: @MainActor () -> Void

    init(
        calls: Calls, leading: any LeadingProtocol, drafting: Drafting, saving: Saving, handover: any Handover,
        back: @escaping @MainActor () -> Void
    ) {
        self.calls = calls
        self.leading = leading
        form = FormDraft("announce", root: nil, drafting: drafting)
        self.saving = saving
        self.handover = handover
        self.back = back
    }

    var state: AnnounceState {
        read.map { read in
            // With one place only there is nothing to choose.
            let only = read.places.count == 1 ? read.places[0].id : nil
            return AnnounceReady(
                places: read.places, days: read.days, place: form.typed["place"] ?? only, day: form.typed["day"],
                by: form["by"])
        }
    }

    func send(_ action: AnnounceAction) {
        guard let ready = state.value else { return }
        switch action {
        case .placeTapped(let id): form.type(["place": id])
        case .dayTapped(let iso): form.type(["day": iso])
        case .byTyped(let name): form.type(["by": name])
        case .shareTapped(let text): handover.message(to: nil, text)
        case .saveTapped: if ready.canSave { save(ready) }
        }
    }

    private func save(_ ready: AnnounceReady) {
        guard let place = ready.place, let day = ready.day else { return }
        let (leading, by) = (leading, ready.by.trimmed)
        Task {
            let saved = await form.save(by: saving) {
                try leading.announce(neighbourhood: place, date: day, announcedBy: by)
            }
            if saved != nil { back() }
        }
    }
}

extension AnnounceModel: Living {
    func live() async {
        let (leading, name) = (leading, form.name)
        for await answer in calls.live(.homes, read: { try leading.roundForm(draft: name) }) {
            if let known = answer.value { form.begin(left: known.draft) }
            read = Shown(answer)
        }
    }
}
