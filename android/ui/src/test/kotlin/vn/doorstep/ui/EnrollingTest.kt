package vn.doorstep.ui

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.hasTestTag
import androidx.compose.ui.test.isEnabled
import androidx.compose.ui.test.onNodeWithTag
import androidx.compose.ui.test.performSemanticsAction
import androidx.compose.ui.test.performTextReplacement
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder
import vn.doorstep.Phone
import vn.doorstep.testing.DEVICE
import vn.doorstep.testing.KEY
import vn.doorstep.ui.flow.Device
import vn.doorstep.ui.flow.WorldProgram
import vn.doorstep.ui.settings.TasteKeeper
import java.util.concurrent.ConcurrentLinkedQueue
import kotlin.coroutines.CoroutineContext

/** Enrolling belongs to the app and not to the screen that asked for it. */
@OptIn(ExperimentalTestApi::class)
class EnrollingTest {
    @get:Rule
    val folder = TemporaryFolder()

    /** Calls wait here while it is shut. */
    private class Gate : CoroutineDispatcher() {
        private val waiting = ConcurrentLinkedQueue<Pair<CoroutineContext, Runnable>>()

        @Volatile private var shut = false

        override fun dispatch(context: CoroutineContext, block: Runnable) {
            if (shut) waiting += context to block else Dispatchers.IO.dispatch(context, block)
        }

        fun shut() {
            shut = true
        }

        fun holds() = waiting.isNotEmpty()

        fun open() {
            shut = false
            generateSequence(waiting::poll).forEach { (context, block) -> Dispatchers.IO.dispatch(context, block) }
        }
    }

    @Test
    fun `the phone is enrolled, and the first sync comes, although the screen is left before the hub has answered`() = WorldProgram().use { world ->
        world.tell("hub give lan H1")
        val device = Device(folder.root)
        val gate = Gate()
        Opening(device.file, device, TasteKeeper()) { Phone.open(device.file, KEY.copyOf(), device, gate) }.use { opening ->
            on(Paper.USUAL) {
                var shown by mutableStateOf(true)
                setContent { if (shown) App(opening, DEVICE, FONT) }
                fun await(comesTrue: () -> Boolean) = waitUntil(timeoutMillis = 20_000, condition = comesTrue)
                fun there(tag: String) = onAllNodes(hasTestTag(tag) and isEnabled()).fetchSemanticsNodes(atLeastOneRootRequired = false).isNotEmpty()
                await { there("invitation") }
                onNodeWithTag("invitation").performTextReplacement(world.tell("hub invite lan"))
                await { there("begin") }
                gate.shut()
                onNodeWithTag("begin").performSemanticsAction(SemanticsActions.OnClick)
                await { gate.holds() }
                shown = false
                waitForIdle()
                gate.open()
                val core = (opening.state.value as Opened.Works).model.core
                await { runCatching { core.today().use { it.screen(null) }.homes.size }.getOrDefault(0) == 1 }
            }
        }
    }
}
