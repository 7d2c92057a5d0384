package vn.doorstep.ui.settings

import androidx.compose.runtime.Composable
import vn.doorstep.core.EnrolmentState
import vn.doorstep.core.Status
import vn.doorstep.ui.Showing
import vn.doorstep.ui.Shown
import vn.doorstep.ui.design.Aside
import vn.doorstep.ui.design.Banner
import vn.doorstep.ui.design.Bar
import vn.doorstep.ui.design.Button
import vn.doorstep.ui.design.Card
import vn.doorstep.ui.design.Chip
import vn.doorstep.ui.design.Choice
import vn.doorstep.ui.design.Flow
import vn.doorstep.ui.design.Form
import vn.doorstep.ui.design.Heading
import vn.doorstep.ui.design.Icons
import vn.doorstep.ui.design.Page
import vn.doorstep.ui.design.Theme
import vn.doorstep.ui.design.Tone
import vn.doorstep.ui.design.Type
import vn.doorstep.ui.design.Weight
import vn.doorstep.ui.design.Words
import vn.doorstep.ui.design.moment
import vn.doorstep.ui.design.problem
import vn.doorstep.ui.design.strings
import kotlin.math.abs

/** Who one is here, how the app looks, and how the phone stands with its hub. */
@Composable
fun SettingsScreen(state: SettingsState, back: () -> Unit, send: (SettingsAction) -> Unit) = Page(
    bar = { Bar(strings.settingsTitle, back) },
    foot = (state as? Shown.Ready)?.it?.takeIf { it.leaving != Leaving.No }?.let { ready -> { Leave(ready, send) } },
) {
    Showing(state) { ready ->
        val taste = ready.taste
        val choose = { chosen: Taste -> send(SettingsAction.TasteChosen(chosen)) }
        Form {
            Volunteer(ready.status)
            Standing(ready.status)
            Looks(taste, choose)
            Heading(strings.settingsWifi)
            Flow {
                Choice(strings.settingsWifiOnly, taste.wifiOnly, "wifi-only") { choose(taste.copy(wifiOnly = true)) }
                Choice(strings.settingsAnyNetwork, !taste.wifiOnly, "any-network") { choose(taste.copy(wifiOnly = false)) }
            }
            Heading(strings.settingsLock)
            Flow { LOCKS.forEach { Choice(strings.settingsLockAfter(it), taste.lockMinutes == it, "lock-after") { choose(taste.copy(lockMinutes = it)) } } }
            Heading(strings.settingsHandOver)
            Aside(strings.settingsHandOverHint)
            Button(strings.settingsHandOverButton, "hand-over", icon = Icons.HardDrive, weight = Weight.Quiet) { send(SettingsAction.HandOverTapped) }
            Heading(strings.settingsSignOut)
            Button(strings.settingsSignOutButton, "sign-out", icon = Icons.KeyRound, weight = Weight.Quiet, enabled = ready.leaving == Leaving.No) { send(SettingsAction.SignOutTapped) }
            Aside(strings.settingsAbout)
        }
    }
}

@Composable
private fun Volunteer(status: Status) = Card {
    Words(status.name, style = Type.title)
    Words(listOf(status.squad, status.unit.ifEmpty { status.communeName }).filter { it.isNotEmpty() }.joinToString(" · "))
    Flow { status.roles.forEach { Chip(strings.roleOf(it) ?: it, Tone.Info, Icons.UserRound) } }
}

@Composable
private fun Looks(taste: Taste, choose: (Taste) -> Unit) {
    Heading(strings.settingsTheme)
    Flow {
        Theme.entries.forEach { theme ->
            val name = when (theme) {
                Theme.Light -> strings.themeLight
                Theme.Dark -> strings.themeDark
                Theme.Sunlight -> strings.themeSunlight
            }
            Choice(name, taste.theme == theme, "theme") { choose(taste.copy(theme = theme)) }
        }
    }
    Heading(strings.settingsLetters)
    Flow {
        Letters.entries.forEach { letters ->
            val name = when (letters) {
                Letters.Usual -> strings.lettersUsual
                Letters.Large -> strings.lettersLarge
                Letters.Largest -> strings.lettersLargest
            }
            Choice(name, taste.letters == letters, "letters") { choose(taste.copy(letters = letters)) }
        }
    }
    Heading(strings.settingsLanguage)
    Flow {
        Choice(strings.languageVi, !taste.english, "language-vi") { choose(taste.copy(english = false)) }
        Choice(strings.languageEn, taste.english, "language-en") { choose(taste.copy(english = true)) }
    }
}

@Composable
private fun Standing(status: Status) = Card {
    Words(if (status.unsent == 0u) strings.fatesAllSent else strings.syncPending(status.unsent.toInt()), style = Type.bodyStrong)
    Aside(status.lastSync?.let { strings.syncAllDone(moment(it)) } ?: strings.syncNever)
    val minutes = (status.clockSkewMs / 60_000).toInt()
    if (abs(minutes) >= 2) Banner(Tone.Warn, Icons.Clock, strings.errorClock(abs(minutes)))
    if (status.updateNeeded) Banner(Tone.Warn, Icons.RefreshCw, strings.errorUpdateNeeded)
    (status.enrolment as? EnrolmentState.DueSoon)?.let { Banner(Tone.Warn, Icons.KeyRound, strings.lockSoon(it.days.toInt())) }
}

/** Signing out, at the thumb: what is unsent is told before anybody is asked anything, and nobody leaves over it. */
@Composable
private fun Leave(ready: SettingsReady, send: (SettingsAction) -> Unit) {
    val unsent = ready.status.unsent.toInt()
    val failed = ready.leaving as? Leaving.Failed
    when {
        failed != null -> Banner(Tone.Danger, Icons.TriangleAlert, strings.problem(failed.problem))
        unsent > 0 -> Banner(Tone.Warn, Icons.Send, strings.settingsSignOutUnsent(unsent))
        else -> {
            Banner(Tone.Danger, Icons.TriangleAlert, strings.settingsSignOutWhat)
            Button(strings.settingsSignOutMeant, "sign-out-meant", weight = Weight.Danger) { send(SettingsAction.SignOutMeant) }
        }
    }
    Button(strings.settingsStay, "stay", weight = Weight.Quiet) { send(SettingsAction.StayTapped) }
}

private val LOCKS = listOf(1, 5, 15)
