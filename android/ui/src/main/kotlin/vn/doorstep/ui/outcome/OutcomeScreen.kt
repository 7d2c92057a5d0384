package vn.doorstep.ui.outcome

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.BoxWithConstraints
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.Spacer
import androidx.compose.foundation.layout.defaultMinSize
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.unit.dp
import vn.doorstep.ui.Showing
import vn.doorstep.ui.Shown
import vn.doorstep.ui.design.Bar
import vn.doorstep.ui.design.Button
import vn.doorstep.ui.design.Choice
import vn.doorstep.ui.design.Flow
import vn.doorstep.ui.design.Form
import vn.doorstep.ui.design.Heading
import vn.doorstep.ui.design.Icons
import vn.doorstep.ui.design.Page
import vn.doorstep.ui.design.Target
import vn.doorstep.ui.design.Type
import vn.doorstep.ui.design.Weight
import vn.doorstep.ui.design.Words
import vn.doorstep.ui.design.capital
import vn.doorstep.ui.design.day
import vn.doorstep.ui.design.outcomeSentence
import vn.doorstep.ui.design.outcomeShort
import vn.doorstep.ui.design.strings

/** What a knock came to: the tile is the whole record. */
@Composable
fun OutcomeScreen(state: OutcomeState, back: () -> Unit, send: (OutcomeAction) -> Unit) = Page(
    bar = { Bar(if ((state as? Shown.Ready)?.it?.amended != null) strings.amendTitle else strings.recordButton, back) },
    foot = if (state is Shown.Ready && state.it.asking is Asking.What) {
        { Button(strings.save, "save-unfinished") { send(OutcomeAction.UnfinishedSaved) } }
    } else {
        null
    },
) {
    Showing(state) { ready ->
        Form {
            Words(ready.options.who.capital(), style = Type.headline)
            when (val asking = ready.asking) {
                Asking.Tile -> Tiles(ready, send)
                Asking.Day -> Days(ready, send)
                is Asking.What -> WhatIsMissing(ready.options, asking.unfinished, if (ready.amended == null) ready.options.comeBack else emptyList()) { send(OutcomeAction.UnfinishedEdited(it)) }
            }
            if (ready.options.partners.isNotEmpty()) {
                Heading(strings.outcomeWith)
                Flow {
                    ready.options.partners.forEach { mate ->
                        Choice(mate.name, mate.id in ready.with, "partner") { send(OutcomeAction.PartnerTapped(mate.id)) }
                    }
                }
            }
            if (ready.amended != null && ready.asking == Asking.Tile) {
                Button(strings.amendWithdraw, "withdraw-visit", icon = Icons.Undo2, weight = Weight.Danger) { send(OutcomeAction.WithdrawTapped) }
            }
        }
    }
}

@Composable
private fun Tiles(ready: OutcomeReady, send: (OutcomeAction) -> Unit) = BoxWithConstraints {
    // Two columns, one from 130 % text on: a word must not break.
    val columns = if (LocalDensity.current.fontScale >= 1.3f) 1 else 2
    Column(verticalArrangement = Arrangement.spacedBy(Target.gap)) {
        ready.options.outcomes.chunked(columns).forEach { row ->
            Row(horizontalArrangement = Arrangement.spacedBy(Target.gap)) {
                row.forEach { outcome ->
                    Button(
                        strings.outcomeShort(outcome), "tile-$outcome", Modifier.weight(1f).defaultMinSize(minHeight = TILE), sign(outcome),
                        if (outcome == (ready.amended?.outcome ?: "done")) Weight.Primary else Weight.Quiet, strings.outcomeSentence(outcome),
                    ) { send(OutcomeAction.TileTapped(outcome)) }
                }
                if (row.size < columns) Spacer(Modifier.weight(1f))
            }
        }
    }
}

@Composable
private fun Days(ready: OutcomeReady, send: (OutcomeAction) -> Unit) {
    Heading(strings.outcomeWhichDay)
    ready.options.comeBack.forEach { iso ->
        Button(day(iso), "come-back-day", icon = Icons.CalendarClock, weight = Weight.Quiet, name = strings.outcomeComeBack(day(iso))) {
            send(OutcomeAction.DayTapped(iso))
        }
    }
}

/** A finger in a glove, in the sun. */
private val TILE = 72.dp

private fun sign(outcome: String): ImageVector? = when (outcome) {
    "done" -> Icons.CircleCheck
    "unfinished" -> Icons.ListChecks
    "not_home" -> Icons.DoorOpen
    "come_back" -> Icons.CalendarClock
    "refused" -> Icons.Ban
    else -> null
}
