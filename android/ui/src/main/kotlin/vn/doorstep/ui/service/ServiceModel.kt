package vn.doorstep.ui.service

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
import vn.doorstep.core.HelpInput
import vn.doorstep.core.VisitInput
import vn.doorstep.core.VisitOptions
import vn.doorstep.core.VisitsInterface
import vn.doorstep.ui.Saving
import vn.doorstep.ui.Shown

/** Who is being helped, with what so far, and the service whose details are open. */
data class ServiceReady(val options: VisitOptions, val visit: VisitInput, val person: String?, val helped: List<HelpInput>, val open: HelpInput?)

typealias ServiceState = Shown<ServiceReady>

/** What the thumb did. */
sealed interface ServiceAction {
    /** Somebody of the home; none is somebody without a name. */
    data class PersonTapped(val resident: String?) : ServiceAction
    data class ServiceTapped(val code: String) : ServiceAction
    data class OutcomeTapped(val code: String) : ServiceAction
    data class BlockerTapped(val code: String) : ServiceAction
    data object SaveTapped : ServiceAction
}

/** Each service saved is a correction of the visit that the tile made: nothing is lost if one walks away. */
class ServiceModel(
    calls: Calls,
    private val visits: VisitsInterface,
    private val household: String,
    private val visit: String,
    private val scope: CoroutineScope,
    private val saving: Saving,
) {
    private data class Chosen(val person: String? = null, val touched: Boolean = false, val helped: List<HelpInput>? = null, val open: HelpInput? = null)

    private val chosen = MutableStateFlow(Chosen())

    val state: StateFlow<ServiceState> =
        combine(calls.live(Area.HOMES) { visits.amendForm(household, visit) }, chosen) { answer, chosen ->
            when (answer) {
                is Answer.Is -> {
                    val (options, said) = answer.value
                    Shown.Ready(ServiceReady(options, said, person(options, chosen), chosen.helped ?: said.helped, chosen.open))
                }
                Answer.NotHere -> Shown.Gone
                is Answer.Failed -> Shown.Failed(answer.problem)
            }
        }.stateIn(scope, SharingStarted.Eagerly, Shown.Loading)

    private fun person(options: VisitOptions, chosen: Chosen): String? =
        if (chosen.touched) chosen.person else options.people.firstOrNull()?.id

    fun send(action: ServiceAction) {
        val ready = (state.value as? Shown.Ready)?.it ?: return
        val now = chosen.value
        when (action) {
            is ServiceAction.PersonTapped -> chosen.value = now.copy(person = action.resident, touched = true)
            is ServiceAction.ServiceTapped -> open(ready, action.code)
            is ServiceAction.OutcomeTapped -> chosen.value = now.copy(open = now.open?.copy(outcome = action.code))
            is ServiceAction.BlockerTapped -> chosen.value = now.copy(
                open = now.open?.let { it.copy(blockers = if (action.code in it.blockers) it.blockers - action.code else it.blockers + action.code) },
            )
            ServiceAction.SaveTapped -> now.open?.let { save(ready, it) }
        }
    }

    /** The third tap records the usual end of the service; its details can follow. */
    private fun open(ready: ServiceReady, code: String) {
        val service = ready.options.services.find { it.service.code == code } ?: return
        val help = HelpInput(ready.person, code, service.outcomes.firstOrNull()?.code ?: "done", emptyList())
        chosen.value = chosen.value.copy(open = help)
        save(ready, help)
    }

    private fun save(ready: ServiceReady, help: HelpInput) {
        val before = ready.helped
        val helped = before.filterNot { it.resident == help.resident && it.service == help.service } + help
        chosen.value = chosen.value.copy(helped = helped)
        scope.launch {
            val undo = { correction(ready, before) }
            val answer = saving.save({
                visits.amend(visit, undo()).also { chosen.value = chosen.value.copy(helped = before, open = null) }
            }) { visits.amend(visit, correction(ready, helped)) }
            if (answer !is Answer.Is) chosen.value = chosen.value.copy(helped = before)
        }
    }

    /** The visit as it reads, but for who was helped: what else was said of it stays. */
    private fun correction(ready: ServiceReady, helped: List<HelpInput>) = ready.visit.copy(household = household, helped = helped)
}
