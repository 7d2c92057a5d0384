package vn.doorstep.app

import android.content.SharedPreferences
import vn.doorstep.ui.AppLock

/**
 * Tells the lock how long the app was away, across the death of its process: cheap phones kill what is not in front, and a
 * new process must not be an open door.
 */
class Away(private val kept: SharedPreferences, private val lock: AppLock, private val uptimeMs: () -> Long, private val boot: () -> Long) {
    private var known = false

    /** The app is in front. */
    fun came() {
        val now = uptimeMs()
        if (!known) restore(now)
        known = true
        lock.came(now)
        seen(now)
    }

    /** The app goes to the background. */
    fun went() {
        val now = uptimeMs()
        lock.went(now)
        seen(now)
    }

    private fun restore(now: Long) {
        if (!kept.contains(SEEN)) return
        // The clock that only counts began anew with the phone: nobody knows how long that took.
        val seen = if (kept.getLong(BOOT, -1) == boot()) kept.getLong(SEEN, now) else now - LONG_MS
        lock.went(seen)
    }

    private fun seen(now: Long) = kept.edit().putLong(SEEN, now).putLong(BOOT, boot()).apply()

    companion object {
        private const val SEEN = "seen"
        private const val BOOT = "boot"
        private const val LONG_MS = 24 * 3_600_000L
    }
}
