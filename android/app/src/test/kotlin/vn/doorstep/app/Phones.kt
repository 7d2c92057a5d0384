package vn.doorstep.app

import android.content.Context
import android.util.Log
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.test.SemanticsNodeInteractionsProvider
import androidx.compose.ui.test.hasTestTag
import androidx.compose.ui.test.isRoot
import androidx.test.core.app.ApplicationProvider
import androidx.work.Configuration
import androidx.work.WorkManager
import androidx.work.impl.WorkManagerImpl
import androidx.work.testing.SynchronousExecutor
import androidx.work.testing.WorkManagerTestInitHelper
import org.junit.rules.ExternalResource
import org.robolectric.shadows.ShadowLooper
import vn.doorstep.Answer
import vn.doorstep.ui.AppModel
import java.util.concurrent.TimeUnit

val app: DoorstepApp get() = ApplicationProvider.getApplicationContext()

/** Android ends the process while the app is away; what follows is another one, on the same files. */
fun endProcess() {
    app.opening.close()
    DoorstepApp::class.java.getDeclaredField("opening\$delegate").apply { isAccessible = true }.set(app, lazy(app::begin))
}

/** Work is planned, and runs when the test says that its conditions hold. WorkManager's statics outlive a test: reset. */
class PlannedWork : ExternalResource() {
    val manager: WorkManager get() = WorkManager.getInstance(app)

    override fun before() {
        reset()
        val plain = Configuration.Builder().setMinimumLoggingLevel(Log.ERROR).setExecutor(SynchronousExecutor()).build()
        WorkManagerTestInitHelper.initializeTestWorkManager(app, plain)
    }

    override fun after() = reset()

    private fun reset() {
        WorkManagerImpl.setDelegate(null)
        WorkManagerImpl::class.java.getDeclaredField("sDefaultInstance").apply { isAccessible = true }.set(null, null)
    }
}

/** Waits until something is so: for work on other threads, of which the main one must take its share. */
fun await(what: String, true_: () -> Boolean) {
    val end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20)
    while (!true_()) {
        check(System.nanoTime() < end) { "waited for $what in vain" }
        ShadowLooper.idleMainLooper()
        Thread.onSpinWait()
    }
}
