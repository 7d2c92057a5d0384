package vn.doorstep.ui.rides

import androidx.compose.foundation.lazy.items
import androidx.compose.runtime.Composable
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.SharingStarted
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.stateIn
import kotlinx.coroutines.launch
import vn.doorstep.Calls
import vn.doorstep.core.Area
import vn.doorstep.core.Leg
import vn.doorstep.core.Manifest
import vn.doorstep.core.RideLine
import vn.doorstep.core.RidesInterface
import vn.doorstep.ui.Handover
import vn.doorstep.ui.Saving
import vn.doorstep.ui.Showing
import vn.doorstep.ui.Shown
import vn.doorstep.ui.design.Aside
import vn.doorstep.ui.design.Bar
import vn.doorstep.ui.design.Button
import vn.doorstep.ui.design.Card
import vn.doorstep.ui.design.Chip
import vn.doorstep.ui.design.Flow
import vn.doorstep.ui.design.Heading
import vn.doorstep.ui.design.Icons
import vn.doorstep.ui.design.Page
import vn.doorstep.ui.design.Scroll
import vn.doorstep.ui.design.Tone
import vn.doorstep.ui.design.Type
import vn.doorstep.ui.design.Weight
import vn.doorstep.ui.design.Words
import vn.doorstep.ui.design.capital
import vn.doorstep.ui.design.clock
import vn.doorstep.ui.design.day
import vn.doorstep.ui.design.number
import vn.doorstep.ui.design.strings
import vn.doorstep.ui.shown

/** A driver's day, and who is not home yet, of any day. */
data class RidesReady(val manifest: Manifest, val duties: List<RideLine>)

typealias RidesState = Shown<RidesReady>

/** What the thumb did. */
sealed interface RidesAction {
    data class StepTapped(val ride: String, val state: String) : RidesAction
    data class CallTapped(val number: String) : RidesAction
}

class RidesModel(
    calls: Calls,
    private val rides: RidesInterface,
    private val scope: CoroutineScope,
    private val saving: Saving,
    private val handover: Handover,
) {
    val state: StateFlow<RidesState> = calls.live(Area.RIDES) { RidesReady(rides.manifest(null), rides.returnDuties()) }
        .map { it.shown() }
        .stateIn(scope, SharingStarted.Eagerly, Shown.Loading)

    fun send(action: RidesAction) {
        when (action) {
            is RidesAction.CallTapped -> handover.call(action.number)
            is RidesAction.StepTapped -> scope.launch { saving.save { rides.step(action.ride, action.state, null) } }
        }
    }
}

/** Who is not home yet comes first; then the day, leg by leg. */
@Composable
fun RidesScreen(state: RidesState, chip: @Composable () -> Unit = {}, send: (RidesAction) -> Unit) = Page(
    bar = { Bar(strings.tabRides, trailing = { chip() }) },
) {
    Showing(state) { ready ->
        Scroll {
            if (ready.duties.isNotEmpty()) item("not-home") { Heading(strings.rideNotHomeYet(ready.duties.size)) }
            items(ready.duties, key = { "duty-" + it.id }) { Duty(it, send) }
            item("day") { Words(strings.ridesOf(day(ready.manifest.day)), style = Type.title) }
            if (ready.manifest.seats > 0) {
                item("load") { Aside(strings.ridesLoad(ready.manifest.mostTaken.toString(), ready.manifest.seats.toString())) }
            }
            if (ready.manifest.legs.isEmpty()) item("none") { Words(strings.ridesNone) }
            items(ready.manifest.legs, key = { "leg-${it.homeward}-${it.ride.id}" }) { LegCard(it, send) }
        }
    }
}

@Composable
private fun Duty(ride: RideLine, send: (RidesAction) -> Unit) = Card(tone = Tone.Warn) {
    Words(ride.who.capital(), style = Type.title)
    Words(listOfNotNull(strings.rideStateOf(ride.state), ride.homeBy?.let { strings.ridePromised(clock(it)) }).joinToString(" · "))
    Aside(ride.pickup)
    if (ride.next != null && ride.next != HOME_SAFE) Step(ride, ride.next!!, Weight.Quiet, send)
    Step(ride, HOME_SAFE, Weight.Primary, send)
    Step(ride, "with_family", Weight.Quiet, send)
    CallPassenger(ride, send)
}

@Composable
private fun LegCard(leg: Leg, send: (RidesAction) -> Unit) = Card {
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
    if (next != null && ride.mine) Step(ride, next, Weight.Primary, send)
    CallPassenger(ride, send)
}

@Composable
private fun Step(ride: RideLine, state: String, weight: Weight, send: (RidesAction) -> Unit) = Button(
    strings.rideNextOf(state) ?: strings.rideStateOf(state) ?: state, "step-$state", weight = weight,
    name = strings.stepFor(strings.rideNextOf(state) ?: state, ride.who),
) { send(RidesAction.StepTapped(ride.id, state)) }

@Composable
private fun CallPassenger(ride: RideLine, send: (RidesAction) -> Unit) {
    if (ride.phone.isEmpty()) return
    Button(strings.callNumber(ride.who, number(ride.phone)), "call", icon = Icons.Phone, weight = Weight.Quiet) { send(RidesAction.CallTapped(ride.phone)) }
}

private const val HOME_SAFE = "home_safe"
