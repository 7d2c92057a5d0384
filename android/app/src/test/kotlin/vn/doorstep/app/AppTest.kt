package vn.doorstep.app

import android.Manifest
import android.content.Intent
import android.net.Uri
import android.os.Bundle
import android.os.Parcel
import android.view.WindowManager
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.assertTextEquals
import androidx.compose.ui.test.hasTestTag
import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import androidx.compose.ui.test.onAllNodesWithTag
import androidx.compose.ui.test.onFirst
import androidx.compose.ui.test.onNodeWithTag
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollTo
import androidx.compose.ui.test.performTextReplacement
import androidx.lifecycle.Lifecycle
import androidx.test.core.app.ActivityScenario
import androidx.test.ext.junit.runners.AndroidJUnit4
import androidx.test.platform.app.InstrumentationRegistry
import androidx.work.testing.WorkManagerTestInitHelper
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertSame
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.GraphicsMode
import org.robolectric.shadows.ShadowSystemClock
import vn.doorstep.testing.Ward
import vn.doorstep.ui.AppModel
import vn.doorstep.ui.Opened
import vn.doorstep.ui.Opening
import vn.doorstep.ui.blocked.BlockedAction
import java.io.File
import java.time.Duration

/** The app as Android starts it: the activity, the real library, a real hub. */
@RunWith(AndroidJUnit4::class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@OptIn(ExperimentalTestApi::class)
class AppTest {
    @get:Rule(order = 0) val work = PlannedWork()

    @get:Rule(order = 1) val keystore = FakeKeystore()

    @get:Rule(order = 2) val screen = createEmptyComposeRule()

    private lateinit var ward: Ward
    private lateinit var activity: ActivityScenario<MainActivity>

    @Before
    fun open() {
        ward = Ward.open()
        ward.give(ward.lan, "H1", "H2")
        // Asked for in a test of its own.
        shadowOf(app).grantPermissions(Manifest.permission.POST_NOTIFICATIONS)
        activity = ActivityScenario.launch(MainActivity::class.java)
    }

    @After
    fun close() {
        activity.close()
        app.opening.close()
        ward.close()
    }

    private val model: AppModel get() = (app.opening.state.value as Opened.Works).model

    private fun unsent(): Int = model.core.settings().use { it.status() }.unsent.toInt()

    private fun see(tag: String) = screen.waitUntilAtLeastOneExists(hasTestTag(tag), PATIENCE_MS)

    private fun tap(tag: String) {
        see(tag)
        screen.onAllNodesWithTag(tag).onFirst().performClick()
    }

    private fun enrol() {
        begin()
        see("record")
    }

    private fun begin() {
        see("invitation")
        screen.onNodeWithTag("invitation").performScrollTo().performTextReplacement(ward.invite(ward.lan))
        screen.waitUntil(PATIENCE_MS) {
            screen.onAllNodesWithTag("begin").fetchSemanticsNodes().any { SemanticsProperties.Disabled !in it.config }
        }
        tap("begin")
    }

    private fun recordAVisit() {
        tap("record")
        tap("tile-done")
        see("undo")
    }

    @Test
    fun `enrolled by taps, a visit in two, turned on its side, sent by background work`() {
        enrol()
        recordAVisit()
        assertEquals(1, unsent())
        // Turned: another activity; the same phone, at the same place.
        val before = model
        activity.recreate()
        see("finished")
        assertSame(before, model)
        // Left: what was recorded waits for a network, and goes when there is one. Robolectric's Wi-Fi takes no real socket,
        // so the hub is reached by the system's choice.
        app.keeper.choose(app.keeper.taste.value.copy(wifiOnly = false))
        activity.moveToState(Lifecycle.State.CREATED)
        val soon = work.manager.getWorkInfosForUniqueWork(BackgroundSync.SOON).get().single()
        assertEquals(1, unsent())
        WorkManagerTestInitHelper.getTestDriver(app)!!.setAllConstraintsMet(soon.id)
        await("the sync") { unsent() == 0 }
    }

    @Test
    fun `ended by the system in the middle of a form, it opens there again, and the system never had what was typed`() {
        enrol()
        tap("home")
        tap("add-note")
        see("note")
        screen.onNodeWithTag("note").performTextReplacement(TYPED)
        // Turned first: another activity of the same process.
        activity.recreate()
        see("note")
        screen.onNodeWithTag("note").assertTextEquals(TYPED)
        await("the draft") { model.drafting.settled.value }
        val kept = Bundle()
        activity.onActivity { InstrumentationRegistry.getInstrumentation().callActivityOnSaveInstanceState(it, kept) }
        assertFalse("what was typed is none of the system's business", TYPED in inBytes(kept))
        val before = model.stacks.value
        activity.close()
        endProcess()
        Robolectric.buildActivity(MainActivity::class.java).setup(kept).use {
            see("note")
            screen.onNodeWithTag("note").assertTextEquals(TYPED)
            assertEquals(before, model.stacks.value)
        }
    }

    /** Texts in a bundle, as Android writes it for another process. */
    private fun inBytes(bundle: Bundle): String = Parcel.obtain().run {
        writeBundle(bundle)
        try {
            String(marshall(), Charsets.UTF_16LE)
        } finally {
            recycle()
        }
    }

    @Test
    fun `no picture is taken of it, and its file and key are where no backup looks`() {
        see("invitation")
        activity.onActivity { activity ->
            val secure = WindowManager.LayoutParams.FLAG_SECURE
            assertEquals(secure, activity.window.attributes.flags and secure)
        }
        val kept = app.noBackupFilesDir.walk().filter { it.isFile }.map { it.name }.toSet()
        assertTrue("$kept", kept.containsAll(setOf("phone.db", "key")))
        assertEquals(emptyList<File>(), app.filesDir.walk().filter { it.isFile }.toList())
    }

    @Test
    fun `notifications are asked for once, with the reason first, and only when there is work`() {
        shadowOf(app).denyPermissions(Manifest.permission.POST_NOTIFICATIONS)
        activity.recreate()
        see("invitation")
        screen.onNodeWithTag("notify-allow").assertDoesNotExist()
        begin()
        tap("notify-allow")
        activity.onActivity {
            assertEquals(listOf(Manifest.permission.POST_NOTIFICATIONS), shadowOf(it).lastRequestedPermission.requestedPermissions.toList())
        }
        see("record")
        activity.recreate()
        see("record")
        screen.onNodeWithTag("notify-allow").assertDoesNotExist()
    }

    @Test
    fun `away for long it locks, and opens for whoever has the phone's code`() {
        enrol()
        activity.moveToState(Lifecycle.State.CREATED)
        ShadowSystemClock.advanceBy(Duration.ofMinutes(4))
        activity.moveToState(Lifecycle.State.RESUMED)
        see("record")
        activity.moveToState(Lifecycle.State.CREATED)
        ShadowSystemClock.advanceBy(Duration.ofMinutes(6))
        activity.moveToState(Lifecycle.State.RESUMED)
        see("unlock")
        screen.onNodeWithTag("record").assertDoesNotExist()
        // Turning the phone opens nothing.
        activity.recreate()
        see("unlock")
        // This phone has no code to ask for.
        tap("unlock")
        see("record")
    }

    @Test
    fun `a lost key is a screen that hands the sealed file over, and the file is left as it is`() {
        enrol()
        recordAVisit()
        model.core.sync().use { it.settle() }
        activity.close()
        app.opening.close()
        FakeKeystore.keys.clear()
        val before = app.database.length()
        val handed = FrontRecorder().also { app.handover.front = it }
        Opening(app.database, app.handover, app.keeper, open = app::openFile).use { opening ->
            await("an answer") { opening.state.value != Opened.NotYet }
            assertEquals("wrong_key", (opening.state.value as Opened.Fails).problem.code)
            opening.send(BlockedAction.HandOverTapped)
        }
        assertEquals(before, app.database.length())
        val send = handed.started.single().getParcelableExtra(Intent.EXTRA_INTENT, Intent::class.java)!!
        val uri = send.getParcelableExtra(Intent.EXTRA_STREAM, Uri::class.java)!!
        assertEquals("vn.doorstep.app.handed", uri.authority)
        val bytes = app.contentResolver.openInputStream(uri)!!.use { it.readBytes() }
        assertTrue(bytes.isNotEmpty())
    }

    private companion object {
        const val PATIENCE_MS = 20_000L
        const val TYPED = "gọi trước, nhà có chó"
    }
}
