import DoorstepKit
import SwiftUI

/// What to know before knocking, and who needs care.
struct DoorChips: View {
    let door: DoorFacts
    var care: Care?

    @Environment(\.strings) private var strings

    var body: some View {
        let chips = chips
        if !chips.isEmpty {
            Flow { ForEach(chips, id: \.text) { Chip($0.text, $0.tone, $0.glyph) } }
        }
    }

    private var chips: [(text: String, tone: Tone, glyph: Glyph)] {
        var chips: [(text: String, tone: Tone, glyph: Glyph)] = []
        if door.dog { chips.append((strings.doorDog, .danger, .dog)) }
        if door.callFirst { chips.append((strings.doorCallFirst, .info, .phone)) }
        if door.locked { chips.append((strings.doorLocked, .info, .lock)) }
        if door.hardOfHearing { chips.append((strings.doorHardOfHearing, .info, .ear)) }
        if let hour = door.bestHour { chips.append((strings.doorBestHour(hour: String(hour)), .info, .clock)) }
        if care?.elderlyAlone == true { chips.append((strings.needElderlyAlone, .warn, .accessibility)) }
        for need in care?.needs ?? [] { chips.append((strings.needOf(need) ?? need, .warn, .accessibility)) }
        return chips
    }
}

/// Who lives where, in lists.
struct HomeWords: View {
    let home: HomeLine

    var body: some View {
        Words(home.who.capital, style: .bodyStrong)
        Aside(home.whereItLies)
    }
}

/// A fate with its reason and the receipt that people read to each other.
struct FateWords: View {
    let fate: FateView

    @Environment(\.strings) private var strings

    var body: some View {
        Flow {
            FateChip(step: fate.step)
            Chip("#" + fate.receipt)
        }
        if let because = strings.because(fate) { Aside(because) }
    }
}

/// A fate: its icon and its words, never colour alone.
struct FateChip: View {
    let step: String

    @Environment(\.strings) private var strings

    var body: some View {
        let (glyph, tone) = sign
        Chip(strings.fate(step), tone, glyph)
    }

    private var sign: (Glyph, Tone) {
        switch step {
        case "saved": (.clock, .plain)
        case "sent": (.send, .info)
        case "applied": (.circleCheck, .ok)
        case "superseded": (.layers2, .info)
        case "parked": (.triangleAlert, .warn)
        case "refused": (.octagonX, .danger)
        default: (.clock, .plain)
        }
    }
}
