package vn.doorstep

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder
import vn.doorstep.core.Area
import vn.doorstep.core.FateFilter
import vn.doorstep.core.Page
import vn.doorstep.core.SyncEnd
import vn.doorstep.core.VisitInput
import vn.doorstep.testing.DEVICE
import vn.doorstep.testing.Hardware
import vn.doorstep.testing.KEY
import vn.doorstep.testing.Ward
import java.io.File

/** The face over the real library, against a real hub. */
class PhoneTest {
    @get:Rule
    val folder = TemporaryFolder()

    private fun open(hardware: Hardware = Hardware()): Phone = (Phone.open(File(folder.root, "phone.db"), KEY, hardware) as Answer.Is).value

    private fun visit(home: String) = VisitInput(home, "done", emptyList(), emptyList(), emptyList(), "", null, null, emptyList())

    @Test
    fun `a phone that is not enrolled says so, and a wrong invitation too`() = runBlocking {
        open().use { phone ->
            assertEquals(Answer.Failed(Problem(Problem.Kind.State, "not_enrolled")), phone.sync(true))
            val wrong = phone.calls.call { phone.core.enrolment().read("https://example.org") }
            assertTrue("$wrong", wrong is Answer.Failed && wrong.problem.kind == Problem.Kind.Enrolment)
        }
    }

    @Test
    fun `a file opened with another key is refused and kept`() {
        open().run {
            close()
            // Once more is nothing: two ends of an app may both do it.
            close()
        }
        val file = File(folder.root, "phone.db")
        val before = file.readBytes()
        val answer = Phone.open(file, ByteArray(32) { 9 }, Hardware())
        assertEquals(Answer.Failed(Problem(Problem.Kind.Storage, "wrong_key")), answer)
        assertTrue(before.contentEquals(file.readBytes()))
    }

    @Test
    fun `enrol, work, sync, and a live screen reads again`() = runBlocking {
        Ward.open().use { ward ->
            ward.give(ward.lan, "H1", "H2")
            open().use { phone ->
                val invitation = ward.invite(ward.lan)
                val enrolled = phone.cancellable { phone.core.enrolment().begin(invitation, DEVICE, it) }
                assertEquals("Trịnh Thị Lan", (enrolled as Answer.Is).value.name)
                assertEquals(SyncEnd.DONE, (phone.sync(true) as Answer.Is).value.end)
                val today = phone.core.today()
                val home = today.screen(null).homes.first().home.id
                // Collecting begins before the tap: only a change read again can end it.
                val subscribed = CompletableDeferred<Unit>()
                val done = async(Dispatchers.Default) {
                    phone.calls.live(Area.HOMES) { today.screen(null).done.also { subscribed.complete(Unit) } }.first { it == Answer.Is(1u) }
                }
                subscribed.await()
                val saved = phone.calls.call { phone.core.visits().record(visit(home)) }
                assertTrue((saved as Answer.Is).value.shows)
                withTimeout(20_000) { done.await() }
                // Sealed after the tap; with the key lost, this is what a leader takes.
                phone.core.sync().settle()
                val sealed = Phone.sealedFileBeside(File(folder.root, "phone.db"))
                assertTrue("$sealed", sealed != null && File(sealed).length() > 0)
                phone.sync(true)
                val fates = phone.core.fates().list(FateFilter(false, false, null), Page(0u, 10u))
                assertEquals(listOf("applied"), fates.lines.map { it.fate.step })
            }
        }
    }

    @Test
    fun `what another phone was given is not here`() = runBlocking {
        Ward.open().use { ward ->
            ward.give(ward.lan, "H1")
            open().use { phone ->
                val invitation = ward.invite(ward.minh)
                phone.cancellable { phone.core.enrolment().begin(invitation, DEVICE, it) }
                phone.sync(true)
                assertEquals(Answer.NotHere, phone.calls.call { phone.core.households().screen("01a20e3e-d667-7680-9c6d-222a555d96be") })
                assertEquals(0u, phone.core.today().screen(null).total)
            }
        }
    }
}
