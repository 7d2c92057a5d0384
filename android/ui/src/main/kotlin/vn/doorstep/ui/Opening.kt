package vn.doorstep.ui

import androidx.compose.runtime.Composable
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.key
import androidx.compose.ui.text.font.FontFamily
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.cancel
import kotlinx.coroutines.Job
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch
import vn.doorstep.Answer
import vn.doorstep.Phone
import vn.doorstep.Problem
import vn.doorstep.core.DeviceInput
import vn.doorstep.ui.blocked.BlockedAction
import vn.doorstep.ui.blocked.BlockedScreen
import vn.doorstep.ui.blocked.BlockedState
import vn.doorstep.ui.design.En
import vn.doorstep.ui.design.Look
import vn.doorstep.ui.design.Motion
import vn.doorstep.ui.design.Vi
import vn.doorstep.ui.settings.TasteKeeper
import java.io.File

/** Whether the phone's file is open. */
sealed interface Opened {
    data object NotYet : Opened
    data class Works(val model: AppModel) : Opened

    /** It does not open; what is unsent may lie sealed beside it. */
    data class Fails(val problem: Problem, val sealedFile: String?) : Opened
}

/**
 * The app from its file on. A file that does not open is a screen with a next step: try again, hand over what is unsent,
 * or set the file aside (nothing is deleted) and enrol again.
 *
 * [open] takes the key from the platform's secure storage, and makes one where there is none.
 */
class Opening(
    private val file: File,
    private val handover: Handover,
    private val keeper: TasteKeeper,
    private val undoForMs: Long = Motion.undo.toLong(),
    private val dispatcher: CoroutineDispatcher = Dispatchers.IO,
    /** There before the file is open: a platform knows at its start that the phone lay for long. */
    private val lock: AppLock = AppLock { keeper.taste.value.lockMinutes },
    private val open: () -> Answer<Phone>,
) : AutoCloseable {
    private val scope = CoroutineScope(SupervisorJob() + dispatcher)
    private val mutable = MutableStateFlow<Opened>(Opened.NotYet)

    /** Whether the file is open. */
    val state: StateFlow<Opened> = mutable.asStateFlow()

    init {
        scope.launch { openNow() }
    }

    /** What the thumb did on the screen of a file that does not open. */
    fun send(action: BlockedAction) {
        when (action) {
            BlockedAction.RetryTapped, BlockedAction.SyncTapped -> scope.launch { openNow() }
            BlockedAction.HandOverTapped -> (mutable.value as? Opened.Fails)?.sealedFile?.let(handover::share)
            BlockedAction.SetAsideTapped -> scope.launch { beginAnew() }
        }
    }

    /** How the app looks and speaks meanwhile. */
    val taste get() = keeper.taste

    private fun openNow() {
        if (mutable.value is Opened.Works) return
        mutable.value = when (val answer = open()) {
            is Answer.Is -> {
                // Its screens end with it, not with the app.
                val own = CoroutineScope(SupervisorJob(scope.coroutineContext[Job]) + Dispatchers.Default)
                Opened.Works(AppModel(answer.value, own, handover, keeper, undoForMs, lock) { own.cancel(); scope.launch { beginAnew() } })
            }
            is Answer.Failed -> Opened.Fails(answer.problem, Phone.sealedFileBeside(file))
            Answer.NotHere -> Opened.NotYet
        }
    }

    private fun beginAnew() {
        (mutable.value as? Opened.Works)?.model?.phone?.close()
        mutable.value = Opened.NotYet
        when (val aside = Phone.setAside(file)) {
            is Answer.Failed -> mutable.value = Opened.Fails(aside.problem, Phone.sealedFileBeside(file))
            else -> openNow()
        }
    }

    override fun close() {
        scope.cancel()
        (mutable.value as? Opened.Works)?.model?.phone?.close()
    }
}

/** The app, or why its file does not open. */
@Composable
fun App(opening: Opening, device: DeviceInput, font: FontFamily) {
    val state by opening.state.collectAsState()
    when (val now = state) {
        Opened.NotYet -> Unit
        is Opened.Works -> key(now.model) { App(now.model, device, font) }
        is Opened.Fails -> {
            val taste by opening.taste.collectAsState()
            Look(taste.theme, if (taste.english) En else Vi, font) {
                BlockedScreen(BlockedState.Storage(now.problem, now.sealedFile), opening::send)
            }
        }
    }
}
