package vn.doorstep.app

import android.app.Notification
import android.app.NotificationManager
import androidx.test.ext.junit.runners.AndroidJUnit4
import org.junit.Assert.assertEquals
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Shadows.shadowOf
import vn.doorstep.core.RideLine
import vn.doorstep.ui.Route
import vn.doorstep.ui.design.Vi

/** What is worth a notification, and that none names anybody. */
@RunWith(AndroidJUnit4::class)
class NoticesTest {
    @get:Rule val work = PlannedWork()

    private val notices = Notices(app) { Vi }
    private val system = app.service(NotificationManager::class.java)

    private fun ride(readyFrom: Long = NOW, homeBy: Long? = null) = RideLine(
        id = "r", household = "h", who = "cụ Trần Thị Nga", pickup = "3 ngõ 5", phone = "+84951234567", day = "2026-11-24",
        readyFrom = readyFrom, thereBy = readyFrom, backFrom = null, homeBy = homeBy, seats = 1, needs = emptyList(), service = "x",
        point = "p", state = "confirmed", next = null, vehicle = "", driver = "", mine = true, place = null, misfits = emptyList(), cancelled = null,
        unconfirmed = false, papers = emptyList(), mayContact = true,
    )

    private fun shown(): Map<Int, String> = shadowOf(system).activeNotifications.associate { it.id to it.notification.extras.getString(Notification.EXTRA_TITLE)!! }

    @Test
    fun `a ride is told of half an hour ahead, and a look is planned until then`() {
        val far = Worth.of(0, ride(readyFrom = NOW + 2 * HOUR), emptyList(), NOW)
        assertEquals(Worth(0, null, 0, NOW + 2 * HOUR - Worth.AHEAD_MS), far)
        assertEquals(NOW + HOUR / 3, Worth.of(0, ride(readyFrom = NOW + HOUR / 3), emptyList(), NOW).rideAt)
        // Under way already: nobody needs to be told.
        assertEquals(null, Worth.of(0, ride(readyFrom = NOW - 1), emptyList(), NOW).rideAt)
    }

    @Test
    fun `who should be home is counted, who still has time is looked at again`() {
        val away = listOf(ride(homeBy = NOW - 1), ride(homeBy = NOW + HOUR), ride(homeBy = NOW + 2 * HOUR), ride(homeBy = null))
        assertEquals(Worth(0, null, 1, NOW + HOUR), Worth.of(0, null, away, NOW))
    }

    @Test
    fun `told in words without a name, and gone when there is nothing to say`() {
        notices.show(Worth(2, NOW, 1, NOW + HOUR), NOW)
        assertEquals(
            mapOf(Notices.NEEDS_YOU to Vi.notifyFates(2), Notices.RIDE to Vi.notifyRide("8:00"), Notices.LATE to Vi.notifyNotHome(1)),
            shown(),
        )
        for (told in shadowOf(system).allNotifications) assertEquals(Notification.VISIBILITY_PUBLIC, told.visibility)
        val look = work.manager.getWorkInfosForUniqueWork(Notices.LOOK).get().single()
        assertEquals(HOUR, look.initialDelayMillis)
        notices.show(Worth(0, null, 0, null), NOW)
        assertEquals(emptyMap<Int, String>(), shown())
        assertEquals(true, work.manager.getWorkInfosForUniqueWork(Notices.LOOK).get().all { it.state.isFinished })
    }

    @Test
    fun `each leads to its place`() {
        notices.show(Worth(1, NOW, 0, null), NOW)
        val routes = shadowOf(system).activeNotifications.associate { it.id to Notices.routeOf(shadowOf(it.notification.contentIntent).savedIntent) }
        assertEquals(mapOf(Notices.NEEDS_YOU to Route.Fates, Notices.RIDE to Route.Rides), routes)
    }

    private companion object {
        const val HOUR = 3_600_000L

        // 24 November 2026, 8:00 in Vietnam.
        const val NOW = 1_795_482_000_000L
    }
}
