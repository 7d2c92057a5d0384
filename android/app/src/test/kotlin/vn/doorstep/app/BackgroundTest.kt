package vn.doorstep.app

import android.net.ConnectivityManager
import android.net.Network
import android.net.NetworkCapabilities
import androidx.test.ext.junit.runners.AndroidJUnit4
import androidx.work.Constraints
import androidx.work.ListenableWorker.Result
import androidx.work.testing.TestListenableWorkerBuilder
import kotlinx.coroutines.runBlocking
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import vn.doorstep.Answer
import vn.doorstep.Problem
import vn.doorstep.core.DoorstepException
import vn.doorstep.core.SyncEnd
import vn.doorstep.core.SyncReport
import java.net.SocketException

/** What happens while nobody looks. */
@RunWith(AndroidJUnit4::class)
class BackgroundTest {
    @get:Rule(order = 0) val work = PlannedWork()

    @get:Rule(order = 1) val keystore = FakeKeystore()

    @After
    fun close() = app.opening.close()

    private fun constraints(name: String): Constraints = work.manager.getWorkInfosForUniqueWork(name).get().single { !it.state.isFinished }.constraints

    @Test
    fun `hourly, on Wi-Fi that is not metered and need not lead to the internet`() {
        BackgroundSync.plan(app, wifiOnly = true)
        val wanted = constraints(BackgroundSync.HOURLY).requiredNetworkRequest!!
        assertTrue(wanted.hasTransport(NetworkCapabilities.TRANSPORT_WIFI))
        assertTrue(wanted.hasCapability(NetworkCapabilities.NET_CAPABILITY_NOT_METERED))
        assertFalse(wanted.hasCapability(NetworkCapabilities.NET_CAPABILITY_INTERNET))
        assertFalse(wanted.hasCapability(NetworkCapabilities.NET_CAPABILITY_VALIDATED))
    }

    @Test
    fun `a taste for any network plans anew, and there is one plan`() {
        BackgroundSync.plan(app, wifiOnly = true)
        app.keeper.choose(app.keeper.taste.value.copy(wifiOnly = false))
        val wanted = constraints(BackgroundSync.HOURLY).requiredNetworkRequest!!
        assertFalse(wanted.hasTransport(NetworkCapabilities.TRANSPORT_WIFI))
        assertFalse(wanted.hasCapability(NetworkCapabilities.NET_CAPABILITY_NOT_METERED))
    }

    @Test
    @org.robolectric.annotation.Config(sdk = [34])
    fun `an older Android asks the same`() = `hourly, on Wi-Fi that is not metered and need not lead to the internet`()

    @Test
    fun `a hub out of reach is tried again, a phone that must not sync is not`() {
        val report = SyncReport(SyncEnd.DONE, 1u, 0uL, 0uL)
        assertEquals(Result.success(), BackgroundSync.result(Answer.Is(report)))
        assertEquals(Result.retry(), BackgroundSync.result(Answer.Failed(Problem(Problem.Kind.Sync, "offline"))))
        assertEquals(Result.failure(), BackgroundSync.result(Answer.Failed(Problem(Problem.Kind.State, "not_enrolled"))))
        assertEquals(Result.failure(), runBlocking { TestListenableWorkerBuilder<SyncWorker>(app).build().doWork() })
    }

    @Test
    fun `Wi-Fi first, the system's choice last, and mobile data never where only Wi-Fi may be used`() {
        val system = app.service(ConnectivityManager::class.java)
        val wifi = system.allNetworks.first { system.getNetworkCapabilities(it)?.hasTransport(NetworkCapabilities.TRANSPORT_WIFI) == true }
        var any = true
        val taken = mutableListOf<Pair<Network, Int>>()
        val networks = PhoneNetworks(system, take = { network, socket -> taken += network to socket }) { any }
        assertEquals(2u, networks.count())
        networks.bind(7, 0u)
        assertEquals(listOf(wifi to 7), taken)
        // The system's choice takes no binding.
        networks.bind(8, 1u)
        assertEquals(1, taken.size)
        any = false
        assertEquals(1u, networks.count())
        assertTrue(runCatching { networks.bind(9, 1u) }.exceptionOrNull() is DoorstepException)
        // A network that does not take it is passed over by the core, which knows only its own exceptions.
        val broken = PhoneNetworks(system, take = { _, _ -> throw SocketException("ENONET") }) { true }
        assertEquals("network_SocketException", (runCatching { broken.bind(7, 0u) }.exceptionOrNull() as DoorstepException.Internal).code)
    }
}
