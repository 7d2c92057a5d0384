package vn.doorstep.app

import android.content.Context
import android.os.SystemClock
import android.provider.Settings
import vn.doorstep.core.DoorstepException
import vn.doorstep.core.Moment
import vn.doorstep.core.Platform

/** The phone's clocks, as the core wants them. */
class Clocks(private val context: Context) {
    /** Counts while the phone sleeps, too; begins anew at every boot. */
    fun uptimeMs(): Long = SystemClock.elapsedRealtime()

    /** Another number after every restart. */
    fun boot(): Long = Settings.Global.getInt(context.contentResolver, Settings.Global.BOOT_COUNT, 0).toLong()

    fun moment() = Moment(System.currentTimeMillis(), uptimeMs().toULong(), boot().toULong())
}

/** What the library needs of Android. */
class AndroidPlatform(private val clocks: Clocks, private val vault: KeyVault) : Platform {
    override fun moment() = clocks.moment()

    override fun destroyKey() = try {
        vault.destroy()
    } catch (error: Exception) {
        // By its class alone: a message may hold a path.
        throw DoorstepException.Internal("key_stays_" + error::class.simpleName.orEmpty())
    }
}
