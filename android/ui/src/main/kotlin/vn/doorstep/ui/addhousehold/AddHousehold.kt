package vn.doorstep.ui.addhousehold

import androidx.compose.runtime.Composable
import androidx.compose.ui.text.input.KeyboardType
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.SharingStarted
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.flow.distinctUntilChanged
import kotlinx.coroutines.flow.flatMapLatest
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.onEach
import kotlinx.coroutines.flow.stateIn
import kotlinx.coroutines.launch
import vn.doorstep.Answer
import vn.doorstep.Calls
import vn.doorstep.core.AddressInput
import vn.doorstep.core.Area
import vn.doorstep.core.HomeLine
import vn.doorstep.core.DraftField
import vn.doorstep.core.HouseholdInput
import vn.doorstep.core.HouseholdsInterface
import vn.doorstep.core.NeighbourhoodLine
import vn.doorstep.core.PhoneInput
import vn.doorstep.ui.Drafting
import vn.doorstep.ui.FormDraft
import vn.doorstep.ui.Route
import vn.doorstep.ui.Saving
import vn.doorstep.ui.Showing
import vn.doorstep.ui.Shown
import vn.doorstep.ui.design.Bar
import vn.doorstep.ui.design.Button
import vn.doorstep.ui.design.Card
import vn.doorstep.ui.design.Choice
import vn.doorstep.ui.design.Field
import vn.doorstep.ui.design.Flow
import vn.doorstep.ui.design.Form
import vn.doorstep.ui.design.Heading
import vn.doorstep.ui.design.HomeWords
import vn.doorstep.ui.design.Icons
import vn.doorstep.ui.design.Line
import vn.doorstep.ui.design.Page
import vn.doorstep.ui.design.Sign
import vn.doorstep.ui.design.Tone
import vn.doorstep.ui.design.Type
import vn.doorstep.ui.design.palette
import vn.doorstep.ui.design.strings

/** What is typed. */
data class NewHome(
    val head: String = "", val honorific: String = "", val neighbourhood: String? = null, val houseNo: String = "",
    val lane: String = "", val landmark: String = "", val phone: String = "", val whose: String = "",
)

private fun NewHome.fields() = mapOf(
    "head" to head, "honorific" to honorific, "neighbourhood" to neighbourhood.orEmpty(), "house-no" to houseNo, "lane" to lane, "landmark" to landmark,
    "phone" to phone, "whose" to whose,
)

private fun newHome(kept: Map<String, String>, head: String): NewHome {
    val of = { field: String -> kept[field].orEmpty() }
    return NewHome(of("head").ifEmpty { head }, of("honorific"), kept["neighbourhood"], of("house-no"), of("lane"), of("landmark"), of("phone"), of("whose"))
}

/** The form, and what its fields began with: homes that may be the same one come first. */
data class AddHouseholdReady(val begun: NewHome, val form: NewHome, val alike: List<HomeLine>, val places: List<NeighbourhoodLine>) {
    val canSave: Boolean get() = form.head.isNotBlank() && form.neighbourhood != null
}

typealias AddHouseholdState = Shown<AddHouseholdReady>

/** What the thumb did. */
sealed interface AddHouseholdAction {
    data class Edited(val form: NewHome) : AddHouseholdAction
    data class SameTapped(val household: String) : AddHouseholdAction
    data object SaveTapped : AddHouseholdAction
}

