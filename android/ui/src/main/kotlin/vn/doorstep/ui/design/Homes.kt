package vn.doorstep.ui.design

import androidx.compose.runtime.Composable
import androidx.compose.ui.graphics.vector.ImageVector
import vn.doorstep.core.Care
import vn.doorstep.core.DoorFacts
import vn.doorstep.core.FateView
import vn.doorstep.core.HomeLine

/** What to know before knocking, and who needs care. */
@Composable
fun DoorChips(door: DoorFacts, care: Care? = null) {
    val said = strings
    val chips = buildList<@Composable () -> Unit> {
        if (door.dog) add { Chip(said.doorDog, Tone.Danger, Icons.Dog) }
        if (door.callFirst) add { Chip(said.doorCallFirst, Tone.Info, Icons.Phone) }
        if (door.locked) add { Chip(said.doorLocked, Tone.Info, Icons.Lock) }
        if (door.hardOfHearing) add { Chip(said.doorHardOfHearing, Tone.Info, Icons.Ear) }
        door.bestHour?.let { hour -> add { Chip(said.doorBestHour(hour.toString()), Tone.Info, Icons.Clock) } }
        if (care?.elderlyAlone == true) add { Chip(said.needElderlyAlone, Tone.Warn, Icons.Accessibility) }
        care?.needs?.forEach { need -> add { Chip(said.needOf(need) ?: need, Tone.Warn, Icons.Accessibility) } }
    }
    if (chips.isNotEmpty()) Flow { chips.forEach { it() } }
}

/** Who lives where, in lists. */
@Composable
fun HomeWords(home: HomeLine) {
    Words(home.who.capital(), style = Type.bodyStrong)
    Aside(home.where)
}

/** A fate: its icon and its words, never colour alone. */
@Composable
fun FateChip(step: String) {
    val (icon, tone) = fateSign(step)
    Chip(strings.fate(step), tone, icon)
}

private fun fateSign(step: String): Pair<ImageVector, Tone> = when (step) {
    "saved" -> Icons.Clock to Tone.Plain
    "sent" -> Icons.Send to Tone.Info
    "applied" -> Icons.CircleCheck to Tone.Ok
    "superseded" -> Icons.Layers2 to Tone.Info
    "parked" -> Icons.TriangleAlert to Tone.Warn
    "refused" -> Icons.OctagonX to Tone.Danger
    else -> Icons.Clock to Tone.Plain
}

/** A fate with its reason and the receipt that people read to each other. */
@Composable
fun FateWords(fate: FateView) {
    Flow {
        FateChip(fate.step)
        Chip("#" + fate.receipt)
    }
    strings.because(fate)?.let { Aside(it) }
}
