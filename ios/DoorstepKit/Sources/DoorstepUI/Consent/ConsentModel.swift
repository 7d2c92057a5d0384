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
    private var read = Shown<ConsentForm>.loading

    private let calls: Calls
    private let consents: any ConsentsProtocol
    private let form: FormDraft
    private let household: String
    private let resident: String
    private let saving: Saving

    init(
        calls: Calls, consents: any ConsentsProtocol, drafting: Drafting, household: String, resident: String,
        saving: Saving
    ) {
        self.calls = calls
        self.consents = consents
        form = FormDraft("consent/\(household)/\(resident)", root: household, drafting: drafting)
        self.household = household
        self.resident = resident
        self.saving = saving
    }

    var state: ConsentState {
        read.map { known in
            ConsentReady(
                person: known.person, unit: known.unit, purpose: form["purpose"], method: form["method"],
                witness: form["witness"], guardian: form["guardian"])
        }
    }

    func send(_ action: ConsentAction) {
        guard let ready = state.value else { return }
        switch action {
        case .purposeTapped(let purpose): choose("purpose", purpose)
        case .methodTapped(let method): choose("method", method)
        case .witnessTyped(let name): choose("witness", name)
        case .guardianTyped(let name): choose("guardian", name)
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

    private func choose(_ field: String, _ value: String) {
        form.type([field: value])
        // Looking at the purposes is no form under way; a name that was typed is.
        if form["witness"].isBlank && form["guardian"].isBlank { form.forget() }
    }

    private func answer(_ ready: ConsentReady, _ yes: Bool) {
        let input = ConsentInput(
            household: household, resident: resident, purpose: ready.purpose, answer: yes ? "given" : "declined",
            method: ready.method, witness: ready.witness.trimmed, guardian: ready.guardian.trimmed,
            restores: ready.standing?.withdrawal)
        let consents = consents
        Task { _ = await form.save(by: saving) { try consents.record(answer: input) } }
    }

    /// What is asked first, and how.
    private static let first = ["purpose": ConsentReady.purposes[0], "method": ConsentReady.methods[0]]
}

extension ConsentModel: Living {
    func live() async {
        let (consents, household, resident, name) = (consents, household, resident, form.name)
        let read = calls.live(.homes) {
            try consents.form(household: household, resident: resident, draft: name)
        }
        for await answer in read {
            if let known = answer.value { form.begin(left: known.draft, over: Self.first) }
            self.read = Shown(answer)
        }
    }
}
