package vn.doorstep.app.scan

import android.Manifest
import android.app.Activity
import android.content.Context
import android.content.Intent
import android.content.pm.PackageManager
import android.graphics.SurfaceTexture
import android.os.Bundle
import android.view.TextureView
import androidx.activity.ComponentActivity
import androidx.activity.compose.setContent
import androidx.activity.enableEdgeToEdge
import androidx.activity.result.contract.ActivityResultContract
import androidx.activity.result.contract.ActivityResultContracts
import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.aspectRatio
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.safeDrawingPadding
import androidx.compose.ui.Modifier
import androidx.compose.ui.text.font.FontFamily
import androidx.compose.ui.viewinterop.AndroidView
import vn.doorstep.app.DoorstepApp
import vn.doorstep.ui.design.Bar
import vn.doorstep.ui.design.En
import vn.doorstep.ui.design.Form
import vn.doorstep.ui.design.Look
import vn.doorstep.ui.design.Page
import vn.doorstep.ui.design.Vi
import vn.doorstep.ui.design.Words
import vn.doorstep.ui.design.strings

/** What came of scanning. */
sealed interface Scanned {
    data class Read(val text: String) : Scanned

    /** The camera may not be used, or does not work. */
    data object Refused : Scanned

    /** The person went back. */
    data object Nothing : Scanned
}

/** Asks [ScanActivity]. */
class ScanContract : ActivityResultContract<Unit, Scanned>() {
    override fun createIntent(context: Context, input: Unit) = Intent(context, ScanActivity::class.java)

    override fun parseResult(resultCode: Int, intent: Intent?): Scanned = when (resultCode) {
        Activity.RESULT_OK -> intent?.getStringExtra(ScanActivity.TEXT)?.let { Scanned.Read(it) } ?: Scanned.Nothing
        ScanActivity.REFUSED -> Scanned.Refused
        else -> Scanned.Nothing
    }
}

/** Shows what the camera sees until a QR code is in it. The person tapped *scan* just before: the reason needs no words. */
class ScanActivity : ComponentActivity() {
    private var camera: QrCamera? = null
    private val permission = registerForActivityResult(ActivityResultContracts.RequestPermission()) { granted ->
        if (granted) show() else refused()
    }

    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        enableEdgeToEdge()
        if (checkSelfPermission(Manifest.permission.CAMERA) == PackageManager.PERMISSION_GRANTED) show()
        else if (savedInstanceState == null) permission.launch(Manifest.permission.CAMERA)
    }

    override fun onDestroy() {
        camera?.close()
        super.onDestroy()
    }

    private fun show() {
        val camera = QrCamera(this, ::read, ::refused).also { camera = it }
        val taste = (application as DoorstepApp).keeper.taste.value
        setContent {
            Look(taste.theme, if (taste.english) En else Vi, FontFamily.Default, taste.letters.factor) {
                Box(Modifier.fillMaxSize().safeDrawingPadding()) {
                    Page(bar = { Bar(strings.enrolScan, back = ::finish) }) {
                        Form {
                            Words(strings.scanHow)
                            // Upright, the sensor's longer side is the screen's.
                            val shape = Modifier.fillMaxWidth().aspectRatio(camera.size.height.toFloat() / camera.size.width)
                            AndroidView({ TextureView(it).apply { surfaceTextureListener = Shown(camera) } }, shape)
                        }
                    }
                }
            }
        }
    }

    private fun read(text: String) {
        setResult(RESULT_OK, Intent().putExtra(TEXT, text))
        finish()
    }

    private fun refused() {
        setResult(REFUSED)
        finish()
    }

    private class Shown(private val camera: QrCamera) : TextureView.SurfaceTextureListener {
        override fun onSurfaceTextureAvailable(surface: SurfaceTexture, width: Int, height: Int) = camera.open(surface)
        override fun onSurfaceTextureSizeChanged(surface: SurfaceTexture, width: Int, height: Int) = Unit
        override fun onSurfaceTextureDestroyed(surface: SurfaceTexture) = true
        override fun onSurfaceTextureUpdated(surface: SurfaceTexture) = Unit
    }

    companion object {
        const val TEXT = "text"
        const val REFUSED = Activity.RESULT_FIRST_USER
    }
}
