package vn.doorstep.ui

import androidx.compose.runtime.Composable
import androidx.compose.ui.text.font.FontFamily
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.text.platform.Font
import androidx.compose.ui.unit.DpSize
import androidx.compose.ui.unit.dp
import androidx.compose.ui.window.Window
import androidx.compose.ui.window.WindowState
import androidx.compose.ui.window.application
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import vn.doorstep.Answer
import vn.doorstep.Phone
import vn.doorstep.core.DeviceInput
import vn.doorstep.core.Moment
import vn.doorstep.core.Platform
import vn.doorstep.ui.blocked.BlockedAction
import vn.doorstep.ui.blocked.BlockedScreen
import vn.doorstep.ui.blocked.BlockedState
import vn.doorstep.ui.design.Look
import vn.doorstep.ui.design.Theme
import vn.doorstep.ui.design.Vi
import vn.doorstep.ui.settings.TasteKeeper
import java.io.File
import java.security.SecureRandom

/**
 * The phone in a window of a desktop, for trying: the same screens, the same library. The key lies in a file beside the
 * database, so this is not for residents' data.
 */
fun main() {
    val folder = File(System.getProperty("doorstep.phone") ?: (System.getProperty("user.home") + "/.doorstep-phone"))
    // The hub of a demo ends with it; its phone then leads nowhere.
    if (System.getProperty("doorstep.phone.new") == "true") folder.deleteRecursively()
    folder.mkdirs()
    println("· the phone's files: $folder (another phone: cargo xtask phone --new)")
    val key = File(folder, "key")
    val file = File(folder, "phone.db")
    // After a sign-out the key is gone: the next one begins anew.
    val opening = Opening(file, DesktopHandover, TasteKeeper()) {
        if (!key.exists()) key.writeBytes(ByteArray(32).also { SecureRandom().nextBytes(it) })
        Phone.open(file, key.readBytes(), DesktopPlatform(key))
    }
    val font = FontFamily(
        Font("font/BeVietnamPro-Regular.ttf", FontWeight.Normal),
        Font("font/BeVietnamPro-SemiBold.ttf", FontWeight.SemiBold),
    )
    application {
        Window(onCloseRequest = ::exitApplication, title = Vi.blockedTitle, state = WindowState(size = DpSize(411.dp, 891.dp))) {
            App(opening, DEVICE, font)
        }
    }
}

private val DEVICE = DeviceInput("Desktop", "terminal", System.getProperty("os.name"), "0.1.0")

private class DesktopPlatform(private val key: File) : Platform {
    // A window's boot is the process: its uptime starts with it.
    private val boot = System.currentTimeMillis().toULong()
    private val started = System.nanoTime()

    override fun moment() = Moment(System.currentTimeMillis(), ((System.nanoTime() - started) / 1_000_000).toULong(), boot)

    override fun destroyKey() {
        key.delete()
    }
}

/** A desktop has no dialler, map or camera: what would be handed over is told on the terminal. */
private object DesktopHandover : Handover {
    override fun call(number: String) = println("· a phone would dial $number")
    override fun map(latE7: Long, lonE7: Long) = println("· a phone would show ${latE7 / 1e7}, ${lonE7 / 1e7} on a map")
    override fun share(path: String) = println("· a phone would share $path")
    override fun scan(read: (String) -> Unit) = false
    override fun message(number: String?, text: String) = println("· a phone would open a message to ${number ?: "whom one chooses"}: $text")
    override val reachesLocalNetwork = true
    override fun allowLocalNetwork() = Unit
    override fun unlock(known: () -> Unit) = known()
}
