package vn.doorstep.ui.design

import androidx.compose.foundation.BorderStroke
import androidx.compose.foundation.background
import androidx.compose.foundation.border
import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.defaultMinSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.selection.selectable
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp

/** How much a button wants to be pressed. */
enum class Weight { Primary, Quiet, Danger }

/**
 * A button as wide as there is room. [name] is what a screen reader says where the label alone would not tell whom it is
 * about; [id] is the control's name in `screens.toml`.
 */
@Composable
fun Button(
    label: String,
    id: String,
    modifier: Modifier = Modifier,
    icon: ImageVector? = null,
    weight: Weight = Weight.Primary,
    name: String? = null,
    enabled: Boolean = true,
    onClick: () -> Unit,
) {
    val colours = palette
    val (back, fore) = when {
        !enabled -> colours.surface2 to colours.ink2
        weight == Weight.Primary -> colours.primary to colours.onPrimary
        weight == Weight.Danger -> colours.dangerBg to colours.danger
        else -> colours.surface to colours.primary
    }
    val shape = RoundedCornerShape(Radius.card)
    val edge = if (weight == Weight.Primary && enabled) Modifier else Modifier.border(BorderStroke(1.dp, colours.line), shape)
    Row(
        modifier.fillMaxWidth().testTag(id).defaultMinSize(minHeight = 56.dp).clip(shape).background(back).then(edge)
            .clickable(enabled = enabled, role = Role.Button, onClick = onClick)
            .then(if (name == null) Modifier else Modifier.semantics { contentDescription = name })
            .padding(horizontal = Space.s16, vertical = Space.s12),
        Arrangement.spacedBy(Space.s8, Alignment.CenterHorizontally),
        Alignment.CenterVertically,
    ) {
        if (icon != null) Icon(icon, fore)
        Words(label, Modifier.weight(1f, fill = false), Type.action.copy(textAlign = TextAlign.Center), fore)
    }
}

/** A small square button with an icon alone; its name is read out. */
@Composable
fun IconButton(icon: ImageVector, name: String, id: String, modifier: Modifier = Modifier, onClick: () -> Unit) {
    Box(
        modifier.testTag(id).size(Target.min).clip(RoundedCornerShape(Radius.card))
            .clickable(role = Role.Button, onClick = onClick).semantics { contentDescription = name },
        Alignment.Center,
    ) { Icon(icon, palette.primary) }
}

/** One of several: chosen or not. */
@Composable
fun Choice(label: String, chosen: Boolean, id: String, modifier: Modifier = Modifier, icon: ImageVector? = null, name: String? = null, onClick: () -> Unit) {
    val colours = palette
    val shape = RoundedCornerShape(Radius.sheet + Space.s4)
    Row(
        modifier.testTag(id).defaultMinSize(minWidth = Target.min, minHeight = Target.min).clip(shape)
            .background(if (chosen) colours.selected else colours.surface)
            .border(BorderStroke(if (chosen) 2.dp else 1.dp, if (chosen) colours.primary else colours.line), shape)
            .selectable(chosen, role = Role.RadioButton, onClick = onClick)
            .then(if (name == null) Modifier else Modifier.semantics { contentDescription = name })
            .padding(horizontal = Space.s16, vertical = Space.s8),
        Arrangement.spacedBy(Space.s8),
        Alignment.CenterVertically,
    ) {
        // A mark, not colour alone, says what is chosen.
        if (chosen) Icon(Icons.Check, colours.primary, 20.dp) else if (icon != null) Icon(icon, colours.ink2, 20.dp)
        Words(label, Modifier.weight(1f, fill = false), if (chosen) Type.bodyStrong else Type.body)
    }
}
