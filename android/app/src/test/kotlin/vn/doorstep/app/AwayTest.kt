package vn.doorstep.app

import android.content.Context
import androidx.test.ext.junit.runners.AndroidJUnit4
import org.junit.Assert.assertEquals
import org.junit.Test
import org.junit.runner.RunWith
import vn.doorstep.ui.AppLock

/** A process that died while the app was away must not leave an open door. */
@RunWith(AndroidJUnit4::class)
class AwayTest {
    private val kept = app.getSharedPreferences("away-test", Context.MODE_PRIVATE)
    private var now = 0L
    private var boot = 1L

    /** A new process of the app. */
    private fun process(): Pair<Away, AppLock> = AppLock { 5 }.let { Away(kept, it, { now }, { boot }) to it }

    private fun minutes(n: Int) = n * 60_000L

    @Test
    fun `the first start ever is open`() {
        val (away, lock) = process()
        away.came()
        assertEquals(false, lock.locked.value)
    }

    @Test
    fun `killed and back soon it is open, back late it is locked`() {
        now = minutes(10)
        process().first.run { came(); went() }
        now = minutes(14)
        val (soon, open) = process()
        soon.came()
        assertEquals(false, open.locked.value)
        // Killed in front: nothing was told of it.
        now = minutes(20)
        val (late, locked) = process()
        late.came()
        assertEquals(true, locked.locked.value)
    }

    @Test
    fun `after a restart of the phone it is locked`() {
        now = minutes(100)
        process().first.run { came(); went() }
        boot = 2
        now = minutes(1)
        val (away, lock) = process()
        away.came()
        assertEquals(true, lock.locked.value)
    }
}
