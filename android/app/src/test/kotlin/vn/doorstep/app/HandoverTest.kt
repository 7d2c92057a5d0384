package vn.doorstep.app

import android.content.ActivityNotFoundException
import android.content.Intent
import android.content.pm.PackageManager
import android.net.Uri
import androidx.test.ext.junit.runners.AndroidJUnit4
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder
import org.junit.runner.RunWith
import org.robolectric.Shadows.shadowOf
import org.robolectric.shadows.ShadowToast
import vn.doorstep.ui.design.Vi
import java.io.File

/** An activity that only remembers what it was asked for. */
class FrontRecorder(private val apps: Boolean = true) : AndroidHandover.Front {
    val started = mutableListOf<Intent>()
    var scanned: ((String) -> Unit)? = null
    var refused: (() -> Unit)? = null

    override fun start(intent: Intent) {
        if (!apps) throw ActivityNotFoundException()
        started += intent
    }

    override fun scan(read: (String) -> Unit) {
        scanned = read
    }

    override fun askLocalNetwork(refused: () -> Unit) {
        this.refused = refused
    }

    override fun unlock(known: () -> Unit) = known()
}

/** What leaves the app, and that no more leaves than is asked for. */
@RunWith(AndroidJUnit4::class)
class HandoverTest {
    @get:Rule val folder = TemporaryFolder()

    private val front = FrontRecorder()
    private val handover = AndroidHandover(app) { Vi }

    @Before
    fun inFront() {
        handover.front = front
    }

    private fun started(): Intent = front.started.single()

    @Test
    fun `the dialler opens with the number, and does not call`() {
        handover.call("+84951234567")
        assertEquals(Intent.ACTION_DIAL to Uri.parse("tel:%2B84951234567"), started().action to started().data)
    }

    @Test
    fun `a map is told coordinates alone`() {
        handover.map(197_123_450, -1_057_000_001)
        assertEquals("geo:19.7123450,-105.7000001?q=19.7123450,-105.7000001", started().data.toString())
        assertEquals(null, started().extras)
    }

    @Test
    fun `a message to a number, or to whoever is chosen`() {
        handover.message("+84951234567", "Xe đón ngày 24/11")
        assertEquals("smsto:%2B84951234567", started().data.toString())
        assertEquals("Xe đón ngày 24/11", started().getStringExtra("sms_body"))
        front.started.clear()
        handover.message(null, "Lời báo")
        assertEquals(Intent.ACTION_CHOOSER, started().action)
        val send = started().getParcelableExtra(Intent.EXTRA_INTENT, Intent::class.java)!!
        assertEquals("Lời báo", send.getStringExtra(Intent.EXTRA_TEXT))
    }

    @Test
    fun `a file is shared as a copy, one at a time, to be read only`() {
        val file = folder.newFile("unsent.doorstep").apply { writeText("sealed") }
        handover.share(file.path)
        handover.share(file.path)
        val send = front.started.last().getParcelableExtra(Intent.EXTRA_INTENT, Intent::class.java)!!
        assertEquals(Intent.FLAG_GRANT_READ_URI_PERMISSION, send.flags and Intent.FLAG_GRANT_WRITE_URI_PERMISSION.inv())
        val uri = send.getParcelableExtra(Intent.EXTRA_STREAM, Uri::class.java)!!
        assertEquals(uri, send.clipData!!.getItemAt(0).uri)
        assertEquals("sealed", app.contentResolver.openInputStream(uri)!!.use { it.readBytes().decodeToString() })
        assertEquals(1, File(app.cacheDir, AndroidHandover.HANDED).listFiles()!!.size)
        // Nothing else of the app is offered.
        assertTrue(runCatching { androidx.core.content.FileProvider.getUriForFile(app, "vn.doorstep.app.handed", app.database) }.isFailure)
    }

    @Test
    fun `a phone without an app for it says so`() {
        handover.front = FrontRecorder(apps = false)
        handover.call("113")
        assertEquals(Vi.noAppForIt, ShadowToast.getTextOfLatestToast())
    }

    @Test
    fun `a scan needs a camera, and one that was not refused`() {
        val packages = shadowOf(app.packageManager)
        packages.setSystemFeature(PackageManager.FEATURE_CAMERA_ANY, false)
        assertFalse(handover.scan { })
        packages.setSystemFeature(PackageManager.FEATURE_CAMERA_ANY, true)
        val read = mutableListOf<String>()
        assertTrue(handover.scan { read += it })
        front.scanned!!("DOORSTEP:1")
        assertEquals(listOf("DOORSTEP:1"), read)
        handover.cameraRefused = true
        assertFalse(handover.scan { })
    }

    @Test
    fun `the local network is asked for only where Android asks, and refused for good leads to the settings`() {
        assertTrue(reachesLocalNetwork(granted = false, sdk = 36, target = 37))
        assertTrue(reachesLocalNetwork(granted = false, sdk = 37, target = 36))
        assertFalse(reachesLocalNetwork(granted = false, sdk = 37, target = 37))
        assertTrue(reachesLocalNetwork(granted = true, sdk = 37, target = 37))
        assertTrue(handover.reachesLocalNetwork)
        handover.allowLocalNetwork()
        assertEquals(emptyList<Intent>(), front.started)
        front.refused!!()
        assertEquals("package:vn.doorstep.app", started().data.toString())
    }
}
