package vn.doorstep.ui.settings

import androidx.compose.runtime.Composable
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.SharingStarted
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.flow.stateIn
import kotlinx.coroutines.launch
import vn.doorstep.Answer
import vn.doorstep.Calls
import vn.doorstep.core.Area
import vn.doorstep.core.EnrolmentState
import vn.doorstep.core.SettingsInterface
import vn.doorstep.core.Status
import vn.doorstep.core.SyncInterface
import vn.doorstep.ui.Handover
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
import vn.doorstep.ui.design.strings
import kotlin.math.abs

/** How the app looks and speaks. A platform keeps it. */
data class Taste(val theme: Theme = Theme.Light, val english: Boolean = false)

/** Where the taste is kept. */
class TasteKeeper(first: Taste = Taste(), private val keep: (Taste) -> Unit = {}) {
    private val mutable = MutableStateFlow(first)
    val taste: StateFlow<Taste> = mutable.asStateFlow()

    fun choose(taste: Taste) {
        mutable.value = taste
        keep(taste)
    }
}

/** The volunteer's card and the phone's standing. */
data class SettingsReady(val status: Status, val taste: Taste)

typealias SettingsState = Shown<SettingsReady>

/** What the thumb did. */
sealed interface SettingsAction {
    data class TasteChosen(val taste: Taste) : SettingsAction
    data object HandOverTapped : SettingsAction
}

class SettingsModel(
    private val calls: Calls,
    settings: SettingsInterface,
    private val sync: SyncInterface,
    private val keeper: TasteKeeper,
    private val scope: CoroutineScope,
    private val handover: Handover,
) {
    val state: StateFlow<SettingsState> = combine(calls.live(Area.STATUS, Area.FATES) { settings.status() }, keeper.taste) { answer, taste ->
        when (answer) {
            is Answer.Is -> Shown.Ready(SettingsReady(answer.value, taste))
            Answer.NotHere -> Shown.Gone
            is Answer.Failed -> Shown.Failed(answer.problem)
        }
    }.stateIn(scope, SharingStarted.Eagerly, Shown.Loading)

    fun send(action: SettingsAction) {
        when (action) {
            is SettingsAction.TasteChosen -> keeper.choose(action.taste)
            SettingsAction.HandOverTapped -> scope.launch {
                (calls.call { sync.handOver() } as? Answer.Is)?.let { handover.share(it.value) }
            }
        }
    }
}

/** Who one is here, how the app looks, and how the phone stands with its hub. */
@Composable
fun SettingsScreen(state: SettingsState, back: () -> Unit, send: (SettingsAction) -> Unit) = Page(bar = { Bar(strings.settingsTitle, back) }) {
    Showing(state) { ready ->
        val status = ready.status
        Form {
            Card {
                Words(status.name, style = Type.title)
                Words(listOf(status.squad, status.unit.ifEmpty { status.communeName }).filter { it.isNotEmpty() }.joinToString(" · "))
                Flow { status.roles.forEach { Chip(strings.roleOf(it) ?: it, Tone.Info, Icons.UserRound) } }
            }
            Standing(status)
            Heading(strings.settingsTheme)
            Flow {
                Theme.entries.forEach { theme ->
                    val name = when (theme) {
                        Theme.Light -> strings.themeLight
                        Theme.Dark -> strings.themeDark
                        Theme.Sunlight -> strings.themeSunlight
                    }
                    Choice(name, ready.taste.theme == theme, "theme") { send(SettingsAction.TasteChosen(ready.taste.copy(theme = theme))) }
                }
            }
            Heading(strings.settingsLanguage)
            Flow {
                Choice(strings.languageVi, !ready.taste.english, "language-vi") { send(SettingsAction.TasteChosen(ready.taste.copy(english = false))) }
                Choice(strings.languageEn, ready.taste.english, "language-en") { send(SettingsAction.TasteChosen(ready.taste.copy(english = true))) }
            }
            Heading(strings.settingsHandOver)
            Aside(strings.settingsHandOverHint)
            Button(strings.settingsHandOverButton, "hand-over", icon = Icons.HardDrive, weight = Weight.Quiet) { send(SettingsAction.HandOverTapped) }
        }
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
