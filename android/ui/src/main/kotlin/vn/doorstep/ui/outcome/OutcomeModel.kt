package vn.doorstep.ui.outcome

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.SharingStarted
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.flow.stateIn
import kotlinx.coroutines.launch
import vn.doorstep.Answer
import vn.doorstep.Calls
import vn.doorstep.core.Area
import vn.doorstep.core.VisitInput
import vn.doorstep.core.VisitOptions
import vn.doorstep.core.VisitsInterface
import vn.doorstep.ui.Route
import vn.doorstep.ui.Saving
import vn.doorstep.ui.Shown
import vn.doorstep.ui.shown

/** What can be recorded, with whom one knocked, and whether a day is being chosen for coming back. */
data class OutcomeReady(val options: VisitOptions, val with: Set<String>, val choosingDay: Boolean)

typealias OutcomeState = Shown<OutcomeReady>

/** What the thumb did. */
sealed interface OutcomeAction {
    data class TileTapped(val outcome: String) : OutcomeAction
    data class DayTapped(val day: String) : OutcomeAction
    data class PartnerTapped(val member: String) : OutcomeAction
}

class OutcomeModel(
    calls: Calls,
    private val visits: VisitsInterface,
    private val household: String,
    private val scope: CoroutineScope,
    private val saving: Saving,
    private val back: () -> Unit,
    private val instead: (Route) -> Unit,
) {
    // Whom one knocked with: as it was at the last door, until it is tapped here.
    private val with = MutableStateFlow<Set<String>?>(null)
    private val choosingDay = MutableStateFlow(false)
    private var recorded = false

    val state: StateFlow<OutcomeState> =
        combine(calls.live(Area.HOMES) { visits.options(household) }, with, choosingDay) { answer, with, choosing ->
            when (answer) {
                is Answer.Is -> Shown.Ready(OutcomeReady(answer.value, with ?: answer.value.with.toSet(), choosing))
                Answer.NotHere -> Shown.Gone
                is Answer.Failed -> Shown.Failed(answer.problem)
            }
        }.stateIn(scope, SharingStarted.Eagerly, Shown.Loading)

    fun send(action: OutcomeAction) {
        val ready = (state.value as? Shown.Ready)?.it ?: return
        when (action) {
            is OutcomeAction.PartnerTapped -> with.value = if (action.member in ready.with) ready.with - action.member else ready.with + action.member
            is OutcomeAction.TileTapped -> if (action.outcome == COME_BACK) choosingDay.value = true else record(ready, action.outcome, null)
            is OutcomeAction.DayTapped -> record(ready, COME_BACK, action.day)
        }
    }

    private fun record(ready: OutcomeReady, outcome: String, day: String?) {
        // Two taps on a tile are one visit: thumbs are cold, screens are slow.
        if (recorded) return
        recorded = true
        val closes = if (outcome == "done") ready.options.openFollowUps.map { it.id } else emptyList()
        val visit = VisitInput(
            household = household, outcome = outcome, with = ready.with.toList(), helped = emptyList(), missing = emptyList(),
            whoBrings = "", comeBackOn = day, followUpOn = null, closes = closes,
        )
        scope.launch {
            val answer = saving.save({ visits.undo(household, it.id) }) { visits.record(visit) }
            if (answer !is Answer.Is) recorded = false
            else if (outcome in HELPED) instead(Route.Service(household, answer.value.id, outcome))
            else back()
        }
    }

    private companion object {
        const val COME_BACK = "come_back"
        /** Outcomes after which somebody may have been helped with something. */
        val HELPED = setOf("done", "unfinished", "referred", "police", "police_home")
    }
}
