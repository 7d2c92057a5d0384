package vn.doorstep.ui.fates

import androidx.compose.foundation.lazy.items
import androidx.compose.runtime.Composable
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.SharingStarted
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.flow.stateIn
import kotlinx.coroutines.launch
import vn.doorstep.Answer
import vn.doorstep.Calls
import vn.doorstep.Problem
import vn.doorstep.core.Area
import vn.doorstep.core.FateFilter
import vn.doorstep.core.FateLine
import vn.doorstep.core.FateListInterface
import vn.doorstep.core.Page as Part
import vn.doorstep.core.Fates
import vn.doorstep.core.SyncReport
import vn.doorstep.ui.Handover
import vn.doorstep.ui.design.Stack
import vn.doorstep.ui.design.Weight
import vn.doorstep.ui.Route
import vn.doorstep.ui.Showing
import vn.doorstep.ui.Shown
import vn.doorstep.ui.design.Aside
import vn.doorstep.ui.design.Banner
import vn.doorstep.ui.design.Bar
import vn.doorstep.ui.design.Button
import vn.doorstep.ui.design.Card
import vn.doorstep.ui.design.Chip
import vn.doorstep.ui.design.FateWords
import vn.doorstep.ui.design.Flow
import vn.doorstep.ui.design.Icons
import vn.doorstep.ui.design.Head
import vn.doorstep.ui.design.Line
import vn.doorstep.ui.design.Page
import vn.doorstep.ui.design.Scroll
import vn.doorstep.ui.design.Tone
import vn.doorstep.ui.design.Type
import vn.doorstep.ui.design.Words
import vn.doorstep.ui.design.capital
import vn.doorstep.ui.design.moment
import vn.doorstep.ui.design.problem
import vn.doorstep.ui.design.strings

/** Where sending stands. */
sealed interface Sending {
    data object Idle : Sending
    data object Running : Sending
    data class Failed(val problem: Problem) : Sending

    /** The system does not let the app reach the local network, where the hub is. */
    data object LocalNetworkRefused : Sending
}

/** What was recorded, and whether it is being sent. */
data class FatesReady(val fates: Fates, val sending: Sending)

typealias FatesState = Shown<FatesReady>

/** What the thumb did. */
sealed interface FatesAction {
    data object SendTapped : FatesAction
    data class LineTapped(val root: String) : FatesAction
    data object AllowTapped : FatesAction

    /** A person looked at what needed them. */
    data class SeenTapped(val change: String) : FatesAction
}

class FatesModel(
    private val calls: Calls,
    private val list: FateListInterface,
    private val scope: CoroutineScope,
    private val handover: Handover,
    private val sync: suspend () -> Answer<SyncReport>,
    private val go: (Route) -> Unit,
) {
    private val sending = MutableStateFlow<Sending>(Sending.Idle)

    val state: StateFlow<FatesState> = combine(
        calls.live(Area.FATES, Area.STATUS) { list.list(FateFilter(needsYou = false, unsent = false, root = null), Part(0u, LINES)) },
        sending,
    ) { answer, sending ->
        when (answer) {
            is Answer.Is -> Shown.Ready(FatesReady(answer.value, sending))
            Answer.NotHere -> Shown.Gone
            is Answer.Failed -> Shown.Failed(answer.problem)
        }
    }.stateIn(scope, SharingStarted.Eagerly, Shown.Loading)

    fun send(action: FatesAction) {
        when (action) {
            is FatesAction.SeenTapped -> scope.launch { calls.call { list.lookedAt(action.change) } }
            FatesAction.AllowTapped -> handover.allowLocalNetwork()
            is FatesAction.LineTapped -> go(Route.Household(action.root))
            FatesAction.SendTapped -> if (sending.value != Sending.Running) {
                sending.value = Sending.Running
                scope.launch {
                    val answer = sync()
                    sending.value = when {
                        answer !is Answer.Failed -> Sending.Idle
                        answer.problem.code == "offline" && !handover.reachesLocalNetwork -> Sending.LocalNetworkRefused
                        else -> Sending.Failed(answer.problem)
                    }
                }
            }
        }
    }

    private companion object {
        /** A season's work of one person; older lines are found at their homes. */
        const val LINES = 500u
    }
}

