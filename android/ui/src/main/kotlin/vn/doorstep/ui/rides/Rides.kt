package vn.doorstep.ui.rides

import androidx.compose.foundation.lazy.items
import androidx.compose.runtime.Composable
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.SharingStarted
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.flow.stateIn
import kotlinx.coroutines.launch
import vn.doorstep.Calls
import vn.doorstep.core.Area
import vn.doorstep.core.Leg
import vn.doorstep.core.RideDay
import vn.doorstep.core.RideLine
import vn.doorstep.core.RidesInterface
import vn.doorstep.ui.Handover
import vn.doorstep.ui.Route
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

/** A driver's day; who is not home yet, and who waits at a service point, of any day; whose papers were looked at. */
data class RidesReady(val day: RideDay, val checked: Set<String> = emptySet())

typealias RidesState = Shown<RidesReady>

/** What the thumb did. */
sealed interface RidesAction {
    data class StepTapped(val ride: String, val state: String) : RidesAction
    data class CallTapped(val number: String) : RidesAction

    /** The passenger has what is to be brought. */
    data class PapersTapped(val ride: String) : RidesAction
    data class CancelTapped(val ride: String, val who: String) : RidesAction

    /** Not served at the point: why is asked. */
    data class TurnedAwayTapped(val ride: String, val who: String) : RidesAction
}

class RidesModel(
    calls: Calls,
    private val rides: RidesInterface,
    private val scope: CoroutineScope,
    private val saving: Saving,
    private val handover: Handover,
    private val go: (Route) -> Unit,
) {
    private val checked = MutableStateFlow(emptySet<String>())

    val state: StateFlow<RidesState> = combine(calls.live(Area.RIDES) { RidesReady(rides.screen(null)) }, checked) { answer, checked ->
        answer.shown().let { if (it is Shown.Ready) Shown.Ready(it.it.copy(checked = checked)) else it }
    }.stateIn(scope, SharingStarted.Eagerly, Shown.Loading)

    fun send(action: RidesAction) {
        when (action) {
            is RidesAction.CallTapped -> handover.call(action.number)
            is RidesAction.PapersTapped -> checked.update { if (action.ride in it) it - action.ride else it + action.ride }
            is RidesAction.CancelTapped -> go(Route.RideReason(action.ride, action.who, cancels = true))
            is RidesAction.TurnedAwayTapped -> go(Route.RideReason(action.ride, action.who, cancels = false))
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
            if (ready.day.duties.isNotEmpty()) item("not-home") { Heading(strings.rideNotHomeYet(ready.day.duties.size)) }
            items(ready.day.duties, key = { "duty-" + it.id }) { Duty(it, send) }
            val others = ready.day.atPoint.filterNot { it.mine }
            if (others.isNotEmpty()) item("at-point") { Heading(strings.ridesAtPoint(others.size)) }
            items(others, key = { "point-" + it.id }) { AtPoint(it, send) }
            item("day") { Words(strings.ridesOf(day(ready.day.manifest.day)), style = Type.title) }
            if (ready.day.manifest.seats > 0) {
                item("load") { Aside(strings.ridesLoad(ready.day.manifest.mostTaken.toString(), ready.day.manifest.seats.toString())) }
            }
            if (ready.day.manifest.legs.isEmpty()) item("none") { Words(strings.ridesNone) }
            items(ready.day.manifest.legs, key = { "leg-${it.homeward}-${it.ride.id}" }) { LegCard(it, it.ride.id in ready.checked, send) }
        }
    }
}
