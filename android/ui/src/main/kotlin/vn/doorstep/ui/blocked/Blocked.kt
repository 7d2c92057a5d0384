package vn.doorstep.ui.blocked

import androidx.compose.runtime.Composable
import vn.doorstep.Problem
import vn.doorstep.core.EnrolmentState
import vn.doorstep.core.Status
import vn.doorstep.ui.design.Banner
import vn.doorstep.ui.design.Bar
import vn.doorstep.ui.design.Button
import vn.doorstep.ui.design.Card
import vn.doorstep.ui.design.Form
import vn.doorstep.ui.design.Heading
import vn.doorstep.ui.design.Icons
import vn.doorstep.ui.design.Page
import vn.doorstep.ui.design.Sign
import vn.doorstep.ui.design.Tone
import vn.doorstep.ui.design.Weight
import vn.doorstep.ui.design.Words
import vn.doorstep.ui.design.palette
import vn.doorstep.ui.design.problem
import vn.doorstep.ui.design.strings

/** Why the app shows nothing else now. */
sealed interface BlockedState {
    /** Too long without a sync. */
    data object Locked : BlockedState

    /** The device was revoked; unsent work may still go. */
    data class Revoked(val unsent: Int) : BlockedState

    /** It was revoked, everything is at the hub, and the key is destroyed. */
    data object KeyDestroyed : BlockedState

    /** The clock cannot be trusted yet, and data is shown for a while only. */
    data object ClockUnsure : BlockedState

    /** The file does not open: another key, a newer app's, damaged, no room. What is unsent may lie sealed beside it. */
    data class Storage(val problem: Problem, val sealedFile: String?) : BlockedState {
        /** A file that another key or a newer app could open is better left in its place. */
        val canSetAside: Boolean get() = problem.code == "damaged" || problem.code == "wrong_key"
    }
}

/** What the thumb did. */
sealed interface BlockedAction {
    data object SyncTapped : BlockedAction
    data object HandOverTapped : BlockedAction
    data object RetryTapped : BlockedAction

    /** The file is set aside, not deleted, and the phone can be enrolled again. */
    data object SetAsideTapped : BlockedAction
}

/** What stops the app, by the phone's standing; none while it may work. */
fun blocked(status: Status): BlockedState? = when {
    status.revoked -> BlockedState.Revoked(status.unsent.toInt())
    status.enrolment == EnrolmentState.Locked -> BlockedState.Locked
    (status.enrolment as? EnrolmentState.ClockUnsure)?.uptimeLeftMs == 0UL -> BlockedState.ClockUnsure
    else -> null
}

@Composable
private fun HandOver(send: (BlockedAction) -> Unit) =
    Button(strings.settingsHandOverButton, "hand-over", icon = Icons.HardDrive, weight = Weight.Quiet) { send(BlockedAction.HandOverTapped) }

@Composable
private fun SetAside(send: (BlockedAction) -> Unit) =
    Button(strings.blockedSetAside, "set-aside", icon = Icons.RefreshCw, weight = Weight.Quiet) { send(BlockedAction.SetAsideTapped) }

/** What happened, what is safe, and the next step. */
@Composable
fun BlockedScreen(state: BlockedState, send: (BlockedAction) -> Unit) = Page(
    bar = { Bar(strings.blockedTitle) },
    foot = {
        when (state) {
            is BlockedState.Storage -> {
                Button(strings.retry, "retry") { send(BlockedAction.RetryTapped) }
                if (state.sealedFile != null) HandOver(send)
                if (state.canSetAside) SetAside(send)
            }
            BlockedState.KeyDestroyed -> SetAside(send)
            BlockedState.Locked, BlockedState.ClockUnsure, is BlockedState.Revoked -> {
                Button(strings.sendNow, "send-now", icon = Icons.Send) { send(BlockedAction.SyncTapped) }
                HandOver(send)
            }
        }
    },
) {
    Form {
        val (icon, what) = when (state) {
            BlockedState.Locked -> Icons.Lock to strings.errorStateOf("locked")
            is BlockedState.Revoked -> Icons.Ban to strings.errorRevoked
            BlockedState.KeyDestroyed -> Icons.Ban to strings.blockedKeyDestroyed
            BlockedState.ClockUnsure -> Icons.Clock to strings.blockedClock
            is BlockedState.Storage -> Icons.HardDrive to strings.problem(state.problem)
        }
        Heading(strings.blockedWhat)
        Banner(Tone.Danger, icon, what.orEmpty())
        Heading(strings.blockedSafe)
        Card {
            Sign(Icons.ShieldCheck, if (state == BlockedState.KeyDestroyed) strings.fatesAllSent else strings.savedIsSafe, color = palette.ok)
            if (state is BlockedState.Revoked && state.unsent > 0) Words(strings.syncPending(state.unsent))
        }
        Heading(strings.blockedNext)
        Words(
            when (state) {
                BlockedState.Locked, BlockedState.ClockUnsure -> strings.blockedNextSync
                is BlockedState.Revoked -> strings.blockedNextRevoked
                BlockedState.KeyDestroyed -> strings.blockedNextKeyDestroyed
                is BlockedState.Storage -> strings.blockedNextOf(state.problem.code) ?: strings.blockedNextHelp
            },
        )
    }
}
