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
import vn.doorstep.core.NotesInterface
import vn.doorstep.core.VisitsInterface
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
    data object EditTapped : HouseholdAction
    data class EditPersonTapped(val resident: String) : HouseholdAction
    data class AmendTapped(val visit: String) : HouseholdAction
    data class RemoveNoteTapped(val note: String) : HouseholdAction

    /** A promise was kept (`done`) or is no longer one (`dropped`). */
    data class PromiseClosed(val followUp: String, val state: String) : HouseholdAction
    data class PromiseMoved(val followUp: String, val day: String) : HouseholdAction
    data class CancelRideTapped(val ride: String, val who: String) : HouseholdAction
    data class MessageTapped(val number: String, val text: String) : HouseholdAction
}

class HouseholdModel(
    calls: Calls,
    private val households: HouseholdsInterface,
    private val visits: VisitsInterface,
    private val notes: NotesInterface,
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
            HouseholdAction.EditTapped -> go(Route.EditHousehold(id))
            is HouseholdAction.EditPersonTapped -> go(Route.EditPerson(id, action.resident))
            is HouseholdAction.AmendTapped -> go(Route.Amend(id, action.visit))
            is HouseholdAction.CancelRideTapped -> go(Route.RideReason(action.ride, action.who, cancels = true))
            is HouseholdAction.MessageTapped -> handover.message(action.number, action.text)
            is HouseholdAction.RemoveNoteTapped -> scope.launch { saving.save { notes.remove(id, action.note) } }
            is HouseholdAction.PromiseClosed -> scope.launch { saving.save { visits.closePromise(id, action.followUp, action.state) } }
            is HouseholdAction.PromiseMoved -> scope.launch { saving.save { visits.movePromise(id, action.followUp, action.day) } }
            is HouseholdAction.ConflictSeen -> scope.launch { saving.save { households.closeConflict(id, action.conflict) } }
        }
    }
}
