package vn.doorstep.ui

import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.layout.width
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.unit.dp
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import vn.doorstep.ui.design.Words
import java.awt.image.BufferedImage

/** The gallery's eyes see: each kind of fault, planted, is found; and a moved line is a changed picture. */
@OptIn(ExperimentalTestApi::class)
class FaultsTest {
    @Test
    fun `a small target without a name`() = on(Paper.USUAL) {
        draw { Box(Modifier.testTag("small").size(40.dp).clickable { }) }
        assertEquals(listOf("no name: small", "40.0x40.0: small"), faults())
    }

    @Test
    fun `a torn word and a text cut off`() = on(Paper.USUAL) {
        draw {
            Column {
                Words("Nghiêng", Modifier.width(30.dp))
                Words("một hai ba bốn năm sáu bảy tám chín mười", Modifier.width(120.dp).height(20.dp))
            }
        }
        val found = faults()
        assertTrue("$found", "torn: Nghiêng" in found)
        assertTrue("$found", found.any { it.startsWith("cut: một") })
    }

    @Test
    fun `a moved block is a difference, a point of noise is none`() {
        fun picture(at: Int, noise: Boolean = false) = BufferedImage(100, 100, BufferedImage.TYPE_INT_RGB).apply {
            for (x in at until at + 20) for (y in 0 until 20) setRGB(x, y, 0xffffff)
            if (noise) setRGB(99, 99, 0xffffff)
        }
        assertEquals(0.0, difference(picture(0), picture(0)), 0.0)
        assertTrue(difference(picture(0), picture(0, noise = true)) <= 0.005)
        assertTrue(difference(picture(0), picture(10)) > 0.005)
    }
}
