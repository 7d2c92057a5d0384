package vn.doorstep.ui.household

import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import vn.doorstep.core.FollowUpLine
import vn.doorstep.core.RideLine
import vn.doorstep.ui.design.Aside
import vn.doorstep.ui.design.Button
import vn.doorstep.ui.design.Card
import vn.doorstep.ui.design.Chip
import vn.doorstep.ui.design.Choice
import vn.doorstep.ui.design.Flow
import vn.doorstep.ui.design.Heading
import vn.doorstep.ui.design.Icons
import vn.doorstep.ui.design.Tone
import vn.doorstep.ui.design.Type
import vn.doorstep.ui.design.Weight
import vn.doorstep.ui.design.Words
import vn.doorstep.ui.design.capital
import vn.doorstep.ui.design.catalogueWord
import vn.doorstep.ui.design.clock
import vn.doorstep.ui.design.day
import vn.doorstep.ui.design.strings

/** Something promised: kept, dropped, or moved to another day. */
@Composable
internal fun Promise(promise: FollowUpLine, days: List<String>, send: (HouseholdAction) -> Unit) = Card {
    val english = strings.isEnglish
    val left = promise.workingDaysLeft ?: 0
    val what = promise.service?.let { catalogueWord("service", it, strings.isEnglish) }
    Chip(if (left < 0) strings.promiseLate(day(promise.due)) else strings.promiseDue(day(promise.due)), if (left < 0) Tone.Danger else Tone.Warn, Icons.CalendarClock)
    val about = listOfNotNull(promise.who.capital().ifEmpty { null }, what).joinToString(" · ")
    if (about.isNotEmpty()) Words(about)
    if (promise.missing.isNotEmpty()) {
        Aside(strings.blockerMissingPaper(promise.missing.joinToString(", ") { catalogueWord("paper", it, english) }))
    }
    if (promise.whoBrings.isNotEmpty()) Aside(strings.whoBrings(promise.whoBrings))
    var moving by rememberSaveable { mutableStateOf(false) }
    if (moving) {
        Heading(strings.promiseWhichDay)
        Flow {
            days.forEach { iso ->
                Choice(day(iso), false, "promise-day", name = strings.promiseMoveTo(day(iso))) {
                    moving = false
                    send(HouseholdAction.PromiseMoved(promise.id, iso))
                }
            }
        }
    } else {
        Flow {
            Choice(strings.promiseKept, false, "promise-kept", icon = Icons.Check) { send(HouseholdAction.PromiseClosed(promise.id, "done")) }
            Choice(strings.promiseMove, false, "promise-move", icon = Icons.CalendarClock) { moving = true }
            Choice(strings.promiseDrop, false, "promise-drop", icon = Icons.X) { send(HouseholdAction.PromiseClosed(promise.id, "dropped")) }
        }
    }
}

/** A ride of the home: the passenger is told by a message, and it is cancelled with a reason while it has not begun. */
@Composable
internal fun RideCard(ride: RideLine, send: (HouseholdAction) -> Unit) = Card {
    val said = strings
    Words("${day(ride.day)} · ${clock(ride.readyFrom)} · ${ride.who.capital()}", style = Type.bodyStrong)
    Flow {
        Chip(said.rideStateOf(ride.state) ?: ride.state, if (ride.state == "cancelled") Tone.Danger else Tone.Info, Icons.Car)
        if (ride.unconfirmed) Chip(said.rideHeld, Tone.Warn, Icons.Clock)
    }
    if (ride.driver.isNotEmpty()) Aside(said.rideDriver(ride.driver))
    ride.cancelled?.let { Aside(said.rideCancelOf(it, mapOf("point" to ride.point)) ?: it) }
    if (ride.state !in BOOKED) return@Card
    if (ride.phone.isNotEmpty() && ride.mayContact) {
        // Date, time, driver, car, papers; never needs or an address.
        val papers = ride.papers.joinToString(", ") { catalogueWord("paper", it, said.isEnglish) }
        val text = listOfNotNull(
            said.messageRide(date = day(ride.day), time = clock(ride.readyFrom)), ride.driver.ifEmpty { null }?.let { said.messageDriver(it, ride.vehicle) },
            papers.ifEmpty { null }?.let { said.rideBring(it) },
        ).joinToString(" ")
        Button(said.messageButton, "message", icon = Icons.Send, weight = Weight.Quiet) { send(HouseholdAction.MessageTapped(ride.phone, text)) }
    }
    Button(said.rideCancelButton, "cancel-ride", icon = Icons.X, weight = Weight.Quiet) { send(HouseholdAction.CancelRideTapped(ride.id, ride.who)) }
}

/** States of a ride that has not begun. */
internal val BOOKED = setOf("requested", "confirmed", "waiting")
