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

/**
 * What the field begins with, whether there is anything to save, and whether it looks like a secret: such text stays to be
 * edited, and is never kept.
 */
data class NoteReady(val begun: String, val isEmpty: Boolean, val hasSecret: Boolean)

typealias NoteState = Shown<NoteReady>

/** What the thumb did. */
sealed interface NoteAction {
    data class Typed(val text: String) : NoteAction
    data object SaveTapped : NoteAction
}

class NoteModel(
    private val notes: NotesInterface,
    private val drafting: Drafting,
    private val household: String,
    private val scope: CoroutineScope,
    private val saving: Saving,
    private val back: () -> Unit,
) {
    private val form = form(household)
    private val mutable = MutableStateFlow<NoteState>(Shown.Loading)
    private var text = ""

    val state: StateFlow<NoteState> = mutable.asStateFlow()

    init {
        scope.launch {
            text = drafting.kept(form)[TEXT].orEmpty()
            mutable.value = Shown.Ready(ready(text))
        }
    }

    fun send(action: NoteAction) {
        val now = (mutable.value as? Shown.Ready)?.it ?: return
        when (action) {
            is NoteAction.Typed -> {
                text = action.text
                mutable.value = Shown.Ready(ready(now.begun))
                drafting.keep(form, household, mapOf(TEXT to text))
            }
            NoteAction.SaveTapped -> if (!now.isEmpty && !now.hasSecret) save(text.trim())
        }
    }

    private fun ready(begun: String) = NoteReady(begun, text.isBlank(), notes.hasSecret(text))

    private fun save(kept: String) {
        scope.launch {
            if (saving.save({ notes.remove(household, it.id) }, { drafting.discard(form) }) { notes.add(household, kept) } is Answer.Is) back()
        }
    }

    companion object {
        private const val TEXT = "text"

        /** The form's name among drafts. */
        fun form(household: String) = "note/$household"
    }
}

/** Free text, watched: identity numbers, cards and one-time codes do not get in. */
@Composable
fun NoteScreen(state: NoteState, back: () -> Unit, send: (NoteAction) -> Unit) = Page(
    bar = { Bar(strings.noteTitle, back) },
    foot = if (state is Shown.Ready) {
        { Button(strings.save, "save-note", enabled = !state.it.isEmpty && !state.it.hasSecret) { send(NoteAction.SaveTapped) } }
    } else {
        null
    },
) {
    Showing(state) { ready ->
        Form {
            Field(strings.noteLabel, "note", ready.begun, lines = 4, trouble = if (ready.hasSecret) strings.guardSecret else null) { send(NoteAction.Typed(it)) }
            Aside(strings.noteHint)
        }
    }
}
