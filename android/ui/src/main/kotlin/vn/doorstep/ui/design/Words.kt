package vn.doorstep.ui.design

import androidx.compose.foundation.Image
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.text.BasicText
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.ColorFilter
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.graphics.vector.rememberVectorPainter
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.unit.Dp
import androidx.compose.ui.unit.dp

/** Text. It wraps; nothing is ever cut with an ellipsis. */
@Composable
fun Words(text: String, modifier: Modifier = Modifier, style: TextStyle = Type.body, color: Color = palette.ink) {
    BasicText(text, modifier, style.inFont().copy(color = color))
}

/** What is beside the point: smaller and paler, and still 7:1. */
@Composable
fun Aside(text: String, modifier: Modifier = Modifier, color: Color = palette.ink2) =
    Words(text, modifier, Type.caption, color)

/** The heading of a part of a screen. */
@Composable
fun Heading(text: String, modifier: Modifier = Modifier) =
    Words(text, modifier.semantics { heading() }, Type.bodyStrong, palette.ink2)

/** An icon. It is never alone: the word beside it, or the name of what is tapped, says the same. */
@Composable
fun Icon(icon: ImageVector, color: Color = palette.ink, size: Dp = 24.dp, modifier: Modifier = Modifier) {
    // Larger letters have larger icons, up to where they would take the words' place.
    val grown = size * LocalDensity.current.fontScale.coerceIn(1f, 1.5f)
    Image(rememberVectorPainter(icon), null, modifier.size(grown), colorFilter = ColorFilter.tint(color))
}

/** An icon with its word. */
@Composable
fun Sign(icon: ImageVector, text: String, modifier: Modifier = Modifier, color: Color = palette.ink, style: TextStyle = Type.body) {
    Row(modifier, Arrangement.spacedBy(Space.s8), Alignment.CenterVertically) {
        Icon(icon, color, 20.dp)
        Words(text, Modifier.weight(1f, fill = false), style, color)
    }
}
