package vn.doorstep.ui.today

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.SharingStarted
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.stateIn
import vn.doorstep.Calls
import vn.doorstep.core.Area
import vn.doorstep.core.Today
import vn.doorstep.core.TodayListInterface
import vn.doorstep.ui.Handover
import vn.doorstep.ui.Route
import vn.doorstep.ui.Shown
import vn.doorstep.ui.shown

typealias TodayState = Shown<Today>

/** What the thumb did. */
sealed interface TodayAction {
    data class RecordTapped(val household: String) : TodayAction
    data class HomeTapped(val household: String) : TodayAction
    data class CallTapped(val number: String) : TodayAction
    data object RidesTapped : TodayAction
}

class TodayModel(
    calls: Calls,
    today: TodayListInterface,
    scope: CoroutineScope,
    private val handover: Handover,
    private val go: (Route) -> Unit,
) {
    val state: StateFlow<TodayState> = calls.live(Area.HOMES, Area.RIDES) { today.screen(null) }
        .map { it.shown() }
        .stateIn(scope, SharingStarted.Eagerly, Shown.Loading)

    fun send(action: TodayAction) = when (action) {
        is TodayAction.RecordTapped -> go(Route.Outcome(action.household))
        is TodayAction.HomeTapped -> go(Route.Household(action.household))
        is TodayAction.CallTapped -> handover.call(action.number)
        TodayAction.RidesTapped -> go(Route.Rides)
    }
}
