package vn.doorstep.ui.household

import androidx.compose.runtime.Composable
import androidx.compose.ui.text.input.KeyboardType
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch
import vn.doorstep.Answer
import vn.doorstep.Calls
import vn.doorstep.core.AddressInput
import vn.doorstep.core.DoorInput
import vn.doorstep.core.HomeLine
import vn.doorstep.core.HouseholdEdit
import vn.doorstep.core.HouseholdsInterface
import vn.doorstep.core.PhoneInput
import vn.doorstep.ui.Drafting
import vn.doorstep.ui.Filled
import vn.doorstep.ui.FormDraft
import vn.doorstep.ui.Saving
import vn.doorstep.ui.Showing
import vn.doorstep.ui.Shown
import vn.doorstep.ui.design.Aside
import vn.doorstep.ui.design.Bar
import vn.doorstep.ui.design.Button
import vn.doorstep.ui.design.Choice
import vn.doorstep.ui.design.Field
import vn.doorstep.ui.design.Flow
import vn.doorstep.ui.design.Form
import vn.doorstep.ui.design.Heading
import vn.doorstep.ui.design.Page
import vn.doorstep.ui.design.strings

/** A home and the form about it; a field that still says what the home says is no change. */
data class EditHouseholdReady(val home: HomeLine, val form: Filled = Filled.of(saved(home))) {
    val canSave: Boolean get() = form.changed.isNotEmpty() && form["head"].isNotBlank()

    companion object {
        /** What the home says, by field. An address is typed anew: only its words are known here. */
        fun saved(home: HomeLine): Map<String, String> = mapOf(
            "head" to home.head, "honorific" to home.honorific, "landmark" to home.landmark, "house-no" to "", "lane" to "",
            "phone" to home.phones.firstOrNull()?.number.orEmpty(), "whose" to home.phones.firstOrNull()?.relation.orEmpty(),
            "dog" to home.door.dog.toString(), "call-first" to home.door.callFirst.toString(), "locked" to home.door.locked.toString(),
            "hard-of-hearing" to home.door.hardOfHearing.toString(),
        )
    }
}

typealias EditHouseholdState = Shown<EditHouseholdReady>

/** What the thumb did. */
sealed interface EditHouseholdAction {
    data class Edited(val field: String, val value: String) : EditHouseholdAction
    data object SaveTapped : EditHouseholdAction
}

class EditHouseholdModel(
    calls: Calls,
    private val households: HouseholdsInterface,
    drafting: Drafting,
    private val id: String,
    private val scope: CoroutineScope,
    saving: Saving,
    private val back: () -> Unit,
) {
    private val draft = FormDraft(drafting, saving, "home/$id", id)
    private val mutable = MutableStateFlow<EditHouseholdState>(Shown.Loading)

    val state: StateFlow<EditHouseholdState> = mutable.asStateFlow()

    init {
        scope.launch {
            // Read once: what is being typed is not pulled away by a sync; the rulebook merges by field.
            mutable.value = when (val answer = calls.call { households.form(id, draft.form) }) {
                is Answer.Is -> answer.value.let { Shown.Ready(EditHouseholdReady(it.home, draft.begin(it.draft, EditHouseholdReady.saved(it.home)))) }
                is Answer.Failed -> Shown.Failed(answer.problem)
                Answer.NotHere -> Shown.Gone
            }
        }
    }

    fun send(action: EditHouseholdAction) {
        val ready = (mutable.value as? Shown.Ready)?.it ?: return
        when (action) {
            is EditHouseholdAction.Edited -> mutable.value = Shown.Ready(ready.copy(form = draft.edit(ready.form, action.field, action.value)))
            EditHouseholdAction.SaveTapped -> if (ready.canSave) scope.launch {
                if (draft.save { households.edit(id, edit(ready.form)) } is Answer.Is) back()
            }
        }
    }

    private fun edit(form: Filled): HouseholdEdit {
        val changed = form.changed
        val door = DoorInput(
            dog = changed["dog"]?.toBoolean(), callFirst = changed["call-first"]?.toBoolean(), locked = changed["locked"]?.toBoolean(),
            hardOfHearing = changed["hard-of-hearing"]?.toBoolean(), bestHour = null,
        )
        val phone = if ("phone" in changed || "whose" in changed) listOf(PhoneInput(form["phone"].trim(), form["whose"].trim())) else null
        val address = if ("house-no" in changed || "lane" in changed) AddressInput(form["house-no"].trim(), form["lane"].trim(), "") else null
        return HouseholdEdit(
            head = changed["head"]?.trim(), honorific = changed["honorific"], landmark = changed["landmark"]?.trim(), address = address,
            phones = phone?.filter { it.number.isNotEmpty() }, door = door.takeIf { it != DoorInput(null, null, null, null, null) }, pin = null,
        )
    }
}

/** Puts right what is known about a home. */
@Composable
fun EditHouseholdScreen(state: EditHouseholdState, back: () -> Unit, send: (EditHouseholdAction) -> Unit) = Page(
    bar = { Bar(strings.editHousehold, back) },
    foot = if (state is Shown.Ready) {
        { Button(strings.save, "save-household", enabled = state.it.canSave) { send(EditHouseholdAction.SaveTapped) } }
    } else {
        null
    },
) {
    Showing(state) { ready ->
        val edit = { field: String, value: String -> send(EditHouseholdAction.Edited(field, value)) }
        Form {
            Field(strings.addHead, "head", ready.form["head"]) { edit("head", it) }
            Heading(strings.doorTitle)
            Flow {
                listOf("dog" to strings.doorDog, "call-first" to strings.doorCallFirst, "locked" to strings.doorLocked, "hard-of-hearing" to strings.doorHardOfHearing).forEach { (field, word) ->
                    val on = ready.form[field] == "true"
                    Choice(word, on, field) { edit(field, (!on).toString()) }
                }
            }
            Field(strings.addLandmark, "landmark", ready.form["landmark"]) { edit("landmark", it) }
            Field(strings.addPhone, "phone", ready.form["phone"], keyboard = KeyboardType.Phone) { edit("phone", it) }
            Field(strings.addWhose, "whose", ready.form["whose"]) { edit("whose", it) }
            Heading(strings.editAddress)
            if (ready.home.address.isNotEmpty()) Aside(strings.editAddressNow(ready.home.address))
            Field(strings.addHouseNo, "house-no", ready.form["house-no"]) { edit("house-no", it) }
            Field(strings.addLane, "lane", ready.form["lane"]) { edit("lane", it) }
        }
    }
}
