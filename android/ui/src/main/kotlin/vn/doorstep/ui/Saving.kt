package vn.doorstep.ui

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.async
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch
import vn.doorstep.Answer
import vn.doorstep.Calls
import vn.doorstep.Problem
import vn.doorstep.core.SavedView
import vn.doorstep.ui.design.Motion

/** The bar at the bottom after a tap: what was saved, and how to take it back; or why it was not. */
sealed interface SavedBar {
    data class Saved(val receipt: String, val undo: (() -> SavedView)?) : SavedBar
    data class Refused(val problem: Problem) : SavedBar
}

/**
 * Saves, and says so in one bar for the whole app. It outlives the screen that saved: one is back at the list before the
 * bar is gone.
 */
class Saving(private val calls: Calls, private val scope: CoroutineScope, private val shownForMs: Long = Motion.undo.toLong()) {
    private val mutable = MutableStateFlow<SavedBar?>(null)
    private var fading: Job? = null

    /** The bar, while there is one. */
    val bar: StateFlow<SavedBar?> = mutable.asStateFlow()

    /**
     * Saves, also where the screen that asked is left before it is done: a tap is never called off, and [done] follows a
     * tap that was saved wherever one is by then. Undo is a correction that follows: nothing is ever deleted.
     */
    suspend fun save(undo: ((SavedView) -> SavedView)? = null, done: () -> Unit = {}, call: () -> SavedView): Answer<SavedView> = scope.async {
        val answer = calls.call(call)
        when (answer) {
            is Answer.Is -> {
                done()
                show(SavedBar.Saved(answer.value.receipt, undo?.let { { it(answer.value) } }))
            }
            is Answer.Failed -> refused(answer.problem)
            Answer.NotHere -> refused(Problem(Problem.Kind.Refused, "handed_over"))
        }
        answer
    }.await()

    /** Says what did not come to pass. */
    fun refused(problem: Problem) = show(SavedBar.Refused(problem))

    /** Takes back what the bar tells of. */
    fun undo() {
        val saved = mutable.value as? SavedBar.Saved ?: return
        val undo = saved.undo ?: return
        // Gone at once: a second tap must not take back twice.
        hide()
        scope.launch { save { undo() } }
    }

    /** Takes the bar away. */
    fun hide() {
        fading?.cancel()
        mutable.value = null
    }

    private fun show(bar: SavedBar) {
        fading?.cancel()
        mutable.value = bar
        fading = scope.launch {
            delay(shownForMs)
            mutable.value = null
        }
    }
}
