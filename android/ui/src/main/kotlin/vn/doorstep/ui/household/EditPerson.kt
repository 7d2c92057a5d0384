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
import vn.doorstep.core.HouseholdsInterface
import vn.doorstep.core.Person
import vn.doorstep.core.PhoneInput
import vn.doorstep.core.ResidentInput
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

/** A person and the form about them; a field that still says what their record says is no change. */
data class EditPersonReady(val person: Person, val form: Filled = Filled.of(saved(person))) {
    val yearReads: Boolean get() = form["year"].let { it.isBlank() || it.trim().toIntOrNull() != null }
    val canSave: Boolean get() = form.changed.isNotEmpty() && yearReads && form["name"].isNotBlank()

    /** Needs are kept of somebody who agreed to rides, and of nobody else. */
    val mayKeepNeeds: Boolean get() = person.consents.any { it.purpose == "ride" && it.state == "given" }
    val needs: Set<String> get() = form["needs"].split(' ').filter { it.isNotEmpty() }.toSet()

    companion object {
        /** What the record says, by field. */
        fun saved(person: Person): Map<String, String> = mapOf(
            "name" to person.name, "year" to person.birthYear?.toString().orEmpty(), "relation" to person.relation, "state" to person.state,
            "phone" to person.phone?.number.orEmpty(), "whose" to person.phone?.relation.orEmpty(), "needs" to person.needs.joinToString(" "),
        )
    }
}

typealias EditPersonState = Shown<EditPersonReady>

/** What the thumb did. */
sealed interface EditPersonAction {
    data class Edited(val field: String, val value: String) : EditPersonAction
    data object SaveTapped : EditPersonAction
}

class EditPersonModel(
    calls: Calls,
    private val households: HouseholdsInterface,
    drafting: Drafting,
    private val household: String,
    private val resident: String,
    private val scope: CoroutineScope,
    saving: Saving,
    private val back: () -> Unit,
) {
    private val draft = FormDraft(drafting, saving, "resident/$household/$resident", household)
    private val mutable = MutableStateFlow<EditPersonState>(Shown.Loading)

    val state: StateFlow<EditPersonState> = mutable.asStateFlow()

    init {
        scope.launch {
            mutable.value = when (val answer = calls.call { households.personForm(household, resident, draft.form) }) {
                is Answer.Is -> answer.value.let { Shown.Ready(EditPersonReady(it.person, draft.begin(it.draft, EditPersonReady.saved(it.person)))) }
                is Answer.Failed -> Shown.Failed(answer.problem)
                Answer.NotHere -> Shown.Gone
            }
        }
    }

    fun send(action: EditPersonAction) {
        val ready = (mutable.value as? Shown.Ready)?.it ?: return
        when (action) {
            is EditPersonAction.Edited -> mutable.value = Shown.Ready(ready.copy(form = draft.edit(ready.form, action.field, action.value)))
            EditPersonAction.SaveTapped -> if (ready.canSave) scope.launch {
                if (draft.save { households.editResident(household, resident, edit(ready)) } is Answer.Is) back()
            }
        }
    }

    private fun edit(ready: EditPersonReady): ResidentInput {
        val changed = ready.form.changed
        val phone = if ("phone" in changed || "whose" in changed) PhoneInput(ready.form["phone"].trim(), ready.form["whose"].trim()) else null
        return ResidentInput(
            name = changed["name"]?.trim(), honorific = null, birthYear = changed["year"]?.trim()?.toIntOrNull(), birthApprox = null, relation = changed["relation"]?.trim(),
            phone = phone?.takeIf { it.number.isNotEmpty() }, needs = if ("needs" in changed) ready.needs.toList() else null, language = null, state = changed["state"],
        )
    }
}

/** Puts right what is known about a person: above all, where they are. */
@Composable
fun EditPersonScreen(state: EditPersonState, back: () -> Unit, send: (EditPersonAction) -> Unit) = Page(
    bar = { Bar(strings.formResident, back) },
    foot = if (state is Shown.Ready) {
        { Button(strings.save, "save-person", enabled = state.it.canSave) { send(EditPersonAction.SaveTapped) } }
    } else {
        null
    },
) {
    Showing(state) { ready ->
        val edit = { field: String, value: String -> send(EditPersonAction.Edited(field, value)) }
        Form {
            Heading(strings.fieldState)
            Flow { STATES.forEach { Choice(strings.stateOf(it) ?: it, ready.form["state"] == it, "person-$it") { edit("state", it) } } }
            Field(strings.addName, "name", ready.form["name"]) { edit("name", it) }
            Field(strings.addYear, "year", ready.form["year"], keyboard = KeyboardType.Number, trouble = if (ready.yearReads) null else strings.addYearWrong) { edit("year", it) }
            Field(strings.addRelation, "relation", ready.form["relation"]) { edit("relation", it) }
            Field(strings.addPhone, "phone", ready.form["phone"], keyboard = KeyboardType.Phone) { edit("phone", it) }
            Field(strings.addWhose, "whose", ready.form["whose"]) { edit("whose", it) }
            Heading(strings.editNeeds)
            if (ready.mayKeepNeeds) {
                Flow {
                    NEEDS.forEach { need ->
                        val has = need in ready.needs
                        Choice(strings.needOf(need) ?: need, has, "need-$need") { edit("needs", (if (has) ready.needs - need else ready.needs + need).joinToString(" ")) }
                    }
                }
            } else {
                Aside(strings.bookNoConsent)
            }
        }
    }
}

private val STATES = listOf("at_home", "away", "hospital", "moved", "deceased")
private val NEEDS = listOf("arm_support", "wheelchair", "cannot_leave_home", "oxygen")
