import DoorstepKit
import SwiftUI

/// One home: who lives there, what is promised, what happened.
struct HouseholdScreen: View {
    let state: HouseholdState
    let send: @MainActor (HouseholdAction) -> Void

    @Environment(\.strings) private var strings

    var body: some View {
        Page(strings.householdTitle) {
            Showing(state) { screen in Scroll { home(screen) } }
        } foot: {
            if let home = state.value?.home {
                WideButton(strings.recordButton, id: "record", name: strings.recordFor(who: home.who)) {
                    send(.recordTapped)
                }
            }
        }
    }

    @ViewBuilder private func home(_ screen: DoorstepCore.HouseholdScreen) -> some View {
        HomeHead(screen: screen, send: send)
        ForEach(screen.conflicts, id: \.id) { TwoValues(conflict: $0, send: send) }
        Group {
            Heading(strings.householdPeople)
            ForEach(screen.people, id: \.id) { PersonCard(person: $0, send: send) }
            WideButton(strings.addPerson, id: "add-person", glyph: .userRoundPlus, weight: .quiet) {
                send(.addPersonTapped)
            }
        }
        if !screen.followUps.isEmpty { Heading(strings.householdPromised) }
        ForEach(screen.followUps, id: \.id) { PromiseCard(promise: $0, days: screen.comeBack, send: send) }
        Group {
            Heading(strings.householdRides)
            ForEach(screen.rides, id: \.id) { RideCard(ride: $0, send: send) }
            WideButton(strings.rideBook, id: "book-ride", glyph: .car, weight: .quiet) { send(.rideTapped) }
        }
        Group {
            Heading(strings.householdHistory)
            if screen.history.isEmpty { Aside(strings.whyNever) }
            ForEach(screen.history, id: \.id) { HistoryCard(line: $0, send: send) }
            WideButton(strings.noteAdd, id: "add-note", glyph: .notebookPen, weight: .quiet) { send(.noteTapped) }
        }
    }
}

/// Who lives here, where it lies, what to know before knocking.
private struct HomeHead: View {
    let screen: DoorstepCore.HouseholdScreen
    let send: @MainActor (HouseholdAction) -> Void

    @Environment(\.strings) private var strings

    var body: some View {
        Card {
            Words(screen.home.who.capital, style: .title)
            Words(screen.home.whereItLies)
            DoorChips(door: screen.home.door, care: screen.care)
            Aside(
                screen.assigned.member == nil
                    ? strings.assignedNobody
                    : strings.assignedTo(name: screen.assigned.name, squad: screen.assigned.squad))
            ForEach(screen.home.phones, id: \.number) { CallButton(phone: $0, who: screen.home.who, send: send) }
            if screen.home.pin != nil {
                WideButton(strings.showMap, id: "map", glyph: .mapPin, weight: .quiet) { send(.mapTapped) }
            }
            WideButton(strings.editHousehold, id: "edit-household", glyph: .notebookPen, weight: .quiet) {
                send(.editTapped)
            }
        }
    }
}

/// Calls somebody of the home, or whose number it is.
struct CallButton: View {
    let phone: PhoneLine
    let who: String
    let send: @MainActor (HouseholdAction) -> Void

    @Environment(\.strings) private var strings

    var body: some View {
        let whose = phone.relation.isEmpty ? who : phone.relation
        WideButton(
            strings.callNumber(name: whose, number: number(phone.number)), id: "call", glyph: .phone, weight: .quiet
        ) { send(.callTapped(number: phone.number)) }
    }
}

/// What two people wrote without seeing each other.
private struct TwoValues: View {
    let conflict: ConflictLine
    let send: @MainActor (HouseholdAction) -> Void

    @Environment(\.strings) private var strings

    var body: some View {
        Card(.warn) {
            let field = strings.fieldOf(conflict.field) ?? conflict.field
            Sign(glyph: .triangleAlert, text: strings.conflictTitle(field: field), style: .bodyStrong, color: \.warn)
            Words(strings.conflictKept(by: conflict.keptBy, value: conflict.kept))
            Words(strings.conflictLost(by: conflict.lostBy, value: conflict.lost))
            WideButton(strings.conflictSeen, id: "conflict-seen", weight: .quiet) {
                send(.conflictSeen(conflict: conflict.id))
            }
        }
    }
}
