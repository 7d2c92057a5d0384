package vn.doorstep.app.scan

import android.annotation.SuppressLint
import android.content.Context
import android.graphics.ImageFormat
import android.graphics.SurfaceTexture
import android.hardware.camera2.CameraAccessException
import android.hardware.camera2.CameraCaptureSession
import android.hardware.camera2.CameraCharacteristics
import android.hardware.camera2.CameraDevice
import android.hardware.camera2.CameraManager
import android.hardware.camera2.CaptureRequest
import android.media.ImageReader
import android.os.Handler
import android.os.HandlerThread
import android.os.Looper
import android.util.Size
import android.view.Surface
import vn.doorstep.app.service

/** The back camera, watched for a QR code. One use: opened once, closed once. Both answers come on the main thread. */
class QrCamera(context: Context, private val read: (String) -> Unit, private val failed: () -> Unit) : AutoCloseable {
    private val cameras = context.service(CameraManager::class.java)
    private val id: String? = cameras.cameraIdList.firstOrNull { facing(it) == CameraCharacteristics.LENS_FACING_BACK }
        ?: cameras.cameraIdList.firstOrNull()
    private val thread = HandlerThread("camera").apply { start() }
    private val handler = Handler(thread.looper)
    private val main = Handler(Looper.getMainLooper())
    private val codes = QrReader()
    private var images: ImageReader? = null
    private var device: CameraDevice? = null
    private var done = false

    /** The pictures' size as the sensor lies: on its side, in a phone held upright. */
    val size: Size = id?.let { enough(cameras.getCameraCharacteristics(it)) } ?: Size(640, 480)

    /** Shows what the camera sees on [preview], and looks for a code in it. The permission was granted before. */
    @SuppressLint("MissingPermission")
    fun open(preview: SurfaceTexture) {
        val id = id ?: return failed()
        preview.setDefaultBufferSize(size.width, size.height)
        val shown = Surface(preview)
        val looked = ImageReader.newInstance(size.width, size.height, ImageFormat.YUV_420_888, 2)
        images = looked
        looked.setOnImageAvailableListener(::look, handler)
        try {
            cameras.openCamera(id, Opened(shown, looked.surface), handler)
        } catch (_: CameraAccessException) {
            fail()
        }
    }

    override fun close() {
        done = true
        // On the camera's own thread, after what is under way there.
        handler.post {
            device?.close()
            images?.close()
            thread.quitSafely()
        }
    }

    private fun look(reader: ImageReader) {
        val text = reader.acquireLatestImage()?.use { image ->
            val plane = image.planes[0]
            val brightness = ByteArray(plane.rowStride * image.height)
            // The last line may end without its padding.
            plane.buffer.run { get(brightness, 0, remaining().coerceAtMost(brightness.size)) }
            codes.read(brightness, plane.rowStride, image.width, image.height)
        } ?: return
        main.post {
            if (!done) {
                done = true
                read(text)
            }
        }
    }

    private fun fail() {
        main.post { if (!done) failed() }
    }

    private fun facing(id: String) = cameras.getCameraCharacteristics(id).get(CameraCharacteristics.LENS_FACING)

    /** Enough to tell the squares of a code apart, and no more than a cheap phone looks at in time. */
    private fun enough(camera: CameraCharacteristics): Size? =
        camera.get(CameraCharacteristics.SCALER_STREAM_CONFIGURATION_MAP)?.getOutputSizes(ImageFormat.YUV_420_888)
            ?.filter { it.width.toLong() * it.height <= MOST }?.maxByOrNull { it.width.toLong() * it.height }

    private inner class Opened(private val shown: Surface, private val looked: Surface) : CameraDevice.StateCallback() {
        override fun onOpened(camera: CameraDevice) {
            device = camera
            if (done) return camera.close()
            try {
                @Suppress("DEPRECATION") // Its follower begins with Android 9.
                camera.createCaptureSession(listOf(shown, looked), Session(), handler)
            } catch (_: CameraAccessException) {
                fail()
            }
        }

        override fun onDisconnected(camera: CameraDevice) {
            camera.close()
            fail()
        }

        override fun onError(camera: CameraDevice, error: Int) {
            camera.close()
            fail()
        }

        private inner class Session : CameraCaptureSession.StateCallback() {
            override fun onConfigured(session: CameraCaptureSession) {
                val request = session.device.createCaptureRequest(CameraDevice.TEMPLATE_PREVIEW).apply {
                    addTarget(shown)
                    addTarget(looked)
                    set(CaptureRequest.CONTROL_AF_MODE, CaptureRequest.CONTROL_AF_MODE_CONTINUOUS_PICTURE)
                }
                try {
                    session.setRepeatingRequest(request.build(), null, handler)
                } catch (_: CameraAccessException) {
                    fail()
                } catch (_: IllegalStateException) {
                    // Closed meanwhile.
                }
            }

            override fun onConfigureFailed(session: CameraCaptureSession) = fail()
        }
    }

    private companion object {
        const val MOST = 1280L * 960
    }
}
