package vn.doorstep.ui

import vn.doorstep.Answer
import vn.doorstep.core.DraftField
import vn.doorstep.core.SavedView

/** What a form holds, by field: as the record has it, and as it is now. */
data class Filled(val recorded: Map<String, String>, val typed: Map<String, String>) {
    /** What says something else than the record: all that there is to keep and to save. */
    val changed: Map<String, String> get() = typed.filter { (field, value) ->
        val before = recorded[field].orEmpty()
        // A field that was emptied is a change; one in which nothing stood is none.
        value != before && (value.isNotBlank() || before.isNotBlank())
    }

    /** What a field says now. */
    operator fun get(field: String): String = typed[field].orEmpty()

    /** The same form, with something else in a field. */
    fun with(field: String, value: String): Filled = copy(typed = typed + (field to value))

    companion object {
        /** A form as it is opened: what the record says, and over it what was typed and left. */
        fun of(recorded: Map<String, String> = emptyMap(), kept: Map<String, String> = emptyMap()): Filled = Filled(recorded, recorded + kept)
    }
}

/**
 * One form under way. It begins with what it held when it was left, is kept as one types, and is forgotten when it is saved:
 * wherever one is by then.
 *
 * [form] names it among drafts; [root] is the household that it leaves the phone with.
 */
class FormDraft(private val drafting: Drafting, private val saving: Saving, val form: String, private val root: String?) {
    // What was typed into it and was on its way to the store when it was opened again: later than what the store says.
    private val onItsWay = drafting.onItsWay(form)

    /** What the form holds when it is opened, over what its record says. */
    suspend fun begin(recorded: Map<String, String> = emptyMap()): Filled = Filled.of(recorded, kept())

    /** The same, where the screen's own call told what it was left with. */
    fun begin(left: List<DraftField>, recorded: Map<String, String>): Filled = Filled.of(recorded, left(left))

    /** What the form was left with, of what the store said; nothing where it is new. */
    fun left(stored: List<DraftField>): Map<String, String> = onItsWay ?: stored.associate { it.name to it.value }

    /** A field says something else now. */
    fun edit(filled: Filled, field: String, value: String): Filled = filled.with(field, value).also { drafting.keep(form, root, it.changed) }

    /** Keeps a form that holds its fields in a way of its own; empty ones are none. */
    fun keep(fields: Map<String, String>) = drafting.keep(form, root, fields.filterValues { it.isNotBlank() })

    /** What such a form was left with; nothing where it is new. */
    suspend fun kept(): Map<String, String> = drafting.kept(form)

    /** Given up: nothing of it is under way. */
    fun forget() = drafting.discard(form)

    /** Saves what the form was for, and then forgets it. What is not saved stays under way. */
    suspend fun save(undo: ((SavedView) -> SavedView)? = null, call: () -> SavedView): Answer<SavedView> = saving.save(undo, ::forget, call)
}
