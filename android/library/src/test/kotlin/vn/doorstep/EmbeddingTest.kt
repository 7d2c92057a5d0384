package vn.doorstep

import kotlinx.coroutines.flow.first
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder
import vn.doorstep.core.Area
import vn.doorstep.core.DeviceInput
import vn.doorstep.core.Platform
import vn.doorstep.core.VisitInput
import vn.doorstep.testing.Hardware
import vn.doorstep.testing.KEY
import vn.doorstep.testing.Ward
import java.io.File

/** The sample of `docs/embedding.md`: compiled and run, and the page shows it as it is here. */
class EmbeddingTest {
    @get:Rule
    val folder = TemporaryFolder()

    // sample
    /** Joins a ward, fetches today's homes, and records a visit at the first. */
    suspend fun firstDay(file: File, key: ByteArray, platform: Platform, invitation: String): Answer<Int> {
        val phone = when (val opened = Phone.open(file, key, platform)) {
            is Answer.Is -> opened.value
            is Answer.Failed -> return opened // A screen with a next step; nothing was deleted.
            Answer.NotHere -> return Answer.NotHere
        }
        phone.use {
            val device = DeviceInput("Samsung A05", "android", "14", "1.0")
            val joined = phone.cancellable { cancel -> phone.core.enrolment().begin(invitation, device, cancel) }
            if (joined is Answer.Failed) return joined
            val synced = phone.sync(personWaits = true)
            if (synced is Answer.Failed) return synced

            // A Flow that reads again whenever homes change; here its first answer will do.
            val today = phone.calls.live(Area.HOMES) { phone.core.today().screen(null) }.first()
            val home = (today as? Answer.Is)?.value?.homes?.firstOrNull() ?: return Answer.NotHere
            val visit = VisitInput(
                household = home.home.id, outcome = "done", with = emptyList(), helped = emptyList(), missing = emptyList(),
                whoBrings = "", comeBackOn = null, followUpOn = null, closes = emptyList(),
            )
            // Saved when it returns: it survives a kill and a pulled battery. It is sent by the next sync.
            val saved = phone.calls.call { phone.core.visits().record(visit) }
            if (saved is Answer.Failed) return saved
            return phone.calls.call { phone.core.settings().status().unsent.toInt() }
        }
    }
    // end of the sample

    @Test
    fun `the sample does what it says`() = runBlocking {
        Ward.open().use { ward ->
            ward.give(ward.lan, "H1")
            assertEquals(Answer.Is(1), firstDay(File(folder.root, "phone.db"), KEY, Hardware(), ward.invite(ward.lan)))
        }
    }

    @Test
    fun `the page shows the sample as it is`() {
        val root = File(System.getProperty("doorstep.root"))
        val source = File(root, "android/library/src/test/kotlin/vn/doorstep/EmbeddingTest.kt").readText()
        val sample = source.substringAfter("    // sample\n").substringBefore("    // end of the sample").trimIndent()
        val shown = File(root, "docs/embedding.md").readText().substringAfter("```kotlin\n").substringBefore("\n```")
        assertEquals(sample.trim(), shown.trim())
    }
}
