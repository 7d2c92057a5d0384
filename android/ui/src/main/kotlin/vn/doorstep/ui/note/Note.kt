package vn.doorstep.ui.note

import androidx.compose.runtime.Composable
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch
import vn.doorstep.Answer
import vn.doorstep.core.NotesInterface
import vn.doorstep.ui.Drafting
import vn.doorstep.ui.Filled
import vn.doorstep.ui.FormDraft
import vn.doorstep.ui.Saving
import vn.doorstep.ui.Showing
import vn.doorstep.ui.Shown
import vn.doorstep.ui.design.Aside
import vn.doorstep.ui.design.Bar
import vn.doorstep.ui.design.Button
import vn.doorstep.ui.design.Field
import vn.doorstep.ui.design.Form
import vn.doorstep.ui.design.Page
import vn.doorstep.ui.design.strings

/** The note as it is typed, and whether it looks like a secret: such text stays to be edited, and is never kept. */
data class NoteReady(val form: Filled, val hasSecret: Boolean) {
    val text: String get() = form[TEXT].trim()
    val canSave: Boolean get() = text.isNotEmpty() && !hasSecret

    companion object {
        internal const val TEXT = "text"
    }
}

typealias NoteState = Shown<NoteReady>

/** What the thumb did. */
sealed interface NoteAction {
    data class Typed(val text: String) : NoteAction
    data object SaveTapped : NoteAction
}

class NoteModel(
    private val notes: NotesInterface,
    drafting: Drafting,
    private val household: String,
    private val scope: CoroutineScope,
    saving: Saving,
    private val back: () -> Unit,
) {
    private val draft = FormDraft(drafting, saving, form(household), household)
    private val mutable = MutableStateFlow<NoteState>(Shown.Loading)

    val state: StateFlow<NoteState> = mutable.asStateFlow()

    init {
        scope.launch { show(draft.begin()) }
    }

    fun send(action: NoteAction) {
        val now = (mutable.value as? Shown.Ready)?.it ?: return
        when (action) {
            is NoteAction.Typed -> show(draft.edit(now.form, NoteReady.TEXT, action.text))
            NoteAction.SaveTapped -> if (now.canSave) save(now.text)
        }
    }

    private fun show(form: Filled) {
        mutable.value = Shown.Ready(NoteReady(form, form[NoteReady.TEXT].isNotBlank() && notes.hasSecret(form[NoteReady.TEXT])))
    }

    private fun save(text: String) {
        scope.launch {
            if (draft.save({ notes.remove(household, it.id) }) { notes.add(household, text) } is Answer.Is) back()
        }
    }

    companion object {
        /** The form's name among drafts. */
        fun form(household: String) = "note/$household"
    }
}

/** Free text, watched: identity numbers, cards and one-time codes do not get in. */
@Composable
fun NoteScreen(state: NoteState, back: () -> Unit, send: (NoteAction) -> Unit) = Page(
    bar = { Bar(strings.noteTitle, back) },
    foot = if (state is Shown.Ready) {
        { Button(strings.save, "save-note", enabled = state.it.canSave) { send(NoteAction.SaveTapped) } }
    } else {
        null
    },
) {
    Showing(state) { ready ->
        Form {
            Field(strings.noteLabel, "note", ready.form[NoteReady.TEXT], lines = 4, trouble = if (ready.hasSecret) strings.guardSecret else null) { send(NoteAction.Typed(it)) }
            Aside(strings.noteHint)
        }
    }
}
