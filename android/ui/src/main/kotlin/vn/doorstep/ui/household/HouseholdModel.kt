package vn.doorstep.ui.household

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.SharingStarted
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.stateIn
import kotlinx.coroutines.launch
import vn.doorstep.Calls
import vn.doorstep.core.Area
import vn.doorstep.core.HouseholdScreen
import vn.doorstep.core.HouseholdsInterface
import vn.doorstep.ui.Handover
import vn.doorstep.ui.Route
import vn.doorstep.ui.Saving
import vn.doorstep.ui.Shown
import vn.doorstep.ui.shown

typealias HouseholdState = Shown<HouseholdScreen>

/** What the thumb did. */
sealed interface HouseholdAction {
    data object RecordTapped : HouseholdAction
    data object NoteTapped : HouseholdAction
    data object RideTapped : HouseholdAction
    data object AddPersonTapped : HouseholdAction
    data object MapTapped : HouseholdAction
    data class CallTapped(val number: String) : HouseholdAction
    data class ConsentTapped(val resident: String) : HouseholdAction
    data class ConflictSeen(val conflict: String) : HouseholdAction
}

class HouseholdModel(
    calls: Calls,
    private val households: HouseholdsInterface,
    private val id: String,
    private val scope: CoroutineScope,
    private val saving: Saving,
    private val handover: Handover,
    private val go: (Route) -> Unit,
) {
    val state: StateFlow<HouseholdState> = calls.live(Area.HOMES, Area.RIDES, Area.FATES) { households.screen(id) }
        .map { it.shown() }
        .stateIn(scope, SharingStarted.Eagerly, Shown.Loading)

    fun send(action: HouseholdAction) {
        when (action) {
            HouseholdAction.RecordTapped -> go(Route.Outcome(id))
            HouseholdAction.NoteTapped -> go(Route.Note(id))
            HouseholdAction.RideTapped -> go(Route.BookRide(id))
            HouseholdAction.AddPersonTapped -> go(Route.AddPerson(id))
            is HouseholdAction.ConsentTapped -> go(Route.Consent(id, action.resident))
            is HouseholdAction.CallTapped -> handover.call(action.number)
            HouseholdAction.MapTapped -> (state.value as? Shown.Ready)?.it?.home?.pin?.let { handover.map(it.latE7, it.lonE7) }
            is HouseholdAction.ConflictSeen -> scope.launch { saving.save { households.closeConflict(id, action.conflict) } }
        }
    }
}
