package vn.doorstep.app

import android.app.Application
import android.content.Context
import android.net.ConnectivityManager
import android.os.Build
import kotlinx.coroutines.flow.first
import vn.doorstep.Answer
import vn.doorstep.Phone
import vn.doorstep.Problem
import vn.doorstep.core.DeviceInput
import vn.doorstep.ui.AppLock
import vn.doorstep.ui.AppModel
import vn.doorstep.ui.Opened
import vn.doorstep.ui.Opening
import vn.doorstep.ui.design.En
import vn.doorstep.ui.design.Motion
import vn.doorstep.ui.design.Strings
import vn.doorstep.ui.design.Vi
import vn.doorstep.ui.settings.TasteKeeper
import java.io.File

/** The process: one phone, whether the activity or background work started it. */
class DoorstepApp : Application() {
    private val tastes by lazy { Tastes(this) }
    private val clocks by lazy { Clocks(this) }

    /** How the app looks, speaks, syncs and locks. */
    val keeper: TasteKeeper by lazy {
        TasteKeeper(tastes.read()) { taste ->
            tastes.keep(taste)
            BackgroundSync.plan(this, taste.wifiOnly)
        }
    }

    /** Words of the language in use. */
    val words: Strings get() = if (keeper.taste.value.english) En else Vi

    val lock by lazy { AppLock(clocks::uptimeMs) { keeper.taste.value.lockMinutes } }
    val away by lazy { Away(getSharedPreferences("away", Context.MODE_PRIVATE), lock, clocks::uptimeMs, clocks::boot) }
    val handover by lazy { AndroidHandover(this) { words } }
    val notices by lazy { Notices(this) { words } }

    /** The phone is turned: another activity follows at once, and nobody has gone or come. */
    var turning = false

    /** Kept out of backups by its place, and by the rules in `res/xml`. */
    private val folder by lazy { File(noBackupFilesDir, "phone").apply { mkdirs() } }
    val database by lazy { File(folder, "phone.db") }
    val vault by lazy { KeyVault(File(folder, "key"), database) }

    private val networks by lazy {
        PhoneNetworks(service(ConnectivityManager::class.java)) {
            // Somebody is looking, or said that any network will do.
            handover.front != null || !keeper.taste.value.wifiOnly
        }
    }

    /** The phone's file, opened as soon as anybody asks. */
    val opening: Opening by lazy(::begin)

    /** What a process begins with. */
    internal fun begin() = Opening(database, handover, keeper, undoForMs(), lock = lock, open = ::openFile)

    /** The app, once its file is open; none where it does not open. */
    suspend fun model(): AppModel? = (opening.state.first { it !is Opened.NotYet } as? Opened.Works)?.model

    /** What a hub is told of this phone: no name of a person, no serial number. */
    val device: DeviceInput by lazy {
        DeviceInput("${Build.MANUFACTURER} ${Build.MODEL}", "android", Build.VERSION.RELEASE, version())
    }

    /** The system's list of the app's languages may have been used. */
    fun followLanguage() {
        val english = tastes.englishOfSystem() ?: return
        val taste = keeper.taste.value
        if (english != taste.english) keeper.choose(taste.copy(english = english))
    }

    /** Opens the file with the key of the vault; both stay where they are, whatever comes of it. */
    internal fun openFile(): Answer<Phone> = when (val key = vault.key()) {
        is Answer.Is -> try {
            val phone = Phone.open(database, key.value, AndroidPlatform(clocks, vault))
            if (phone is Answer.Is) phone.value.core.useNetworks(networks)
            phone
        } finally {
            key.value.fill(0)
        }
        is Answer.Failed -> key
        Answer.NotHere -> Answer.Failed(Problem(Problem.Kind.Storage, "key_unreachable"))
    }

    /** Longer where the system's accessibility settings say so. */
    private fun undoForMs(): Long =
        (if (Build.VERSION.SDK_INT >= 29) Patience(this).forMs(Motion.undo) else Motion.undo).toLong()

    private fun version(): String = packageManager.getPackageInfo(packageName, 0).versionName.orEmpty()
}
