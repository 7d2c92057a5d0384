package vn.doorstep.ui

import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.SkikoComposeUiTest
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasTestTag
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.onAllNodesWithTag
import androidx.compose.ui.test.onFirst
import androidx.compose.ui.test.onNodeWithTag
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollTo
import androidx.compose.ui.test.performScrollToNode
import androidx.compose.ui.test.performTextInput
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder
import vn.doorstep.Answer
import vn.doorstep.Phone
import vn.doorstep.core.FateFilter
import vn.doorstep.core.Page
import vn.doorstep.testing.DEVICE
import vn.doorstep.testing.Hardware
import vn.doorstep.testing.KEY
import vn.doorstep.testing.Ward
import vn.doorstep.ui.settings.TasteKeeper
import java.io.File

/** Whole days at doors: these screens, the real library, a real hub. */
@OptIn(ExperimentalTestApi::class)
class FlowTest {
    @get:Rule
    val folder = TemporaryFolder()

    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)

    private fun app(body: suspend SkikoComposeUiTest.(AppModel) -> Unit) = on(Paper.USUAL) {
        val phone = (Phone.open(File(folder.root, "phone.db"), KEY, Hardware()) as Answer.Is).value
        val model = AppModel(phone, scope, NoHandover, TasteKeeper())
        setContent { App(model, DEVICE, FONT) }
        body(model)
        scope.cancel()
        phone.close()
    }

    private fun SkikoComposeUiTest.await(tag: String) = waitUntil(timeoutMillis = 20_000) { onAllNodesWithTag(tag).fetchSemanticsNodes().isNotEmpty() }

    private fun SkikoComposeUiTest.tap(tag: String) {
        await(tag)
        onAllNodesWithTag(tag).onFirst().performClick()
    }

    /** Says it somewhere on the screen, once everything that runs has come to rest. */
    private fun SkikoComposeUiTest.awaitWords(words: String) =
        waitUntil(timeoutMillis = 20_000) { onAllNodes(hasText(words, substring = true), useUnmergedTree = true).fetchSemanticsNodes().isNotEmpty() }

    private fun SkikoComposeUiTest.enrol(invitation: String) {
        await("invitation")
        onNodeWithTag("invitation").performTextInput(invitation)
        awaitWords("Quảng Phú")
        tap("begin")
        await("record")
    }

    @Test
    fun `enrol, work without the hub, the leader gives a home, sync, receipts on screen`() {
        Ward.open().use { ward ->
            ward.give(ward.lan, "H1", "H2")
            app { model ->
                enrol(ward.invite(ward.lan))
                // Two taps: nobody home. A bar says so and takes it back.
                tap("record")
                tap("tile-not_home")
                await("saved-bar")
                awaitWords("Hoàn tác")
                tap("undo")
                waitUntil(timeoutMillis = 20_000) { fates(model).map { it.kind }.toSet() == setOf("visit.record", "visit.amend") }
                // Three taps: somebody helped with a service.
                tap("record")
                tap("tile-done")
                await("service-vneid_install")
                onNodeWithTag("service-vneid_install").performScrollTo().performClick()
                waitUntil(timeoutMillis = 20_000) { fates(model).size == 4 }
                tap("finished")
                assertTrue("not sent yet", fates(model).all { it.fate.step == "saved" })
                // Meanwhile the leader gives another home.
                ward.give(ward.lan, "H3")
                tap("sync-chip")
                tap("send-now")
                awaitWords("Mọi việc đã gửi")
                awaitWords("Đã ghi nhận")
                assertEquals(setOf("applied"), fates(model).map { it.fate.step }.toSet())
                val receipt = fates(model).first().fate.receipt
                awaitWords("#$receipt")
                tap("back")
                await("list")
                onNodeWithTag("list").performScrollToNode(hasContentDescription("Ghi kết quả: cụ Trần Thị Nga"))
            }
        }
    }

    @Test
    fun `the hub gone, what is saved stays and the screen says so`() {
        val ward = Ward.open()
        app { model ->
            ward.give(ward.lan, "H1")
            enrol(ward.invite(ward.lan))
            ward.close()
            tap("record")
            tap("tile-not_home")
            await("saved-bar")
            tap("sync-chip")
            tap("send-now")
            awaitWords("Chưa kết nối được")
            assertEquals(1u, model.core.settings().use { it.status() }.unsent)
            assertEquals("nothing arrived", "saved", fates(model).single().fate.step)
            // And can be sent again: the button is there.
            onNodeWithTag("send-now").assertExists()
        }
    }

    @Test
    fun `a revoked phone delivers and then destroys its key`() {
        Ward.open().use { ward ->
            ward.give(ward.lan, "H1")
            val hardware = Hardware()
            on(Paper.USUAL) {
                val phone = (Phone.open(File(folder.root, "phone.db"), KEY, hardware) as Answer.Is).value
                val model = AppModel(phone, scope, NoHandover, TasteKeeper())
                setContent { App(model, DEVICE, FONT) }
                enrol(ward.invite(ward.lan))
                tap("record")
                tap("tile-refused")
                await("saved-bar")
                ward.hub("device", "revoke", ward.hub("device", "list").first().substringBefore('\t'))
                tap("sync-chip")
                tap("send-now")
                waitUntil(timeoutMillis = 20_000) { hardware.destroyed.get() }
                scope.cancel()
                phone.close()
            }
        }
    }

    private fun fates(model: AppModel) = model.core.fates().use { it.list(FateFilter(false, false, null), Page(0u, 50u)).lines }
}

/** A platform without dialler, maps and camera. */
object NoHandover : Handover {
    override fun call(number: String) = Unit
    override fun map(latE7: Long, lonE7: Long) = Unit
    override fun share(path: String) = Unit
    override fun scan(read: (String) -> Unit) = false
}
