package vn.doorstep.ui.design

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.lightColorScheme
import androidx.compose.material3.darkColorScheme
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.staticCompositionLocalOf
import androidx.compose.ui.Modifier
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.text.font.FontFamily
import androidx.compose.ui.unit.Density

/** The theme's colours. */
val LocalPalette = staticCompositionLocalOf { Theme.Light.palette }

/** The words. */
val LocalStrings = staticCompositionLocalOf<Strings> { Vi }

/** The font: a platform loads it in its own way. */
val LocalFont = staticCompositionLocalOf<FontFamily> { FontFamily.Default }

/** Colours of the theme in use. */
val palette: Palette
    @Composable get() = LocalPalette.current

/** Words of the language in use. */
val strings: Strings
    @Composable get() = LocalStrings.current

/** A text style in the app's font. */
@Composable
fun TextStyle.inFont(): TextStyle = copy(fontFamily = LocalFont.current)

/** Everything inside looks and speaks as chosen. */
@Composable
fun Look(theme: Theme, words: Strings, font: FontFamily, letters: Float = 1f, content: @Composable () -> Unit) {
    val colours = theme.palette
    // Only Material's text field and its cursor take these.
    val base = if (theme == Theme.Dark) darkColorScheme() else lightColorScheme()
    val scheme = base.copy(
        primary = colours.primary, onPrimary = colours.onPrimary, background = colours.bg, onBackground = colours.ink,
        surface = colours.surface, onSurface = colours.ink, onSurfaceVariant = colours.ink2, outline = colours.line,
        error = colours.danger,
    )
    val system = LocalDensity.current
    // Not beyond 200 %: that is what screens are drawn and checked with.
    val density = Density(system.density, (system.fontScale * letters).coerceAtMost(maxOf(2f, system.fontScale)))
    CompositionLocalProvider(LocalDensity provides density, LocalPalette provides colours, LocalStrings provides words, LocalFont provides font) {
        MaterialTheme(colorScheme = scheme) {
            Box(Modifier.fillMaxSize().background(colours.bg)) { content() }
        }
    }
}
