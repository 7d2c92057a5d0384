package vn.doorstep.app.scan

import com.google.zxing.BarcodeFormat
import com.google.zxing.BinaryBitmap
import com.google.zxing.DecodeHintType
import com.google.zxing.PlanarYUVLuminanceSource
import com.google.zxing.ReaderException
import com.google.zxing.common.HybridBinarizer
import com.google.zxing.qrcode.QRCodeReader

/** Finds a QR code in a picture's brightness. Which way up it is held does not matter. */
class QrReader {
    private val reader = QRCodeReader()

    /** The code's text; none where the picture shows none. [stride] is how many bytes a line of the picture takes. */
    fun read(brightness: ByteArray, stride: Int, width: Int, height: Int): String? = try {
        val source = PlanarYUVLuminanceSource(brightness, stride, height, 0, 0, width, height, false)
        reader.decode(BinaryBitmap(HybridBinarizer(source)), HINTS).text
    } catch (_: ReaderException) {
        null
    } finally {
        reader.reset()
    }

    private companion object {
        val HINTS = mapOf(DecodeHintType.TRY_HARDER to true, DecodeHintType.POSSIBLE_FORMATS to listOf(BarcodeFormat.QR_CODE))
    }
}
