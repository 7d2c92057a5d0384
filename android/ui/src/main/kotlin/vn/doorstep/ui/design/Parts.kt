package vn.doorstep.ui.design

import androidx.compose.foundation.background
import androidx.compose.foundation.border
import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.RowScope
import androidx.compose.foundation.layout.defaultMinSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp

/** What is urgent about a line. */
enum class Tone { Plain, Ok, Info, Warn, Danger }

/** Foreground and background of a tone. */
@Composable
fun Tone.colours(): Pair<Color, Color> = when (this) {
    Tone.Plain -> palette.ink2 to palette.surface2
    Tone.Ok -> palette.ok to palette.okBg
    Tone.Info -> palette.info to palette.infoBg
    Tone.Warn -> palette.warn to palette.warnBg
    Tone.Danger -> palette.danger to palette.dangerBg
}

/** A fact in a pill, with its icon: read, not tapped. */
@Composable
fun Chip(text: String, tone: Tone = Tone.Plain, icon: ImageVector? = null, modifier: Modifier = Modifier) {
    val (fore, back) = tone.colours()
    val shape = RoundedCornerShape(Radius.field)
    Row(
        modifier.clip(shape).background(back).border(1.dp, fore.copy(alpha = 0.35f), shape)
            .padding(horizontal = Space.s8, vertical = Space.s4),
        Arrangement.spacedBy(Space.s4),
        Alignment.CenterVertically,
    ) {
        if (icon != null) Icon(icon, fore, 16.dp)
        Words(text, Modifier.weight(1f, fill = false), Type.caption, fore)
    }
}

/** Pills and choices in as many rows as they need. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
fun Flow(modifier: Modifier = Modifier, content: @Composable () -> Unit) = FlowRow(
    modifier, Arrangement.spacedBy(Space.s8), Arrangement.spacedBy(Space.s8),
) { content() }

/** What belongs together. */
@Composable
fun Card(modifier: Modifier = Modifier, tone: Tone? = null, content: @Composable ColumnScope.() -> Unit) {
    val shape = RoundedCornerShape(Radius.card)
    val back = tone?.colours()?.second ?: palette.surface
    val edge = if (tone == null) palette.line.copy(alpha = 0.5f) else tone.colours().first
    Column(
        modifier.fillMaxWidth().clip(shape).background(back).border(1.dp, edge, shape).padding(Space.s16),
        Arrangement.spacedBy(Space.s8), content = content,
    )
}

/** The head of a card, where it leads somewhere: as a [Line], without a box in the card's own. */
@Composable
fun Head(id: String, onClick: () -> Unit, content: @Composable ColumnScope.() -> Unit) = Row(
    Modifier.fillMaxWidth().testTag(id).defaultMinSize(minHeight = Target.min).clip(RoundedCornerShape(Radius.field))
        .clickable(role = Role.Button, onClick = onClick).semantics(mergeDescendants = true) {},
    Arrangement.spacedBy(Space.s8), Alignment.CenterVertically,
) {
    Column(Modifier.weight(1f), Arrangement.spacedBy(Space.s4), content = content)
    Icon(Icons.ChevronRight, palette.ink2)
}

/** A line that leads somewhere. All of it is the target, and its parts are read out as one. */
@Composable
fun Line(id: String, modifier: Modifier = Modifier, tone: Tone? = null, onClick: () -> Unit, content: @Composable ColumnScope.() -> Unit) {
    val shape = RoundedCornerShape(Radius.card)
    val back = tone?.colours()?.second ?: palette.surface
    val fore = tone?.colours()?.first ?: palette.line
    Row(
        modifier.fillMaxWidth().testTag(id).defaultMinSize(minHeight = Target.door).clip(shape).background(back)
            .border(1.dp, fore.copy(alpha = if (tone == null) 0.5f else 1f), shape).clickable(role = Role.Button, onClick = onClick)
            .semantics(mergeDescendants = true) {}.padding(Space.s16),
        Arrangement.spacedBy(Space.s8), Alignment.CenterVertically,
    ) {
        Column(Modifier.weight(1f), Arrangement.spacedBy(Space.s4), content = content)
        Icon(Icons.ChevronRight, tone?.colours()?.first ?: palette.ink2)
    }
}

/** The top of a screen: back, what it is, and what the phone owes (the sync chip). */
@Composable
fun Bar(title: String, back: (() -> Unit)? = null, trailing: @Composable RowScope.() -> Unit = {}) {
    Row(
        Modifier.fillMaxWidth().background(palette.bg).padding(horizontal = Space.s8, vertical = Space.s4)
            .defaultMinSize(minHeight = 56.dp),
        Arrangement.spacedBy(Space.s4), Alignment.CenterVertically,
    ) {
        if (back != null) IconButton(Icons.ArrowLeft, strings.back, "back", onClick = back)
        Words(title, Modifier.weight(1f).padding(start = Space.s8).semantics { heading() }, Type.title)
        trailing()
    }
}

/** Something to know before anything else; read out when it appears. */
@Composable
fun Banner(tone: Tone, icon: ImageVector, text: String, modifier: Modifier = Modifier) {
    val (fore, back) = tone.colours()
    Row(
        modifier.fillMaxWidth().clip(RoundedCornerShape(Radius.card)).background(back)
            .border(1.dp, fore, RoundedCornerShape(Radius.card)).semantics { liveRegion = LiveRegionMode.Polite }
            .padding(Space.s12),
        Arrangement.spacedBy(Space.s8), Alignment.CenterVertically,
    ) {
        Icon(icon, fore)
        Words(text, Modifier.weight(1f), Type.body, fore)
    }
}

/** A page: its bar, what scrolls, and at the bottom what the thumb reaches. */
@Composable
fun Page(bar: @Composable () -> Unit, foot: (@Composable ColumnScope.() -> Unit)? = null, body: @Composable () -> Unit) {
    Column {
        bar()
        Box(Modifier.weight(1f)) { body() }
        if (foot != null) {
            Column(
                Modifier.fillMaxWidth().background(palette.bg).padding(Space.s16),
                Arrangement.spacedBy(Target.gap), content = foot,
            )
        }
    }
}
