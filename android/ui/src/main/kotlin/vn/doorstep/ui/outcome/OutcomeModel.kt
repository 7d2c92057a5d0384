package vn.doorstep.ui.outcome

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.SharingStarted
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.flow.onEach
import kotlinx.coroutines.flow.stateIn
import kotlinx.coroutines.launch
import vn.doorstep.Answer
import vn.doorstep.Calls
import vn.doorstep.core.Area
import vn.doorstep.core.DraftField
import vn.doorstep.core.VisitInput
import vn.doorstep.core.VisitOptions
import vn.doorstep.core.VisitsInterface
import vn.doorstep.ui.Drafting
import vn.doorstep.ui.FormDraft
import vn.doorstep.ui.Route
import vn.doorstep.ui.Saving
import vn.doorstep.ui.Shown

/** What is missing, who brings it, and when somebody comes for it: "met, not finished". */
data class Unfinished(val missing: Set<String> = emptySet(), val whoBrings: String = "", val followUpOn: String? = null)

/** What is being asked now. */
sealed interface Asking {
    data object Tile : Asking

    /** On which day to come back. */
    data object Day : Asking
    data class What(val unfinished: Unfinished) : Asking
}

/** What can be recorded, with whom one knocked, and what is asked. With [amended], the visit that is put right. */
data class OutcomeReady(val options: VisitOptions, val with: Set<String>, val asking: Asking, val amended: VisitInput? = null)

typealias OutcomeState = Shown<OutcomeReady>

/** What the thumb did. */
sealed interface OutcomeAction {
    data class TileTapped(val outcome: String) : OutcomeAction
    data class DayTapped(val day: String) : OutcomeAction
    data class PartnerTapped(val member: String) : OutcomeAction
    data class UnfinishedEdited(val unfinished: Unfinished) : OutcomeAction
    data object UnfinishedSaved : OutcomeAction

    /** The visit never was: a correction that follows it. */
    data object WithdrawTapped : OutcomeAction
}

/** With [visit], a visit of before is amended; else a new one is recorded. */
class OutcomeModel(
    calls: Calls,
    private val visits: VisitsInterface,
    drafting: Drafting,
    private val household: String,
    private val visit: String?,
    private val scope: CoroutineScope,
    private val saving: Saving,
    private val back: () -> Unit,
    private val instead: (Route) -> Unit,
) {
    private val draft = FormDraft(drafting, saving, form(household), household)

    // Whom one knocked with: as it was at the last door, until it is tapped here.
    private val with = MutableStateFlow<Set<String>?>(null)
    private val asking = MutableStateFlow<Asking>(Asking.Tile)
    private var recorded = false
    private var begun = false

    private data class Read(val options: VisitOptions, val amended: VisitInput? = null, val draft: List<DraftField> = emptyList())

    private fun read(): Read =
        if (visit == null) visits.form(household, draft.form).let { Read(it.options, draft = it.draft) }
        else visits.amendForm(household, visit).let { Read(it.options, it.visit) }

    val state: StateFlow<OutcomeState> = combine(
        calls.live(Area.HOMES) { read() }.onEach { if (it is Answer.Is && visit == null) begin(it.value.draft) }, with, asking,
    ) { answer, with, asking ->
        when (answer) {
            is Answer.Is -> {
                val (options, amended) = answer.value
                Shown.Ready(OutcomeReady(options, with ?: (amended?.with ?: options.with).toSet(), asking, amended))
            }
            Answer.NotHere -> Shown.Gone
            is Answer.Failed -> Shown.Failed(answer.problem)
        }
    }.stateIn(scope, SharingStarted.Eagerly, Shown.Loading)

    /** What was half told of a visit to this home is asked again, once. */
    private fun begin(stored: List<DraftField>) {
        if (begun) return
        begun = true
        draft.left(stored).takeIf { it.isNotEmpty() }?.let { asking.value = Asking.What(unfinished(it)) }
    }

    fun send(action: OutcomeAction) {
        val ready = (state.value as? Shown.Ready)?.it ?: return
        when (action) {
            is OutcomeAction.PartnerTapped -> with.value = if (action.member in ready.with) ready.with - action.member else ready.with + action.member
            is OutcomeAction.TileTapped -> when (action.outcome) {
                COME_BACK -> asking.value = Asking.Day
                UNFINISHED -> asking.value = Asking.What(ready.amended?.let { Unfinished(it.missing.toSet(), it.whoBrings) } ?: Unfinished())
                else -> record(ready, action.outcome)
            }
            is OutcomeAction.DayTapped -> record(ready, COME_BACK, day = action.day)
            is OutcomeAction.UnfinishedEdited -> {
                asking.value = Asking.What(action.unfinished)
                if (visit == null) draft.keep(fields(action.unfinished))
            }
            OutcomeAction.UnfinishedSaved -> (ready.asking as? Asking.What)?.let { record(ready, UNFINISHED, what = it.unfinished) }
            OutcomeAction.WithdrawTapped -> visit?.let { scope.launch { if (saving.save { visits.undo(household, it) } is Answer.Is) back() } }
        }
    }

    private fun record(ready: OutcomeReady, outcome: String, day: String? = null, what: Unfinished = Unfinished()) {
        // Two taps on a tile are one visit: thumbs are cold, screens are slow.
        if (recorded) return
        recorded = true
        val closes = if (outcome == "done") ready.options.openFollowUps.map { it.id } else emptyList()
        val said = VisitInput(
            household = household, outcome = outcome, with = ready.with.toList(), helped = ready.amended?.helped.orEmpty(), missing = what.missing.toList(),
            whoBrings = what.whoBrings.trim(), comeBackOn = day, followUpOn = what.followUpOn, closes = closes,
        )
        scope.launch {
            val before = ready.amended
            val answer =
                if (visit == null || before == null) draft.save({ visits.undo(household, it.id) }) { visits.record(said) }
                // What was half told of another visit to this home stays.
                else saving.save({ visits.amend(visit, before) }) { visits.amend(visit, said) }
            if (answer !is Answer.Is) {
                recorded = false
                return@launch
            }
            if (outcome in HELPED) instead(Route.Service(household, visit ?: answer.value.id)) else back()
        }
    }

    companion object {
        private const val COME_BACK = "come_back"
        private const val UNFINISHED = "unfinished"

        /** Outcomes after which somebody may have been helped with something. */
        private val HELPED = setOf("done", "unfinished", "referred", "police", "police_home")

        /** The form's name among drafts. */
        fun form(household: String) = "visit/$household"

        private fun fields(of: Unfinished) = mapOf("missing" to of.missing.joinToString(" "), "who" to of.whoBrings, "on" to of.followUpOn.orEmpty())

        private fun unfinished(fields: Map<String, String>) =
            Unfinished(fields["missing"].orEmpty().split(' ').filter { it.isNotEmpty() }.toSet(), fields["who"].orEmpty(), fields["on"])
    }
}
