import DoorstepKit
import Observation

/// Who is asked, for what, and how they answer.
struct ConsentReady: Sendable {
    let person: Person
    let unit: String
    let purpose: String
    let method: String
    let witness: String
    let guardian: String

    /// What the fields began with.
    let begun: (witness: String, guardian: String)

    /// Where this purpose stands; none where nobody asked.
    var standing: ConsentLine? { person.consents.first { $0.purpose == purpose } }

    /// A spoken answer needs somebody who heard it.
    var canAnswer: Bool { method != Self.spoken || !witness.isBlank }

    /// What one can agree to here. A preferred language is asked where it is noted.
    static let purposes = ["record", "ride", "contact", "pin"]
    static let methods = ["screen", spoken, "paper"]
    static let spoken = "spoken"
}

typealias ConsentState = Shown<ConsentReady>

/// What the thumb did.
enum ConsentAction {
    case purposeTapped(String)
    case methodTapped(String)
    case witnessTyped(String)

    /// Somebody answers for the person.
    case guardianTyped(String)

    /// Yes or no: neither is preset.
    case answered(yes: Bool)
    case withdrawTapped
}

@MainActor @Observable final class ConsentModel {
    private struct Read: Sendable {
        let person: Person?
        let unit: String
    }

    private struct Chosen {
        var purpose = ConsentReady.purposes[0]
        var method = ConsentReady.methods[0]
        var witness = ""
        var guardian = ""
        var begun: (witness: String, guardian: String)?
    }

    private var read = Shown<Read>.loading
    private var chosen = Chosen()

    private let calls: Calls
    private let households: any HouseholdsProtocol
    private let settings: any SettingsProtocol
    private let consents: any ConsentsProtocol
    private let drafting: Drafting
    private let household: String
    private let resident: String
    private let saving: Saving

    init(
        calls: Calls, households: any HouseholdsProtocol, settings: any SettingsProtocol,
        consents: any ConsentsProtocol,
        drafting: Drafting, household: String, resident: String, saving: Saving
    ) {
        self.calls = calls
        self.households = households
        self.settings = settings
        self.consents = consents
        self.drafting = drafting
        self.household = household
        self.resident = resident
        self.saving = saving
    }

    var state: ConsentState {
        read.flatMap { read in
            guard let person = read.person else { return .gone }
            guard let begun = chosen.begun else { return .loading }
            return .ready(
                ConsentReady(
                    person: person, unit: read.unit, purpose: chosen.purpose, method: chosen.method,
                    witness: chosen.witness,
                    guardian: chosen.guardian, begun: begun))
        }
    }

    func send(_ action: ConsentAction) {
        guard let ready = state.value else { return }
        switch action {
        case .purposeTapped(let purpose): choose { $0.purpose = purpose }
        case .methodTapped(let method): choose { $0.method = method }
        case .witnessTyped(let name): choose { $0.witness = name }
        case .guardianTyped(let name): choose { $0.guardian = name }
        case .answered(let yes): if ready.canAnswer { answer(ready, yes) }
        case .withdrawTapped:
            let (consents, household, resident) = (consents, household, resident)
            Task {
                await saving.save {
                    try consents.withdraw(household: household, resident: resident, purpose: ready.purpose)
                }
            }
        }
    }

    private func choose(_ change: (inout Chosen) -> Void) {
        change(&chosen)
        // Looking at the purposes is no form under way; a name that was typed is.
        if chosen.witness.isBlank && chosen.guardian.isBlank {
            drafting.discard(form)
        } else {
            drafting.keep(
                form, root: household,
                [
                    "purpose": chosen.purpose, "method": chosen.method, "witness": chosen.witness,
                    "guardian": chosen.guardian,
                ])
        }
    }

    private func answer(_ ready: ConsentReady, _ yes: Bool) {
        let input = ConsentInput(
            household: household, resident: resident, purpose: ready.purpose, answer: yes ? "given" : "declined",
            method: ready.method, witness: ready.witness.trimmed, guardian: ready.guardian.trimmed,
            restores: ready.standing?.withdrawal)
        let consents = consents
        Task {
            if case .is = await saving.save({ try consents.record(answer: input) }) { drafting.discard(form) }
        }
    }

    private var form: String { "consent/\(household)/\(resident)" }
}

extension ConsentModel: Living {
    func live() async {
        if chosen.begun == nil {
            let kept = await drafting.kept(form)
            let begun = (witness: kept["witness"] ?? "", guardian: kept["guardian"] ?? "")
            chosen = Chosen(
                purpose: kept["purpose"] ?? chosen.purpose, method: kept["method"] ?? chosen.method,
                witness: begun.witness,
                guardian: begun.guardian, begun: begun)
        }
        let (households, settings, household, resident) = (households, settings, household, resident)
        let read = calls.live(.homes) {
            Read(
                person: try households.screen(id: household).people.first { $0.id == resident },
                unit: try settings.status().unit)
        }
        for await answer in read { self.read = Shown(answer) }
    }
}
