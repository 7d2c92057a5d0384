package vn.doorstep.ui.household

import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.runtime.Composable
import vn.doorstep.core.ConflictLine
import vn.doorstep.core.FollowUpLine
import vn.doorstep.core.HouseholdScreen
import vn.doorstep.core.PhoneLine
import vn.doorstep.core.RideLine
import vn.doorstep.ui.Showing
import vn.doorstep.ui.Shown
import vn.doorstep.ui.design.Aside
import vn.doorstep.ui.design.Bar
import vn.doorstep.ui.design.Button
import vn.doorstep.ui.design.Card
import vn.doorstep.ui.design.Chip
import vn.doorstep.ui.design.DoorChips
import vn.doorstep.ui.design.Heading
import vn.doorstep.ui.design.Icons
import vn.doorstep.ui.design.Page
import vn.doorstep.ui.design.Scroll
import vn.doorstep.ui.design.Sign
import vn.doorstep.ui.design.Tone
import vn.doorstep.ui.design.Type
import vn.doorstep.ui.design.Weight
import vn.doorstep.ui.design.Words
import vn.doorstep.ui.design.capital
import vn.doorstep.ui.design.catalogueWord
import vn.doorstep.ui.design.clock
import vn.doorstep.ui.design.day
import vn.doorstep.ui.design.number
import vn.doorstep.ui.design.palette
import vn.doorstep.ui.design.strings
import vn.doorstep.ui.design.where
import vn.doorstep.ui.design.who

/** One home: who lives there, what is promised, what happened. */
@Composable
fun HouseholdScreen(state: HouseholdState, back: () -> Unit, send: (HouseholdAction) -> Unit) = Page(
    bar = { Bar(strings.householdTitle, back) },
    foot = if (state is Shown.Ready) {
        { Button(strings.recordButton, "record", name = strings.recordFor(state.it.home.who)) { send(HouseholdAction.RecordTapped) } }
    } else {
        null
    },
) {
    Showing(state) { screen -> Scroll { home(screen, send) } }
}

private fun LazyListScope.home(screen: HouseholdScreen, send: (HouseholdAction) -> Unit) {
    item("head") { Head(screen, send) }
    items(screen.conflicts, key = { it.id }) { TwoValues(it, send) }
    item("people") { Heading(strings.householdPeople) }
    items(screen.people, key = { it.id }) { PersonCard(it, send) }
    item("add-person") {
        Button(strings.addPerson, "add-person", icon = Icons.UserRoundPlus, weight = Weight.Quiet) { send(HouseholdAction.AddPersonTapped) }
    }
    if (screen.followUps.isNotEmpty()) item("promised") { Heading(strings.householdPromised) }
    items(screen.followUps, key = { it.id }) { Promise(it, screen.comeBack, send) }
    item("rides") { Heading(strings.householdRides) }
    items(screen.rides, key = { it.id }) { RideCard(it, send) }
    item("book") {
        Button(strings.rideBook, "book-ride", icon = Icons.Car, weight = Weight.Quiet) { send(HouseholdAction.RideTapped) }
    }
    item("history") { Heading(strings.householdHistory) }
    if (screen.history.isEmpty()) item("nothing") { Aside(strings.whyNever) }
    items(screen.history, key = { it.id }) { HistoryCard(it, send) }
    item("note") {
        Button(strings.noteAdd, "add-note", icon = Icons.NotebookPen, weight = Weight.Quiet) { send(HouseholdAction.NoteTapped) }
    }
}

@Composable
private fun Head(screen: HouseholdScreen, send: (HouseholdAction) -> Unit) = Card {
    Words(screen.home.who.capital(), style = Type.title)
    Words(screen.home.where)
    DoorChips(screen.home.door, screen.care)
    Aside(
        if (screen.assigned.member == null) strings.assignedNobody
        else strings.assignedTo(screen.assigned.name, screen.assigned.squad),
    )
    screen.home.phones.forEach { CallButton(it, screen.home.who, send) }
    if (screen.home.pin != null) {
        Button(strings.showMap, "map", icon = Icons.MapPin, weight = Weight.Quiet) { send(HouseholdAction.MapTapped) }
    }
    Button(strings.editHousehold, "edit-household", icon = Icons.NotebookPen, weight = Weight.Quiet) { send(HouseholdAction.EditTapped) }
}

@Composable
internal fun CallButton(phone: PhoneLine, who: String, send: (HouseholdAction) -> Unit) {
    val whose = phone.relation.ifEmpty { who }
    Button(
        strings.callNumber(whose, number(phone.number)), "call", icon = Icons.Phone, weight = Weight.Quiet,
    ) { send(HouseholdAction.CallTapped(phone.number)) }
}

@Composable
private fun TwoValues(conflict: ConflictLine, send: (HouseholdAction) -> Unit) = Card(tone = Tone.Warn) {
    val field = strings.fieldOf(conflict.field) ?: conflict.field
    Sign(Icons.TriangleAlert, strings.conflictTitle(field), color = palette.warn, style = Type.bodyStrong)
    Words(strings.conflictKept(conflict.keptBy, conflict.kept))
    Words(strings.conflictLost(conflict.lostBy, conflict.lost))
    Button(strings.conflictSeen, "conflict-seen", weight = Weight.Quiet) { send(HouseholdAction.ConflictSeen(conflict.id)) }
}