@OptIn(ExperimentalCoroutinesApi::class)
class AddHouseholdModel(
    calls: Calls,
    private val households: HouseholdsInterface,
    drafting: Drafting,
    head: String,
    private val scope: CoroutineScope,
    saving: Saving,
    private val instead: (Route) -> Unit,
) {
    private val draft = FormDraft(drafting, saving, FORM, null)
    private val begun = MutableStateFlow<NewHome?>(null)
    private val form = MutableStateFlow(NewHome(head = head))
    private val found = form.map { it.head.trim() }.distinctUntilChanged()
        .flatMapLatest { head -> calls.live(Area.HOMES) { households.newForm(head, draft.form) } }
        .onEach { if (it is Answer.Is) begin(it.value.draft) }

    val state: StateFlow<AddHouseholdState> =
        combine(begun, form, found) { begun, form, found ->
            when (found) {
                is Answer.Is -> {
                    val (alike, places) = found.value
                    // With one place only there is nothing to choose.
                    val only = places.singleOrNull()?.id
                    if (begun == null) Shown.Loading
                    else Shown.Ready(AddHouseholdReady(begun, form.copy(neighbourhood = form.neighbourhood ?: only), alike, places))
                }
                Answer.NotHere -> Shown.Gone
                is Answer.Failed -> Shown.Failed(found.problem)
            }
        }.stateIn(scope, SharingStarted.Eagerly, Shown.Loading)

    /** Once: what is being typed is not pulled away. */
    private fun begin(stored: List<DraftField>) {
        if (begun.value != null) return
        val first = newHome(draft.left(stored), form.value.head)
        form.value = first
        begun.value = first
    }

    fun send(action: AddHouseholdAction) {
        when (action) {
            is AddHouseholdAction.Edited -> {
                form.value = action.form
                draft.keep(action.form.fields())
            }
            is AddHouseholdAction.SameTapped -> instead(Route.Household(action.household))
            AddHouseholdAction.SaveTapped -> (state.value as? Shown.Ready)?.it?.takeIf { it.canSave }?.let { save(it.form) }
        }
    }

    private fun save(form: NewHome) {
        val phones = if (form.phone.isBlank()) emptyList() else listOf(PhoneInput(form.phone.trim(), form.whose.trim()))
        val home = HouseholdInput(
            head = form.head.trim(), honorific = form.honorific, neighbourhood = form.neighbourhood ?: return,
            address = AddressInput(form.houseNo.trim(), form.lane.trim(), ""), landmark = form.landmark.trim(), phones = phones,
        )
        scope.launch {
            val answer = draft.save { households.add(home) }
            if (answer is Answer.Is) instead(Route.Household(answer.value.id))
        }
    }

    private companion object {
        const val FORM = "household"
    }
}

/** A home that is on no list. */
@Composable
fun AddHouseholdScreen(state: AddHouseholdState, back: () -> Unit, send: (AddHouseholdAction) -> Unit) = Page(
    bar = { Bar(strings.addHousehold, back) },
    foot = if (state is Shown.Ready) {
        { Button(strings.addButton, "add", enabled = state.it.canSave) { send(AddHouseholdAction.SaveTapped) } }
    } else {
        null
    },
) {
    Showing(state) { ready ->
        val edit = { form: NewHome -> send(AddHouseholdAction.Edited(form)) }
        Form {
            if (ready.alike.isNotEmpty()) {
                Card(tone = Tone.Warn) {
                    Sign(Icons.TriangleAlert, strings.duplicatesTitle, color = palette.warn, style = Type.bodyStrong)
                    ready.alike.forEach { home -> Line("same", onClick = { send(AddHouseholdAction.SameTapped(home.id)) }) { HomeWords(home) } }
                }
            }
            Field(strings.addHead, "head", ready.begun.head) { edit(ready.form.copy(head = it)) }
            Heading(strings.addHonorific)
            Flow {
                HONORIFICS.forEach { Choice(it, ready.form.honorific == it, "honorific") { edit(ready.form.copy(honorific = it)) } }
            }
            Heading(strings.addNeighbourhood)
            Flow {
                ready.places.forEach { Choice(it.name, ready.form.neighbourhood == it.id, "neighbourhood") { edit(ready.form.copy(neighbourhood = it.id)) } }
            }
            Field(strings.addHouseNo, "house-no", ready.begun.houseNo) { edit(ready.form.copy(houseNo = it)) }
            Field(strings.addLane, "lane", ready.begun.lane) { edit(ready.form.copy(lane = it)) }
            Field(strings.addLandmark, "landmark", ready.begun.landmark) { edit(ready.form.copy(landmark = it)) }
            Field(strings.addPhone, "phone", ready.begun.phone, keyboard = KeyboardType.Phone) { edit(ready.form.copy(phone = it)) }
            Field(strings.addWhose, "whose", ready.begun.whose) { edit(ready.form.copy(whose = it)) }
        }
    }
}

/** As people are spoken to; the words are data, not text of a screen. */
private val HONORIFICS = listOf("ông", "bà", "cụ", "bác", "cô", "chú", "anh", "chị")
