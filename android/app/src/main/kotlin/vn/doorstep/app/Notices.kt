package vn.doorstep.app

import android.app.NotificationChannel
import android.app.NotificationManager
import android.app.PendingIntent
import android.content.Context
import android.content.Intent
import androidx.core.app.NotificationCompat
import androidx.work.CoroutineWorker
import androidx.work.ExistingWorkPolicy
import androidx.work.OneTimeWorkRequestBuilder
import androidx.work.WorkManager
import androidx.work.WorkerParameters
import vn.doorstep.Answer
import vn.doorstep.core.FateFilter
import vn.doorstep.core.Page
import vn.doorstep.core.RideLine
import vn.doorstep.ui.AppModel
import vn.doorstep.ui.Route
import vn.doorstep.ui.design.Strings
import java.time.Instant
import java.time.ZoneOffset
import java.time.format.DateTimeFormatter
import java.util.concurrent.TimeUnit

/** What is worth a notification now, and when to look again. Numbers and times, never a name. */
data class Worth(val needsYou: Int, val rideAt: Long?, val late: Int, val lookAgainAt: Long?) {
    companion object {
        /** A ride is told of this long before it begins. */
        const val AHEAD_MS = 30 * 60_000L

        /** Of rides, by what the phone holds: [next] is to be driven or awaited next, [away] are not home yet. */
        fun of(needsYou: Int, next: RideLine?, away: List<RideLine>, nowMs: Long): Worth {
            val soon = next?.readyFrom?.takeIf { it - AHEAD_MS <= nowMs && it > nowMs }
            val promised = away.mapNotNull { it.homeBy }
            val later = promised.filter { it > nowMs } + listOfNotNull(next?.readyFrom?.let { it - AHEAD_MS }?.takeIf { it > nowMs })
            return Worth(needsYou, soon, promised.count { it <= nowMs }, later.minOrNull())
        }
    }
}

/** Notifications: fates that need a person, the next ride, people who should be home. Gone when there is nothing to say. */
class Notices(private val context: Context, private val words: () -> Strings) {
    private val system = context.service(NotificationManager::class.java)

    /** Looks at what the phone holds, says what is worth it, and plans the next look. */
    suspend fun tell(model: AppModel, nowMs: Long = System.currentTimeMillis()) {
        val worth = model.calls.call {
            val fates = model.core.fates().use { it.list(FateFilter(needsYou = true, unsent = false, root = null), Page(0u, 1u)) }
            val next = model.core.today().use { it.screen(null) }.nextRide
            val away = model.core.rides().use { it.returnDuties() }
            Worth.of(fates.total.toInt(), next, away, nowMs)
        }
        // Locked, revoked or not enrolled: nothing may be shown, a number neither.
        show((worth as? Answer.Is)?.value ?: Worth(0, null, 0, null), nowMs)
    }

    fun show(worth: Worth, nowMs: Long) {
        val say = words()
        // Again each time: the language may have changed.
        system.createNotificationChannels(
            listOf(
                NotificationChannel(FATES, say.notifyChannelFates, NotificationManager.IMPORTANCE_DEFAULT),
                NotificationChannel(RIDES, say.notifyChannelRides, NotificationManager.IMPORTANCE_HIGH),
            ),
        )
        post(NEEDS_YOU, FATES, say.notifyFates(worth.needsYou).takeIf { worth.needsYou > 0 }, TO_FATES)
        post(RIDE, RIDES, worth.rideAt?.let { say.notifyRide(clock(it)) }, TO_RIDES)
        post(LATE, RIDES, say.notifyNotHome(worth.late).takeIf { worth.late > 0 }, TO_RIDES)
        val work = WorkManager.getInstance(context)
        if (worth.lookAgainAt == null) work.cancelUniqueWork(LOOK)
        else work.enqueueUniqueWork(
            LOOK, ExistingWorkPolicy.REPLACE,
            OneTimeWorkRequestBuilder<LookWorker>().setInitialDelay(worth.lookAgainAt - nowMs, TimeUnit.MILLISECONDS).build(),
        )
    }

    private fun post(id: Int, channel: String, text: String?, to: String) {
        if (text == null) return system.cancel(id)
        val open = Intent(context, MainActivity::class.java).setAction(to)
        system.notify(
            id,
            NotificationCompat.Builder(context, channel)
                .setSmallIcon(R.drawable.ic_notice)
                .setContentTitle(text)
                .setContentText(words().notifyOpen)
                // The same news again makes no sound.
                .setOnlyAlertOnce(true)
                .setAutoCancel(true)
                // It names nobody, so a locked screen may show it.
                .setVisibility(NotificationCompat.VISIBILITY_PUBLIC)
                .setContentIntent(PendingIntent.getActivity(context, id, open, PendingIntent.FLAG_IMMUTABLE))
                .build(),
        )
    }

    companion object {
        const val FATES = "fates"
        const val RIDES = "rides"
        const val LOOK = "look"

        // Not the same: a look plans the next one, and would end itself.
        const val LOOK_NOW = "look-now"
        const val NEEDS_YOU = 1
        const val RIDE = 2
        const val LATE = 3
        private const val TO_FATES = "vn.doorstep.app.FATES"
        private const val TO_RIDES = "vn.doorstep.app.RIDES"

        /** Looks now: what was dealt with in the app is told of no longer, and what is due later is planned. */
        fun look(context: Context) {
            WorkManager.getInstance(context).enqueueUniqueWork(LOOK_NOW, ExistingWorkPolicy.REPLACE, OneTimeWorkRequestBuilder<LookWorker>().build())
        }

        /** The place that a notification leads to. */
        fun routeOf(intent: Intent): Route? = when (intent.action) {
            TO_FATES -> Route.Fates
            TO_RIDES -> Route.Rides
            else -> null
        }

        // Vietnam has one time zone and no summer time, whatever the phone is set to.
        private val time = DateTimeFormatter.ofPattern("H:mm")
        private fun clock(ms: Long): String = time.format(Instant.ofEpochMilli(ms).atOffset(ZoneOffset.ofHours(7)))
    }
}

/** Looks again when a ride is near, or when somebody should be home. Inexact on purpose: no alarm, no battery. */
class LookWorker(context: Context, parameters: WorkerParameters) : CoroutineWorker(context, parameters) {
    override suspend fun doWork(): Result {
        val app = applicationContext as DoorstepApp
        app.notices.tell(app.model() ?: return Result.failure())
        return Result.success()
    }
}
