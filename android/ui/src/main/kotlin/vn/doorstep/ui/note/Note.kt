package vn.doorstep.ui.note

import androidx.compose.runtime.Composable
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch
import vn.doorstep.Answer
import vn.doorstep.core.NotesInterface
import vn.doorstep.ui.Saving
import vn.doorstep.ui.design.Aside
import vn.doorstep.ui.design.Bar
import vn.doorstep.ui.design.Button
import vn.doorstep.ui.design.Field
import vn.doorstep.ui.design.Form
import vn.doorstep.ui.design.Page
import vn.doorstep.ui.design.strings

/** Whether there is anything to save, and whether it looks like a secret: such text stays to be edited, and is never kept. */
data class NoteState(val isEmpty: Boolean = true, val hasSecret: Boolean = false)

/** What the thumb did. */
sealed interface NoteAction {
    data class Typed(val text: String) : NoteAction
    data object SaveTapped : NoteAction
}

class NoteModel(
    private val notes: NotesInterface,
    private val household: String,
    private val scope: CoroutineScope,
    private val saving: Saving,
    private val back: () -> Unit,
) {
    private val mutable = MutableStateFlow(NoteState())
    private var text = ""

    val state: StateFlow<NoteState> = mutable.asStateFlow()

    fun send(action: NoteAction) {
        when (action) {
            is NoteAction.Typed -> {
                text = action.text
                mutable.value = NoteState(text.isBlank(), notes.hasSecret(text))
            }
            NoteAction.SaveTapped -> if (!mutable.value.isEmpty && !mutable.value.hasSecret) {
                val kept = text.trim()
                scope.launch { if (saving.save({ notes.remove(household, it.id) }) { notes.add(household, kept) } is Answer.Is) back() }
            }
        }
    }
}

/** Free text, watched: identity numbers, cards and one-time codes do not get in. */
@Composable
fun NoteScreen(state: NoteState, back: () -> Unit, send: (NoteAction) -> Unit) = Page(
    bar = { Bar(strings.noteTitle, back) },
    foot = {
        Button(strings.save, "save-note", enabled = !state.isEmpty && !state.hasSecret) { send(NoteAction.SaveTapped) }
    },
) {
    Form {
        Field(strings.noteLabel, "note", lines = 4, trouble = if (state.hasSecret) strings.guardSecret else null) { send(NoteAction.Typed(it)) }
        Aside(strings.noteHint)
    }
}
