package vn.doorstep.ui

import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow

/**
 * Locks the app when it was away for long. The platform tells when it goes to the background and when it comes back, by a
 * clock that only counts; where the app itself sent the person away (dialler, camera, maps, a message) it stays open.
 */
class AppLock(
    /** The same clock, for errands. */
    private val uptimeMs: () -> Long = { System.nanoTime() / 1_000_000 },
    private val minutes: () -> Int,
) {
    private val mutable = MutableStateFlow(false)
    private var leftAtMs: Long? = null
    private var errandAtMs: Long? = null

    /** Whether the screens are hidden until the person has shown who they are. */
    val locked: StateFlow<Boolean> = mutable.asStateFlow()

    /**
     * The app hands over to another one, and is expected back. A sheet that is put away again sent nobody anywhere: an
     * absence some time later is one like any other.
     */
    fun errand() {
        errandAtMs = uptimeMs()
    }

    /** The app goes to the background. */
    fun went(uptimeMs: Long) {
        val onErrand = errandAtMs?.let { uptimeMs - it < ERRAND_MS } ?: false
        if (!onErrand) leftAtMs = uptimeMs
        errandAtMs = null
    }

    /** The app is in front again. */
    fun came(uptimeMs: Long) {
        val away = uptimeMs - (leftAtMs ?: return)
        leftAtMs = null
        if (away >= minutes() * 60_000L) mutable.value = true
    }

    /** The platform knows the person. */
    fun unlocked() {
        mutable.value = false
    }

    private companion object {
        /** So long after handing over, leaving the app is that errand. */
        const val ERRAND_MS = 60_000L
    }
}

/** Hands over, and tells the lock that the person was sent away. */
internal class Errands(private val platform: Handover, private val lock: AppLock) : Handover by platform {
    override fun call(number: String) = away { platform.call(number) }
    override fun map(latE7: Long, lonE7: Long) = away { platform.map(latE7, lonE7) }
    override fun share(path: String) = away { platform.share(path) }
    // Without a camera nobody is sent anywhere.
    override fun scan(read: (String) -> Unit) = platform.scan(read).also { if (it) lock.errand() }
    override fun message(number: String?, text: String) = away { platform.message(number, text) }
    override fun allowLocalNetwork() = away { platform.allowLocalNetwork() }

    private fun <T> away(act: () -> T): T {
        lock.errand()
        return act()
    }
}
