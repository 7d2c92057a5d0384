package vn.doorstep.app

import android.content.ActivityNotFoundException
import android.content.Context
import android.content.Intent
import android.content.pm.PackageManager
import android.net.Uri
import android.provider.Settings
import android.widget.Toast
import androidx.core.content.FileProvider
import vn.doorstep.ui.Handover
import vn.doorstep.ui.design.Strings
import java.io.File

/** What screens hand over to Android. What needs an answer goes through the activity that is in front. */
class AndroidHandover(private val context: Context, private val words: () -> Strings) : Handover {
    /** What only an activity can do. */
    interface Front {
        fun start(intent: Intent)

        /** Opens the camera; what it reads is told once. */
        fun scan(read: (String) -> Unit)
        fun askLocalNetwork(refused: () -> Unit)
        fun unlock(known: () -> Unit)
    }

    /** The activity in front; none in the background. */
    var front: Front? = null

    override fun call(number: String) = start(Intent(Intent.ACTION_DIAL, Uri.fromParts("tel", number, null)))

    override fun map(latE7: Long, lonE7: Long) {
        val at = coordinates(latE7) + "," + coordinates(lonE7)
        start(Intent(Intent.ACTION_VIEW, Uri.parse("geo:$at?q=$at")))
    }

    override fun share(path: String) {
        val file = try {
            copy(File(path))
        } catch (_: java.io.IOException) {
            return say(words().errorStorage)
        }
        val uri = FileProvider.getUriForFile(context, context.packageName + ".handed", file)
        val send = Intent(Intent.ACTION_SEND).setType("application/octet-stream").putExtra(Intent.EXTRA_STREAM, uri)
            .addFlags(Intent.FLAG_GRANT_READ_URI_PERMISSION)
        // The chooser hands the grant on only with the data beside it.
        send.clipData = android.content.ClipData.newRawUri(null, uri)
        start(Intent.createChooser(send, null))
    }

    override fun scan(read: (String) -> Unit): Boolean {
        val front = front ?: return false
        if (!context.packageManager.hasSystemFeature(PackageManager.FEATURE_CAMERA_ANY) || cameraRefused) return false
        front.scan(read)
        return true
    }

    /** The camera was refused: from now on one pastes. Asked again at the next start of the app. */
    var cameraRefused = false

    override fun message(number: String?, text: String) = start(
        if (number != null) Intent(Intent.ACTION_SENDTO, Uri.fromParts("smsto", number, null)).putExtra("sms_body", text)
        else Intent.createChooser(Intent(Intent.ACTION_SEND).setType("text/plain").putExtra(Intent.EXTRA_TEXT, text), null),
    )

    override val reachesLocalNetwork: Boolean
        get() = reachesLocalNetwork(
            context.checkSelfPermission(ACCESS_LOCAL_NETWORK) == PackageManager.PERMISSION_GRANTED,
            target = context.applicationInfo.targetSdkVersion,
        )

    override fun allowLocalNetwork() {
        front?.askLocalNetwork {
            start(Intent(Settings.ACTION_APPLICATION_DETAILS_SETTINGS, Uri.fromParts("package", context.packageName, null)))
        }
    }

    override fun unlock(known: () -> Unit) {
        front?.unlock(known)
    }

    private fun start(intent: Intent) {
        try {
            front?.start(intent)
        } catch (_: ActivityNotFoundException) {
            say(words().noAppForIt)
        }
    }

    private fun say(text: String) = Toast.makeText(context, text, Toast.LENGTH_LONG).show()

    /** A copy to be read by others: the file itself goes on changing, and its folder is nobody's business. */
    private fun copy(file: File): File {
        val folder = File(context.cacheDir, HANDED)
        folder.deleteRecursively()
        folder.mkdirs()
        return file.copyTo(File(folder, file.name))
    }

    companion object {
        /** Below the cache; the one folder that `handed_paths.xml` offers. */
        const val HANDED = "handed"

        /** Degrees, to the last of the seven places, without a comma of some language. */
        fun coordinates(e7: Long): String = java.math.BigDecimal.valueOf(e7, 7).toPlainString()
    }
}
