package vn.doorstep.ui.squad

import androidx.compose.runtime.Composable
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
import vn.doorstep.core.LeadingInterface
import vn.doorstep.core.NeighbourhoodLine
import vn.doorstep.ui.Drafting
import vn.doorstep.ui.FormDraft
import vn.doorstep.ui.Handover
import vn.doorstep.ui.Saving
import vn.doorstep.ui.Showing
import vn.doorstep.ui.Shown
import vn.doorstep.ui.design.Aside
import vn.doorstep.ui.design.Bar
import vn.doorstep.ui.design.Button
import vn.doorstep.ui.design.Card
import vn.doorstep.ui.design.Choice
import vn.doorstep.ui.design.Field
import vn.doorstep.ui.design.Flow
import vn.doorstep.ui.design.Form
import vn.doorstep.ui.design.Heading
import vn.doorstep.ui.design.Icons
import vn.doorstep.ui.design.Page
import vn.doorstep.ui.design.Weight
import vn.doorstep.ui.design.Words
import vn.doorstep.ui.design.day
import vn.doorstep.ui.design.strings

/** A day of visits that is told to a neighbourhood beforehand: where, when, by whom. */
data class AnnounceReady(val places: List<NeighbourhoodLine>, val days: List<String>, val place: String?, val day: String?, val by: String, val begun: String) {
    val canSave: Boolean get() = place != null && day != null && by.isNotBlank()
    val placeName: String get() = places.find { it.id == place }?.name.orEmpty()
}

typealias AnnounceState = Shown<AnnounceReady>

/** What the thumb did. */
sealed interface AnnounceAction {
    data class PlaceTapped(val id: String) : AnnounceAction
    data class DayTapped(val iso: String) : AnnounceAction
    data class ByTyped(val name: String) : AnnounceAction

    /** The text for the neighbourhood's chat is shared; no resident is in it. */
    data class ShareTapped(val text: String) : AnnounceAction
    data object SaveTapped : AnnounceAction
}

class AnnounceModel(
    calls: Calls,
    private val leading: LeadingInterface,
    drafting: Drafting,
    private val scope: CoroutineScope,
    saving: Saving,
    private val handover: Handover,
    private val back: () -> Unit,
) {
    private data class Chosen(val place: String? = null, val day: String? = null, val by: String = "", val begun: String? = null)

    private val draft = FormDraft(drafting, saving, FORM, null)
    private val chosen = MutableStateFlow(Chosen())

    val state: StateFlow<AnnounceState> = combine(
        calls.live(Area.HOMES) { leading.roundForm(draft.form) }.onEach { if (it is Answer.Is) begin(it.value.draft) },
        chosen,
    ) { answer, chosen ->
        when (answer) {
            is Answer.Is -> {
                val (places, days) = answer.value
                // With one place only there is nothing to choose.
                val only = places.singleOrNull()?.id
                if (chosen.begun == null) Shown.Loading
                else Shown.Ready(AnnounceReady(places, days, chosen.place ?: only, chosen.day, chosen.by, chosen.begun))
            }
            Answer.NotHere -> Shown.Gone
            is Answer.Failed -> Shown.Failed(answer.problem)
        }
    }.stateIn(scope, SharingStarted.Eagerly, Shown.Loading)

    /** Once: what is being typed is not pulled away. */
    private fun begin(stored: List<DraftField>) {
        if (chosen.value.begun != null) return
        val kept = draft.left(stored)
        chosen.value = Chosen(kept["place"], kept["day"], kept["by"].orEmpty(), kept["by"].orEmpty())
    }

    fun send(action: AnnounceAction) {
        val ready = (state.value as? Shown.Ready)?.it ?: return
        when (action) {
            is AnnounceAction.PlaceTapped -> choose(chosen.value.copy(place = action.id))
            is AnnounceAction.DayTapped -> choose(chosen.value.copy(day = action.iso))
            is AnnounceAction.ByTyped -> choose(chosen.value.copy(by = action.name))
            is AnnounceAction.ShareTapped -> handover.message(null, action.text)
            AnnounceAction.SaveTapped -> if (ready.canSave) save(ready)
        }
    }

    private fun choose(now: Chosen) {
        chosen.value = now
        draft.keep(mapOf("place" to now.place.orEmpty(), "day" to now.day.orEmpty(), "by" to now.by))
    }

    private fun save(ready: AnnounceReady) {
        val (place, day) = (ready.place ?: return) to (ready.day ?: return)
        scope.launch {
            if (draft.save { leading.announce(place, day, ready.by.trim()) } is Answer.Is) back()
        }
    }

    private companion object {
        const val FORM = "announce"
    }
}

/** Notes that a day of visits was announced, and hands over the text that announces it. */
@Composable
fun AnnounceScreen(state: AnnounceState, back: () -> Unit, send: (AnnounceAction) -> Unit) = Page(
    bar = { Bar(strings.announceTitle, back) },
    foot = if (state is Shown.Ready) {
        { Button(strings.announceSave, "save-announce", enabled = state.it.canSave) { send(AnnounceAction.SaveTapped) } }
    } else {
        null
    },
) {
    Showing(state) { ready ->
        Form {
            Heading(strings.addNeighbourhood)
            Flow { ready.places.forEach { Choice(it.name, ready.place == it.id, "place") { send(AnnounceAction.PlaceTapped(it.id)) } } }
            Heading(strings.bookDay)
            Flow { ready.days.forEach { Choice(day(it), ready.day == it, "announce-day") { send(AnnounceAction.DayTapped(it)) } } }
            Field(strings.announceBy, "announced-by", ready.begun) { send(AnnounceAction.ByTyped(it)) }
            if (ready.place != null && ready.day != null) {
                val text = strings.announceText(date = day(ready.day), place = ready.placeName)
                Card {
                    Aside(strings.announceTextTitle)
                    Words(text)
                }
                Button(strings.announceShare, "share-announce", icon = Icons.Send, weight = Weight.Quiet) { send(AnnounceAction.ShareTapped(text)) }
            }
        }
    }
}
