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
data class NewPerson(val name: String = "", val year: String = "", val relation: String = "") {
    /** The year, or none where there is none or what is typed is no year. */
    val born: Int? get() = year.trim().toIntOrNull()
    val yearReads: Boolean get() = year.isBlank() || born != null
    val canSave: Boolean get() = name.isNotBlank() && yearReads
}

/** What the fields began with, and what they hold. */
data class AddPersonReady(val begun: NewPerson, val typed: NewPerson)

typealias AddPersonState = Shown<AddPersonReady>

/** What the thumb did. */
sealed interface AddPersonAction {
    data class Edited(val person: NewPerson) : AddPersonAction
    data object SaveTapped : AddPersonAction
}

class AddPersonModel(
    private val households: HouseholdsInterface,
    private val drafting: Drafting,
    private val household: String,
    private val scope: CoroutineScope,
    private val saving: Saving,
    private val back: () -> Unit,
) {
    private val form = "person/$household"
    private val mutable = MutableStateFlow<AddPersonState>(Shown.Loading)

    val state: StateFlow<AddPersonState> = mutable.asStateFlow()

    init {
        scope.launch {
            val kept = drafting.kept(form)
            val begun = NewPerson(kept["name"].orEmpty(), kept["year"].orEmpty(), kept["relation"].orEmpty())
            mutable.value = Shown.Ready(AddPersonReady(begun, begun))
        }
    }

    fun send(action: AddPersonAction) {
        val ready = (mutable.value as? Shown.Ready)?.it ?: return
        when (action) {
            is AddPersonAction.Edited -> {
                val typed = action.person
                mutable.value = Shown.Ready(ready.copy(typed = typed))
                drafting.keep(form, household, mapOf("name" to typed.name, "year" to typed.year, "relation" to typed.relation))
            }
            AddPersonAction.SaveTapped -> if (ready.typed.canSave) save(ready.typed)
        }
    }

    private fun save(typed: NewPerson) {
        val person = ResidentInput(
            name = typed.name.trim(), honorific = null, birthYear = typed.born, birthApprox = null,
            relation = typed.relation.trim().ifEmpty { null }, phone = null, needs = null, language = null, state = null,
        )
        scope.launch {
            if (saving.save(done = { drafting.discard(form) }) { households.addResident(household, person) } is Answer.Is) back()
        }
    }
}

/** Somebody who lives here and is not on the list. */
@Composable
fun AddPersonScreen(state: AddPersonState, back: () -> Unit, send: (AddPersonAction) -> Unit) = Page(
    bar = { Bar(strings.addPerson, back) },
    foot = if (state is Shown.Ready) {
        { Button(strings.addButton, "add", enabled = state.it.typed.canSave) { send(AddPersonAction.SaveTapped) } }
    } else {
        null
    },
) {
    Showing(state) { ready ->
        val typed = ready.typed
        val edit = { person: NewPerson -> send(AddPersonAction.Edited(person)) }
        Form {
            Field(strings.addName, "name", ready.begun.name) { edit(typed.copy(name = it)) }
            Field(strings.addYear, "year", ready.begun.year, keyboard = KeyboardType.Number, trouble = if (typed.yearReads) null else strings.addYearWrong) { edit(typed.copy(year = it)) }
            Field(strings.addRelation, "relation", ready.begun.relation) { edit(typed.copy(relation = it)) }
        }
    }
}
