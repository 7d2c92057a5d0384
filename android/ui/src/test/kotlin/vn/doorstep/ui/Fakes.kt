package vn.doorstep.ui

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.flow.MutableSharedFlow
import vn.doorstep.Calls
import vn.doorstep.core.Area
import vn.doorstep.core.AmendForm
import vn.doorstep.core.SavedView
import vn.doorstep.core.VisitForm
import vn.doorstep.core.VisitInput
import vn.doorstep.core.VisitOptions
import vn.doorstep.core.VisitsInterface
import vn.doorstep.core.DoorstepException
import vn.doorstep.core.DraftField
import vn.doorstep.core.DraftView
import vn.doorstep.core.DraftsInterface
import vn.doorstep.core.NotesInterface
import vn.doorstep.core.OpenForm

/** Calls on a test's own dispatcher; [changed] is what the phone would tell. */
class TestCalls(dispatcher: CoroutineDispatcher) {
    val changed = MutableSharedFlow<Set<Area>>(extraBufferCapacity = 8)
    val calls = Calls(dispatcher, changed)
}

/** Visits that remember what they were asked, and can refuse. */
class FakeVisits(private val given: VisitOptions = vn.doorstep.ui.options, var refuse: String? = null, private val drafts: FakeDrafts? = null) : VisitsInterface {
    /** Whether the phone has no room left. */
    var full = false
    val recorded = mutableListOf<VisitInput>()
    val amended = mutableListOf<VisitInput>()
    val undone = mutableListOf<String>()

    private fun saved(id: String): SavedView {
        if (full) throw DoorstepException.Storage("full")
        refuse?.let { throw DoorstepException.Refused(it, emptyList()) }
        return SavedView(id, "A41F", true)
    }

    override fun options(household: String) = given
    override fun form(household: String, draft: String) = VisitForm(given, drafts?.stored(draft).orEmpty())
    override fun amendForm(household: String, visit: String) = AmendForm(given, recorded(visit))
    override fun recorded(visit: String) = amended.lastOrNull() ?: recorded.lastOrNull() ?: VISIT
    override fun record(visit: VisitInput) = saved("v${recorded.size + 1}").also { recorded += visit }
    override fun amend(visit: String, correction: VisitInput) = saved("a${amended.size + 1}").also { amended += correction }
    override fun undo(household: String, visit: String) = saved("u").also { undone += visit }
    override fun promise(household: String, due: String, service: String?) = saved("p")
    override fun closePromise(household: String, followUp: String, state: String) = saved("p")
    override fun movePromise(household: String, followUp: String, due: String) = saved("p")
}

/** A visit that was recorded before: met, not finished, a paper missing. */
val VISIT = VisitInput("h1", "unfinished", listOf("m2"), emptyList(), listOf("chip_id_card"), "con gái", null, null, emptyList())

/** Notes with the simplest guard that a test needs: twelve digits. */
class FakeNotes : NotesInterface {
    val added = mutableListOf<String>()

    override fun add(household: String, text: String) = SavedView("n1", "A41F", true).also { added += text }
    override fun hasSecret(text: String) = Regex("[0-9]{12}").containsMatchIn(text)
    override fun remove(household: String, note: String) = SavedView("n2", "A41F", true)
}

/** Drafts in memory, as the core keeps them. */
class FakeDrafts(private val made: MutableList<String> = mutableListOf()) : DraftsInterface {
    val forms = mutableMapOf<String, Map<String, String>>()

    override fun openForms() = forms.keys.map { OpenForm(it, "", 0) }
    override fun keep(form: String, root: String?, fields: List<DraftField>): List<String> {
        forms[form] = fields.associate { it.name to it.value }
        return emptyList()
    }
    override fun kept(form: String) = stored(form).also { made += "drafts.kept" }.takeIf { it.isNotEmpty() }?.let { DraftView(it, 0) }

    /** What a form was left with, as the core tells it with what the form is about. */
    fun stored(form: String) = forms[form].orEmpty().map { DraftField(it.key, it.value) }

    override fun discard(form: String) {
        forms -= form
    }
}
