package vn.doorstep.ui

import androidx.compose.ui.graphics.toAwtImage
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.captureToImage
import androidx.compose.ui.test.onRoot
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.junit.runners.Parameterized
import vn.doorstep.ui.design.En
import vn.doorstep.ui.design.Theme
import vn.doorstep.ui.design.Vi
import java.awt.image.BufferedImage
import java.io.File
import javax.imageio.ImageIO
import kotlin.math.abs

/** Every sample on every phone, in every theme and language: first the picture, then what is wrong with it. */
@OptIn(ExperimentalTestApi::class)
@RunWith(Parameterized::class)
class GalleryTest(private val sample: Sample, @Suppress("unused") private val name: String) {
    @Test
    fun `light, Vietnamese, usual phone, as recorded`() = on(Paper.USUAL) {
        draw { sample.content() }
        val picture = picture("vi-light-411")
        assertEquals(emptyList<String>(), faults())
        compare(picture, "${sample.name}.png")
    }

    @Test
    fun `dark, English, usual phone, as recorded`() = on(Paper.USUAL) {
        draw(Theme.Dark, En) { sample.content() }
        val picture = picture("en-dark-411")
        assertEquals(emptyList<String>(), faults())
        compare(picture, "en-dark/${sample.name}.png")
    }

    @Test
    fun `narrow with large letters, Vietnamese, in sunlight`() = on(Paper.NARROW) {
        draw(Theme.Sunlight) { sample.content() }
        picture("vi-sunlight-320x2")
        assertEquals(emptyList<String>(), faults())
    }

    @Test
    fun `narrow with large letters, English, dark`() = on(Paper.NARROW) {
        draw(Theme.Dark, En) { sample.content() }
        picture("en-dark-320x2")
        assertEquals(emptyList<String>(), faults())
    }

    private fun androidx.compose.ui.test.SkikoComposeUiTest.picture(kind: String): BufferedImage {
        val image = onRoot().captureToImage().toAwtImage()
        val file = File("$ROOT/target/android/pictures/$kind/${sample.name}.png")
        file.parentFile.mkdirs()
        ImageIO.write(image, "png", file)
        return image
    }

    private fun compare(drawn: BufferedImage, name: String) {
        val kept = File("$ROOT/docs/screens/phone/$name")
        if (System.getProperty("doorstep.record") == "true") {
            kept.parentFile.mkdirs()
            ImageIO.write(drawn, "png", kept)
            return
        }
        assertTrue("no picture $name: cargo xtask phone --record", kept.exists())
        val share = difference(ImageIO.read(kept), drawn)
        // Another machine draws the edges of letters a little differently; a moved line is far above this.
        assertTrue("$name differs in $share of its points: look at it, then cargo xtask phone --record", share <= 0.005)
    }

    companion object {
        private val ROOT: String = System.getProperty("doorstep.root")

        @JvmStatic
        @Parameterized.Parameters(name = "{1}")
        fun samples(): List<Array<Any>> = SAMPLES.map { arrayOf(it, it.name) }
    }
}

/** The share of points that differ clearly; all of them where the sizes do. */
fun difference(a: BufferedImage, b: BufferedImage): Double {
    if (a.width != b.width || a.height != b.height) return 1.0
    val points = a.width * a.height
    val other = (0 until points).count { at ->
        val (x, y) = at % a.width to at / a.width
        val (p, q) = a.getRGB(x, y) to b.getRGB(x, y)
        listOf(16, 8, 0).any { abs(((p shr it) and 0xff) - ((q shr it) and 0xff)) > 48 }
    }
    return other.toDouble() / points
}
