package vn.doorstep.ui.rides

import androidx.compose.runtime.Composable
import vn.doorstep.core.Leg
import vn.doorstep.core.RideLine
import vn.doorstep.ui.design.Aside
import vn.doorstep.ui.design.Button
import vn.doorstep.ui.design.Card
import vn.doorstep.ui.design.Chip
import vn.doorstep.ui.design.Choice
import vn.doorstep.ui.design.Flow
import vn.doorstep.ui.design.Icons
import vn.doorstep.ui.design.Tone
import vn.doorstep.ui.design.Type
import vn.doorstep.ui.design.Weight
import vn.doorstep.ui.design.Words
import vn.doorstep.ui.design.capital
import vn.doorstep.ui.design.catalogueWord
import vn.doorstep.ui.design.clock
import vn.doorstep.ui.design.number
import vn.doorstep.ui.design.strings
import vn.doorstep.ui.household.BOOKED

/** Somebody who was fetched and is not home yet. */
@Composable
internal fun Duty(ride: RideLine, send: (RidesAction) -> Unit) = Card(tone = Tone.Warn) {
    Words(ride.who.capital(), style = Type.title)
    Words(listOfNotNull(strings.rideStateOf(ride.state), ride.homeBy?.let { strings.ridePromised(clock(it)) }).joinToString(" · "))
    Aside(ride.pickup)
    val next = ride.next
    if (next != null && next != HOME_SAFE) Step(ride, next, Weight.Quiet, send)
    if (next == SERVED) TurnedAway(ride, send)
    Step(ride, HOME_SAFE, Weight.Primary, send)
    Step(ride, WITH_FAMILY, Weight.Quiet, send)
    CallPassenger(ride, send)
}

/** Somebody whom another driver brought, and who is to be served here. */
@Composable
internal fun AtPoint(ride: RideLine, send: (RidesAction) -> Unit) = Card(tone = Tone.Info) {
    Words(ride.who.capital(), style = Type.title)
    Words(listOf(ride.point, catalogueWord("service", ride.service, strings.isEnglish)).filter { it.isNotEmpty() }.joinToString(" · "))
    if (ride.driver.isNotEmpty()) Aside(strings.rideDriver(ride.driver))
    Step(ride, SERVED, Weight.Primary, send)
    TurnedAway(ride, send)
}

/** A leg of the driver's day. Papers are asked for before anybody sits in the car. */
@Composable
internal fun LegCard(leg: Leg, checked: Boolean, send: (RidesAction) -> Unit) = Card {
    val ride = leg.ride
    Words("${clock(leg.at)} · ${ride.who.capital()}", style = Type.title)
    Flow {
        Chip(if (leg.homeward) strings.legHome else strings.legThere, Tone.Info, if (leg.homeward) Icons.House else Icons.Car)
        Chip(strings.rideStateOf(ride.state) ?: ride.state, if (ride.state == "cancelled") Tone.Danger else Tone.Plain)
        ride.needs.forEach { Chip(strings.needOf(it) ?: it, Tone.Warn, Icons.Accessibility) }
        ride.misfits.forEach { Chip(strings.refusalOf(it, mapOf("who" to ride.who)) ?: it, Tone.Danger, Icons.TriangleAlert) }
        if (ride.unconfirmed) Chip(strings.rideHeld, Tone.Warn, Icons.Clock)
    }
    Words(if (leg.homeward) ride.point else ride.pickup)
    ride.cancelled?.let { Aside(strings.rideCancelOf(it, mapOf("point" to ride.point)) ?: it) }
    val next = ride.next
    val english = strings.isEnglish
    if (next == PICKED_UP && !leg.homeward && ride.mine) {
        if (ride.papers.isNotEmpty()) Aside(strings.rideBring(ride.papers.joinToString(", ") { catalogueWord("paper", it, english) }))
        Choice(strings.ridePapersReady, checked, "papers-ready", icon = Icons.ListChecks) { send(RidesAction.PapersTapped(ride.id)) }
    }
    // A step belongs to one of the two legs: there until the point, home afterwards.
    if (next != null && ride.mine && leg.homeward == (next in HOMEWARD)) {
        Step(ride, next, Weight.Primary, send)
        if (next == SERVED) TurnedAway(ride, send)
    }
    CallPassenger(ride, send)
    if (ride.state in BOOKED && !leg.homeward) {
        Button(strings.rideCancelButton, "cancel-ride", icon = Icons.X, weight = Weight.Quiet, name = strings.stepFor(strings.rideCancelButton, ride.who)) { send(RidesAction.CancelTapped(ride.id, ride.who)) }
    }
}

@Composable
private fun Step(ride: RideLine, state: String, weight: Weight, send: (RidesAction) -> Unit) = Button(
    strings.rideNextOf(state) ?: strings.rideStateOf(state) ?: state, "step-$state", weight = weight,
    name = strings.stepFor(strings.rideNextOf(state) ?: state, ride.who),
) { send(RidesAction.StepTapped(ride.id, state)) }

@Composable
private fun TurnedAway(ride: RideLine, send: (RidesAction) -> Unit) = Button(
    strings.rideNextTurnedAway, "step-turned_away", weight = Weight.Quiet, name = strings.stepFor(strings.rideNextTurnedAway, ride.who),
) { send(RidesAction.TurnedAwayTapped(ride.id, ride.who)) }

@Composable
private fun CallPassenger(ride: RideLine, send: (RidesAction) -> Unit) {
    if (ride.phone.isEmpty()) return
    Button(strings.callNumber(ride.who, number(ride.phone)), "call", icon = Icons.Phone, weight = Weight.Quiet) { send(RidesAction.CallTapped(ride.phone)) }
}

private const val PICKED_UP = "picked_up"
private const val SERVED = "served"
private const val HOME_SAFE = "home_safe"
private const val WITH_FAMILY = "with_family"

/** Steps of the way home. */
private val HOMEWARD = setOf("going_home", HOME_SAFE)
