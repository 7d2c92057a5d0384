package vn.doorstep.ui

import org.junit.Assert.assertEquals
import org.junit.Test

/** The app locks after a while away, and not while it sent the person away itself. */
class AppLockTest {
    private var now = 0L
    private val lock = AppLock({ now }) { 5 }
    private fun minutes(n: Int) = n * 60_000L

    @Test
    fun `a short way off is none, a long one locks until the person is known`() {
        lock.went(minutes(10))
        lock.came(minutes(14))
        assertEquals(false, lock.locked.value)
        lock.went(minutes(20))
        lock.came(minutes(25))
        assertEquals(true, lock.locked.value)
        lock.unlocked()
        assertEquals(false, lock.locked.value)
        // Coming to the front once more is no second absence.
        lock.came(minutes(90))
        assertEquals(false, lock.locked.value)
    }

    @Test
    fun `our own call leaves it open, the next absence does not`() {
        now = minutes(10)
        Errands(Bench().handover, lock).call("+84951234567")
        lock.went(minutes(10))
        lock.came(minutes(40))
        assertEquals(false, lock.locked.value)
        lock.went(minutes(50))
        lock.came(minutes(60))
        assertEquals(true, lock.locked.value)
    }

    @Test
    fun `a sheet that was put away again sent nobody anywhere`() {
        now = minutes(10)
        Errands(Bench().handover, lock).share("/sealed")
        // A minute later the app is left by itself.
        lock.went(minutes(11))
        lock.came(minutes(20))
        assertEquals(true, lock.locked.value)
    }

    @Test
    fun `a scan without a camera is no errand`() {
        val refusing = object : Handover by Bench().handover {
            override fun scan(read: (String) -> Unit) = false
        }
        assertEquals(false, Errands(refusing, lock).scan { })
        lock.went(minutes(10))
        lock.came(minutes(40))
        assertEquals(true, lock.locked.value)
    }
}
