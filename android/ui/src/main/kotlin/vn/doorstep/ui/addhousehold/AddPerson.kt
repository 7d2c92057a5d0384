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
import vn.doorstep.ui.Saving
import vn.doorstep.ui.design.Bar
import vn.doorstep.ui.design.Button
import vn.doorstep.ui.design.Field
import vn.doorstep.ui.design.Form
import vn.doorstep.ui.design.Page
import vn.doorstep.ui.design.strings

/** What is typed about a person. */
data class AddPersonState(val name: String = "", val year: String = "", val relation: String = "") {
    /** The year, or none where there is none or what is typed is no year. */
    val born: Int? get() = year.trim().toIntOrNull()
    val yearReads: Boolean get() = year.isBlank() || born != null
    val canSave: Boolean get() = name.isNotBlank() && yearReads
}

/** What the thumb did. */
sealed interface AddPersonAction {
    data class Edited(val state: AddPersonState) : AddPersonAction
    data object SaveTapped : AddPersonAction
}

class AddPersonModel(
    private val households: HouseholdsInterface,
    private val household: String,
    private val scope: CoroutineScope,
    private val saving: Saving,
    private val back: () -> Unit,
) {
    private val mutable = MutableStateFlow(AddPersonState())

    val state: StateFlow<AddPersonState> = mutable.asStateFlow()

    fun send(action: AddPersonAction) {
        when (action) {
            is AddPersonAction.Edited -> mutable.value = action.state
            AddPersonAction.SaveTapped -> if (mutable.value.canSave) save(mutable.value)
        }
    }

    private fun save(typed: AddPersonState) {
        val person = ResidentInput(
            name = typed.name.trim(), honorific = null, birthYear = typed.born, birthApprox = null,
            relation = typed.relation.trim().ifEmpty { null }, phone = null, needs = null, language = null, state = null,
        )
        scope.launch { if (saving.save { households.addResident(household, person) } is Answer.Is) back() }
    }
}

/** Somebody who lives here and is not on the list. */
@Composable
fun AddPersonScreen(state: AddPersonState, back: () -> Unit, send: (AddPersonAction) -> Unit) = Page(
    bar = { Bar(strings.addPerson, back) },
    foot = { Button(strings.addButton, "add", enabled = state.canSave) { send(AddPersonAction.SaveTapped) } },
) {
    Form {
        Field(strings.addName, "name") { send(AddPersonAction.Edited(state.copy(name = it))) }
        Field(strings.addYear, "year", keyboard = KeyboardType.Number, trouble = if (state.yearReads) null else strings.addYearWrong) { send(AddPersonAction.Edited(state.copy(year = it))) }
        Field(strings.addRelation, "relation") { send(AddPersonAction.Edited(state.copy(relation = it))) }
    }
}
