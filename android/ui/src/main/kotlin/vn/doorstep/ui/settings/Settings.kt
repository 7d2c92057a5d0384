package vn.doorstep.ui.settings

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
import vn.doorstep.Problem
import vn.doorstep.core.Area
import vn.doorstep.core.SettingsInterface
import vn.doorstep.core.Status
import vn.doorstep.core.SyncInterface
import vn.doorstep.ui.Handover
import vn.doorstep.ui.Shown
import vn.doorstep.ui.design.Theme

/** How large letters are, beside what the system says. */
enum class Letters(val factor: Float) { Usual(1f), Large(1.3f), Largest(1.6f) }

/** How the app looks, speaks, syncs and locks. A platform keeps it. */
data class Taste(
    val theme: Theme = Theme.Light,
    val english: Boolean = false,
    val letters: Letters = Letters.Usual,
    /** Background syncs wait for Wi-Fi; *send now* does not. */
    val wifiOnly: Boolean = true,
    val lockMinutes: Int = 5,
)

/** Where the taste is kept. */
class TasteKeeper(first: Taste = Taste(), private val keep: (Taste) -> Unit = {}) {
    private val mutable = MutableStateFlow(first)
    val taste: StateFlow<Taste> = mutable.asStateFlow()

    fun choose(taste: Taste) {
        mutable.value = taste
        keep(taste)
    }
}

/** The volunteer's card, the phone's standing, and how far signing out has come. */
data class SettingsReady(val status: Status, val taste: Taste, val leaving: Leaving = Leaving.No)

/** Signing out: what is unsent is told first, and nobody leaves over it. */
sealed interface Leaving {
    data object No : Leaving

    /** Asked; everything on this phone would go. */
    data object Asked : Leaving
    data class Failed(val problem: Problem) : Leaving
}

typealias SettingsState = Shown<SettingsReady>

/** What the thumb did. */
sealed interface SettingsAction {
    data class TasteChosen(val taste: Taste) : SettingsAction
    data object HandOverTapped : SettingsAction
    data object SignOutTapped : SettingsAction
    data object SignOutMeant : SettingsAction
    data object StayTapped : SettingsAction
}

class SettingsModel(
    private val calls: Calls,
    private val settings: SettingsInterface,
    private val sync: SyncInterface,
    private val keeper: TasteKeeper,
    private val scope: CoroutineScope,
    private val handover: Handover,
    private val beginAnew: () -> Unit,
) {
    private val leaving = MutableStateFlow<Leaving>(Leaving.No)

    val state: StateFlow<SettingsState> = combine(calls.live(Area.STATUS, Area.FATES) { settings.status() }, keeper.taste, leaving) { answer, taste, leaving ->
        when (answer) {
            is Answer.Is -> Shown.Ready(SettingsReady(answer.value, taste, leaving))
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
            SettingsAction.SignOutTapped -> leaving.value = Leaving.Asked
            SettingsAction.StayTapped -> leaving.value = Leaving.No
            SettingsAction.SignOutMeant -> scope.launch {
                when (val answer = calls.call { settings.signOut() }) {
                    is Answer.Is -> beginAnew()
                    is Answer.Failed -> leaving.value = Leaving.Failed(answer.problem)
                    Answer.NotHere -> leaving.value = Leaving.No
                }
            }
        }
    }
}