/** What became of every tap: what needs a person first, then the newest. */
@Composable
fun FatesScreen(state: FatesState, back: () -> Unit, send: (FatesAction) -> Unit) = Page(
    bar = { Bar(strings.fatesTitle, back) },
    foot = if (state is Shown.Ready) {
        {
            val running = state.it.sending == Sending.Running
            Button(if (running) strings.sending else strings.sendNow, "send-now", icon = Icons.Send, enabled = !running) { send(FatesAction.SendTapped) }
        }
    } else {
        null
    },
) {
    Showing(state) { ready ->
        Scroll {
            (ready.sending as? Sending.Failed)?.let { failed ->
                item("failed") {
                    Stack {
                        Banner(Tone.Warn, Icons.CloudOff, strings.problem(failed.problem))
                        Words(strings.savedIsSafe)
                    }
                }
            }
            if (ready.sending == Sending.LocalNetworkRefused) item("refused") { NoLocalNetwork { send(FatesAction.AllowTapped) } }
            item("counts") { Counts(ready.fates) }
            if (ready.fates.lines.isEmpty()) item("none") { Words(strings.fatesNone) }
            items(ready.fates.lines, key = { it.fate.change }) { Fate(it, send) }
        }
    }
}

/** What happened, what is safe, the next step: the system keeps the app from the Centre's own Wi-Fi. */
@Composable
internal fun NoLocalNetwork(allow: () -> Unit) = Stack {
    Banner(Tone.Danger, Icons.CloudOff, strings.localNetworkRefused)
    Words(strings.savedIsSafe)
    Button(strings.localNetworkAllow, "allow-local-network", weight = Weight.Quiet, onClick = allow)
}

@Composable
private fun Counts(fates: Fates) = Card {
    val unsent = (fates.counts.saved + fates.counts.sent).toInt()
    val needs = fates.lines.count { it.needsYou }
    Words(if (unsent == 0) strings.fatesAllSent else strings.syncPending(unsent), style = Type.bodyStrong)
    if (needs > 0) Chip(strings.fatesNeedYou(needs), Tone.Warn, Icons.TriangleAlert)
    fates.lastSuccess?.let { Aside(strings.syncAllDone(moment(it))) } ?: Aside(strings.syncNever)
    Flow {
        listOf(
            fates.counts.applied to (strings.fateApplied to Tone.Ok),
            fates.counts.superseded to (strings.fateSuperseded to Tone.Info),
            fates.counts.parked to (strings.fateParked to Tone.Warn),
            fates.counts.refused to (strings.fateNot to Tone.Danger),
        ).filter { it.first > 0u }.forEach { (n, sign) -> Chip("$n ${sign.first.lowercase()}", sign.second) }
    }
}

@Composable
private fun Fate(line: FateLine, send: (FatesAction) -> Unit) {
    val content: @Composable () -> Unit = {
        // Given to another: one line stays, without the resident's name.
        Words(line.who?.capital() ?: strings.fatesElsewhere, style = Type.bodyStrong)
        Aside(listOf(strings.kindOf(line.kind.replace('.', '_')) ?: line.kind, moment(line.at)).joinToString(" · "))
        FateWords(line.fate)
    }
    val open = { send(FatesAction.LineTapped(line.root)) }
    when {
        line.needsYou -> Card(tone = Tone.Warn) {
            if (line.who == null) content() else Head("fate", open) { content() }
            Button(strings.fateSeen, "fate-seen", icon = Icons.Check, weight = Weight.Quiet) { send(FatesAction.SeenTapped(line.fate.change)) }
        }
        line.who == null -> Card { content() }
        else -> Line("fate", onClick = open) { content() }
    }
}
