package vn.doorstep.app.scan

import android.Manifest
import android.app.Activity
import android.content.Intent
import androidx.test.core.app.ActivityScenario
import androidx.test.ext.junit.runners.AndroidJUnit4
import com.google.zxing.BarcodeFormat
import com.google.zxing.qrcode.QRCodeWriter
import org.junit.Assert.assertEquals
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Shadows.shadowOf
import vn.doorstep.app.app

/** From a picture's brightness to the text of an invitation. */
@RunWith(AndroidJUnit4::class)
class ScanTest {
    private val invitation = "doorstep:" + "AB12".repeat(60)

    /** A picture of a code as a camera gives it: grey on grey, lines longer than the picture, turned by so many quarters. */
    private fun picture(quarters: Int): ByteArray {
        val code = QRCodeWriter().encode(invitation, BarcodeFormat.QR_CODE, SIDE - 80, SIDE - 80)
        val bytes = ByteArray(STRIDE * SIDE) { 150.toByte() }
        for (y in 0 until code.height) for (x in 0 until code.width) {
            val (tx, ty) = when (quarters) { 0 -> x to y; 1 -> code.height - 1 - y to x; 2 -> code.width - 1 - x to code.height - 1 - y; else -> y to code.width - 1 - x }
            if (code[x, y]) bytes[(ty + 40) * STRIDE + tx + 40] = 70
        }
        return bytes
    }

    @Test
    fun `a code is read, whichever way the phone is held`() {
        for (quarters in 0..3) assertEquals(invitation, QrReader().read(picture(quarters), STRIDE, SIDE, SIDE))
    }

    @Test
    fun `a picture without a code is none, and the next one is read all the same`() {
        val reader = QrReader()
        assertEquals(null, reader.read(ByteArray(STRIDE * SIDE) { (it * 31).toByte() }, STRIDE, SIDE, SIDE))
        assertEquals(invitation, reader.read(picture(0), STRIDE, SIDE, SIDE))
    }

    @Test
    fun `the camera is asked for at the tap, and a refusal is told`() {
        ActivityScenario.launchActivityForResult(ScanActivity::class.java).use { activity ->
            var asked: List<String> = emptyList()
            activity.onActivity { asked = shadowOf(it).lastRequestedPermission.requestedPermissions.toList() }
            assertEquals(listOf(Manifest.permission.CAMERA), asked)
            activity.onActivity {
                val request = shadowOf(it).lastRequestedPermission
                it.onRequestPermissionsResult(request.requestCode, request.requestedPermissions, intArrayOf(-1))
            }
            assertEquals(Scanned.Refused, ScanContract().parseResult(activity.result.resultCode, activity.result.resultData))
        }
    }

    @Test
    fun `what came of it`() {
        val read = Intent().putExtra(ScanActivity.TEXT, invitation)
        assertEquals(Scanned.Read(invitation), ScanContract().parseResult(Activity.RESULT_OK, read))
        assertEquals(Scanned.Nothing, ScanContract().parseResult(Activity.RESULT_CANCELED, null))
        assertEquals(ScanActivity::class.java.name, ScanContract().createIntent(app, Unit).component!!.className)
    }

    private companion object {
        const val SIDE = 480
        const val STRIDE = 512
    }
}
