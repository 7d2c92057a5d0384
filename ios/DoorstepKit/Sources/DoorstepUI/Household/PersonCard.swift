import DoorstepKit
import SwiftUI

/// A person of the home: where they are, what they need, what they agreed to.
struct PersonCard: View {
    let person: Person
    let send: @MainActor (HouseholdAction) -> Void

    @Environment(\.strings) private var strings

    var body: some View {
        Card {
            Words([person.honorific, person.name].said(" ").capital, style: .bodyStrong)
            Aside([born, person.relation, strings.stateOf(person.state) ?? person.state].said(" · "))
            if !person.needs.isEmpty || !person.consents.isEmpty {
                Flow {
                    ForEach(person.needs, id: \.self) { Chip(strings.needOf($0) ?? $0, .warn, .accessibility) }
                    ForEach(person.consents, id: \.purpose) { consent($0) }
                }
            }
            if let phone = person.phone { CallButton(phone: phone, who: person.name, send: send) }
            WideButton(
                strings.consentButton, id: "consent", glyph: .shieldCheck, weight: .quiet,
                name: strings.consentFor(who: person.name)
            ) { send(.consentTapped(resident: person.id)) }
            WideButton(
                strings.editPerson, id: "edit-person", glyph: .notebookPen, weight: .quiet,
                name: strings.editPersonFor(name: person.name)
            ) { send(.editPersonTapped(resident: person.id)) }
        }
    }

    private var born: String {
        guard let year = person.birthYear else { return "" }
        return person.birthApprox ? strings.bornAbout(year: String(year)) : strings.born(year: String(year))
    }

    private func consent(_ line: ConsentLine) -> Chip {
        let purpose = strings.consentOf(line.purpose) ?? line.purpose
        let state = strings.consentStateOf(line.state)?.lowercased() ?? line.state
        let isGiven = line.state == "given"
        return Chip("\(purpose): \(state)", isGiven ? .ok : .plain, isGiven ? .shieldCheck : .ban)
    }
}

/// Something that happened here, and how far the hub has heard of it.
struct HistoryCard: View {
    let line: HistoryLine
    let send: @MainActor (HouseholdAction) -> Void

    @Environment(\.strings) private var strings

    var body: some View {
        Card {
            Words([line.at.map { day($0) } ?? "", what].said(" · "), style: .bodyStrong)
            if line.kind == "note" { Words(line.text) }
            ForEach(Array(line.helped.enumerated()), id: \.offset) { help($0.element) }
            if !line.missing.isEmpty {
                Aside(strings.blockerMissingPaper(paper: strings.catalogueWords("paper", line.missing)))
            }
            Aside(([line.by] + line.with).said(", "))
            if line.withdrawn { Chip(strings.historyWithdrawn, .plain, .undo2) }
            if let fate = line.fate { FateWords(fate: fate) }
            if line.own && !line.withdrawn && !line.redacted { correct }
        }
    }

    private var what: String {
        switch line.kind {
        case "note": strings.kindNote
        case "death": strings.historyDeath(who: line.text)
        default: line.outcome.map { strings.outcomeShort($0) } ?? ""
        }
    }

    @ViewBuilder private func help(_ help: HelpLine) -> some View {
        let (service, outcome) = (
            strings.catalogueWord("service", help.service), strings.catalogueWord("outcome", help.outcome)
        )
        Words([help.who.capital, service, outcome].said(" · "))
        if !help.blockers.isEmpty { Aside(strings.catalogueWords("blocker", help.blockers)) }
    }

    @ViewBuilder private var correct: some View {
        if line.kind == "visit" {
            WideButton(strings.amendTitle, id: "amend", glyph: .notebookPen, weight: .quiet) {
                send(.amendTapped(visit: line.id))
            }
        }
        if line.kind == "note" {
            WideButton(strings.noteRemove, id: "remove-note", glyph: .undo2, weight: .quiet) {
                send(.removeNoteTapped(note: line.id))
            }
        }
    }
}
