package vn.doorstep.app

import android.content.Context
import android.net.NetworkCapabilities
import android.net.NetworkRequest
import androidx.work.BackoffPolicy
import androidx.work.Constraints
import androidx.work.CoroutineWorker
import androidx.work.ExistingPeriodicWorkPolicy
import androidx.work.ExistingWorkPolicy
import androidx.work.ListenableWorker.Result
import androidx.work.NetworkType
import androidx.work.OneTimeWorkRequestBuilder
import androidx.work.PeriodicWorkRequestBuilder
import androidx.work.WorkManager
import androidx.work.WorkerParameters
import vn.doorstep.Answer
import vn.doorstep.Problem
import vn.doorstep.core.SyncReport
import java.util.concurrent.TimeUnit

/** When the phone syncs although nobody looks: every hour, and soon after work was recorded. */
object BackgroundSync {
    const val HOURLY = "sync"
    const val SOON = "sync-soon"

    /** Plans the hourly sync anew, with the networks that are wanted now. */
    fun plan(context: Context, wifiOnly: Boolean) {
        val hourly = PeriodicWorkRequestBuilder<SyncWorker>(1, TimeUnit.HOURS)
            .setConstraints(constraints(wifiOnly))
            .setBackoffCriteria(BackoffPolicy.EXPONENTIAL, 1, TimeUnit.MINUTES)
            .build()
        WorkManager.getInstance(context).enqueueUniquePeriodicWork(HOURLY, ExistingPeriodicWorkPolicy.UPDATE, hourly)
    }

    /** The app is left: what was recorded goes as soon as there is a network for it. */
    fun soon(context: Context, wifiOnly: Boolean) {
        val once = OneTimeWorkRequestBuilder<SyncWorker>()
            .setConstraints(constraints(wifiOnly))
            .setBackoffCriteria(BackoffPolicy.EXPONENTIAL, 1, TimeUnit.MINUTES)
            .build()
        WorkManager.getInstance(context).enqueueUniqueWork(SOON, ExistingWorkPolicy.REPLACE, once)
    }

    /**
     * Wi-Fi that is not metered and need not lead to the internet, since a hub's often does not; or any network. Before
     * Android 9 the system cannot be asked for that: then Wi-Fi with internet.
     */
    fun constraints(wifiOnly: Boolean): Constraints {
        val wanted = NetworkRequest.Builder()
            .removeCapability(NetworkCapabilities.NET_CAPABILITY_INTERNET)
            .removeCapability(NetworkCapabilities.NET_CAPABILITY_VALIDATED)
        if (wifiOnly) {
            wanted.addTransportType(NetworkCapabilities.TRANSPORT_WIFI).addCapability(NetworkCapabilities.NET_CAPABILITY_NOT_METERED)
        }
        return Constraints.Builder()
            .setRequiredNetworkRequest(wanted.build(), if (wifiOnly) NetworkType.UNMETERED else NetworkType.CONNECTED)
            .build()
    }

    /** What WorkManager is told of a sync's end. */
    fun result(answer: Answer<SyncReport>): Result = when {
        answer is Answer.Is -> Result.success()
        // The hub is elsewhere, or busy: later.
        answer is Answer.Failed && answer.problem.kind == Problem.Kind.Sync -> Result.retry()
        // Not enrolled, revoked, no room: a person has to look, and trying again only costs battery.
        else -> Result.failure()
    }
}

/** One sync, and what a person should know of it. Stopped by the system, it breaks off; the next goes on there. */
class SyncWorker(context: Context, parameters: WorkerParameters) : CoroutineWorker(context, parameters) {
    override suspend fun doWork(): Result {
        val app = applicationContext as DoorstepApp
        val model = app.model() ?: return Result.failure()
        val answer = model.phone.sync(personWaits = false)
        app.notices.tell(model)
        return BackgroundSync.result(answer)
    }
}
