package vn.doorstep.ui.addhousehold

import androidx.compose.runtime.Composable
import androidx.compose.ui.text.input.KeyboardType
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch
import vn.doorstep.Answer
import vn.doorstep.core.HouseholdsInterface
import vn.doorstep.core.ResidentInput
import vn.doorstep.ui.Drafting
import vn.doorstep.ui.Filled
import vn.doorstep.ui.FormDraft
import vn.doorstep.ui.Saving
import vn.doorstep.ui.Showing
import vn.doorstep.ui.Shown
import vn.doorstep.ui.design.Bar
import vn.doorstep.ui.design.Button
import vn.doorstep.ui.design.Field
import vn.doorstep.ui.design.Form
import vn.doorstep.ui.design.Page
import vn.doorstep.ui.design.strings

/** What is typed about a person. */
data class AddPersonReady(val form: Filled) {
    /** The year, or none where there is none or what is typed is no year. */
    val born: Int? get() = form["year"].trim().toIntOrNull()
    val yearReads: Boolean get() = form["year"].isBlank() || born != null
    val canSave: Boolean get() = form["name"].isNotBlank() && yearReads
}

typealias AddPersonState = Shown<AddPersonReady>

/** What the thumb did. */
sealed interface AddPersonAction {
    data class Edited(val field: String, val value: String) : AddPersonAction
    data object SaveTapped : AddPersonAction
}

class AddPersonModel(
    private val households: HouseholdsInterface,
    drafting: Drafting,
    private val household: String,
    private val scope: CoroutineScope,
    saving: Saving,
    private val back: () -> Unit,
) {
    private val draft = FormDraft(drafting, saving, "person/$household", household)
    private val mutable = MutableStateFlow<AddPersonState>(Shown.Loading)

    val state: StateFlow<AddPersonState> = mutable.asStateFlow()

    init {
        scope.launch { mutable.value = Shown.Ready(AddPersonReady(draft.begin())) }
    }

    fun send(action: AddPersonAction) {
        val ready = (mutable.value as? Shown.Ready)?.it ?: return
        when (action) {
            is AddPersonAction.Edited -> mutable.value = Shown.Ready(AddPersonReady(draft.edit(ready.form, action.field, action.value)))
            AddPersonAction.SaveTapped -> if (ready.canSave) save(ready)
        }
    }

    private fun save(ready: AddPersonReady) {
        val person = ResidentInput(
            name = ready.form["name"].trim(), honorific = null, birthYear = ready.born, birthApprox = null,
            relation = ready.form["relation"].trim().ifEmpty { null }, phone = null, needs = null, language = null, state = null,
        )
        scope.launch {
            if (draft.save { households.addResident(household, person) } is Answer.Is) back()
        }
    }
}

/** Somebody who lives here and is not on the list. */
@Composable
fun AddPersonScreen(state: AddPersonState, back: () -> Unit, send: (AddPersonAction) -> Unit) = Page(
    bar = { Bar(strings.addPerson, back) },
    foot = if (state is Shown.Ready) {
        { Button(strings.addButton, "add", enabled = state.it.canSave) { send(AddPersonAction.SaveTapped) } }
    } else {
        null
    },
) {
    Showing(state) { ready ->
        val edit = { field: String, value: String -> send(AddPersonAction.Edited(field, value)) }
        Form {
            Field(strings.addName, "name", ready.form["name"]) { edit("name", it) }
            Field(strings.addYear, "year", ready.form["year"], keyboard = KeyboardType.Number, trouble = if (ready.yearReads) null else strings.addYearWrong) { edit("year", it) }
            Field(strings.addRelation, "relation", ready.form["relation"]) { edit("relation", it) }
        }
    }
}
