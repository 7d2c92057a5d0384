package vn.doorstep.ui.outcome

import androidx.compose.runtime.Composable
import vn.doorstep.core.VisitOptions
import vn.doorstep.ui.design.Choice
import vn.doorstep.ui.design.Field
import vn.doorstep.ui.design.Flow
import vn.doorstep.ui.design.Heading
import vn.doorstep.ui.design.day
import vn.doorstep.ui.design.strings
import vn.doorstep.ui.service.said

/** Met, not finished: what is missing, who brings it, and the day on which somebody comes for it. Nothing of it is needed. */
@Composable
internal fun WhatIsMissing(options: VisitOptions, now: Unfinished, days: List<String>, edited: (Unfinished) -> Unit) {
    Heading(strings.unfinishedMissing)
    Flow {
        options.papers.forEach { paper ->
            val missing = paper.code in now.missing
            Choice(strings.said(paper), missing, "paper") { edited(now.copy(missing = if (missing) now.missing - paper.code else now.missing + paper.code)) }
        }
    }
    Field(strings.unfinishedWho, "who-brings", now.whoBrings) { edited(now.copy(whoBrings = it)) }
    if (days.isNotEmpty()) Heading(strings.unfinishedDay)
    Flow {
        days.forEach { iso ->
            Choice(day(iso), now.followUpOn == iso, "follow-up-day") { edited(now.copy(followUpOn = iso.takeIf { it != now.followUpOn })) }
        }
    }
}
