package vn.doorstep.ui

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.SharingStarted
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.stateIn
import kotlinx.coroutines.launch
import vn.doorstep.Answer
import vn.doorstep.Calls
import vn.doorstep.core.Area
import vn.doorstep.core.DraftField
import vn.doorstep.core.DraftsInterface
import vn.doorstep.core.OpenForm
import java.util.concurrent.ConcurrentHashMap

/**
 * Forms under way. Each is kept in the core's store as one types, so that a kill loses nothing; a form is named by its
 * screen and what it is about, `note/<household>`.
 *
 * It outlives the screens: what was typed last is kept although one has left.
 */
class Drafting(private val calls: Calls, private val drafts: DraftsInterface, scope: CoroutineScope) {
    private data class Form(val root: String?, val fields: Map<String, String>)

    // The latest of each form: keeping is slower than typing.
    private val waiting = ConcurrentHashMap<String, Form>()
    private val something = Channel<Unit>(Channel.CONFLATED)

    /** Forms under way, the latest first. */
    val open: StateFlow<List<OpenForm>> = calls.live(Area.DRAFTS) { drafts.openForms() }
        // While nothing may be shown, nothing is under way.
        .map { (it as? Answer.Is)?.value.orEmpty() }
        .stateIn(scope, SharingStarted.Eagerly, emptyList())

    private val mutableSettled = MutableStateFlow(true)

    /** Whether everything typed so far is in the store: before that a kill may lose the last letters. */
    val settled: StateFlow<Boolean> = mutableSettled.asStateFlow()

    init {
        scope.launch {
            for (signal in something) {
                for ((name, form) in waiting.toMap()) {
                    keepNow(name, form)
                    // It waits until it is written, so that a form opened again meanwhile finds it; what was typed since waits on.
                    waiting.remove(name, form)
                }
                if (waiting.isEmpty()) mutableSettled.value = true
            }
        }
    }

    /** What a form was left with; nothing where it is new. */
    suspend fun kept(form: String): Map<String, String> {
        waiting[form]?.let { return it.fields }
        val answer = calls.call { drafts.kept(form) }
        return (answer as? Answer.Is)?.value?.fields.orEmpty().associate { it.name to it.value }
    }

    /** What was typed into a form and is not in the store yet. */
    fun onItsWay(form: String): Map<String, String>? = waiting[form]?.fields

    /** Keeps what a form holds now; `root` is the household that it leaves the phone with. Without fields it is forgotten. */
    fun keep(form: String, root: String?, fields: Map<String, String>) {
        waiting[form] = Form(root, fields)
        mutableSettled.value = false
        something.trySend(Unit)
    }

    /** Forgets a form: it was saved, or given up. */
    fun discard(form: String) = keep(form, null, emptyMap())

    private suspend fun keepNow(name: String, form: Form) = calls.call {
        if (form.fields.isEmpty()) drafts.discard(name)
        else drafts.keep(name, form.root, form.fields.map { (field, value) -> DraftField(field, value) })
    }
}
