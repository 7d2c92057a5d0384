package vn.doorstep.ui.squad

import androidx.compose.foundation.lazy.items
import androidx.compose.runtime.Composable
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.SharingStarted
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.flow.distinctUntilChanged
import kotlinx.coroutines.flow.flatMapLatest
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.stateIn
import kotlinx.coroutines.launch
import vn.doorstep.Answer
import vn.doorstep.Calls
import vn.doorstep.core.Area
import vn.doorstep.core.LeadingInterface
import vn.doorstep.core.MemberLoad
import vn.doorstep.core.Page as Part
import vn.doorstep.core.SquadFilter
import vn.doorstep.core.SquadHome
import vn.doorstep.core.SquadScreen
import vn.doorstep.ui.Route
import vn.doorstep.ui.Saving
import vn.doorstep.ui.Showing
import vn.doorstep.ui.Shown
import vn.doorstep.ui.design.Aside
import vn.doorstep.ui.design.Bar
import vn.doorstep.ui.design.Button
import vn.doorstep.ui.design.Card
import vn.doorstep.ui.design.Chip
import vn.doorstep.ui.design.Choice
import vn.doorstep.ui.design.Flow
import vn.doorstep.ui.design.Head
import vn.doorstep.ui.design.Heading
import vn.doorstep.ui.design.HomeWords
import vn.doorstep.ui.design.Icons
import vn.doorstep.ui.design.Page
import vn.doorstep.ui.design.Scroll
import vn.doorstep.ui.design.Sign
import vn.doorstep.ui.design.Stack
import vn.doorstep.ui.design.Tone
import vn.doorstep.ui.design.Type
import vn.doorstep.ui.design.Weight
import vn.doorstep.ui.design.Words
import vn.doorstep.ui.design.capital
import vn.doorstep.ui.design.outcomeShort
import vn.doorstep.ui.design.palette
import vn.doorstep.ui.design.strings
import vn.doorstep.ui.design.who

/** A squad's work, which homes are marked, and to whom they would go. */
data class SquadReady(val squad: SquadScreen, val unassignedOnly: Boolean, val marked: Set<String>, val to: String?) {
    val member: MemberLoad? = squad.members.find { it.mate.id == to }
    val canAssign: Boolean get() = marked.isNotEmpty() && member != null
}

typealias SquadState = Shown<SquadReady>

/** What the thumb did. */
sealed interface SquadAction {
    data class FilterTapped(val unassignedOnly: Boolean) : SquadAction
    data class HomeMarked(val household: String) : SquadAction
    data class MemberTapped(val member: String) : SquadAction
    data object AssignTapped : SquadAction
    data class TakeBackTapped(val household: String) : SquadAction
    data class HomeTapped(val household: String) : SquadAction
    data object AnnounceTapped : SquadAction
}

@OptIn(ExperimentalCoroutinesApi::class)
class SquadModel(
    calls: Calls,
    private val leading: LeadingInterface,
    private val scope: CoroutineScope,
    private val saving: Saving,
    private val go: (Route) -> Unit,
) {
    private data class Chosen(val unassignedOnly: Boolean = false, val marked: Set<String> = emptySet(), val to: String? = null)

    private val chosen = MutableStateFlow(Chosen())
    private val squad = chosen.map { it.unassignedOnly }.distinctUntilChanged().flatMapLatest { only ->
        calls.live(Area.HOMES, Area.RIDES) {
            leading.squad(SquadFilter(squad = null, member = null, unassigned = only, neighbourhood = null), Part(0u, 500u))
        }
    }

    val state: StateFlow<SquadState> = combine(squad, chosen) { answer, chosen ->
        when (answer) {
            is Answer.Is -> Shown.Ready(SquadReady(answer.value, chosen.unassignedOnly, chosen.marked, chosen.to))
            Answer.NotHere -> Shown.Gone
            is Answer.Failed -> Shown.Failed(answer.problem)
        }
    }.stateIn(scope, SharingStarted.Eagerly, Shown.Loading)

    fun send(action: SquadAction) {
        val ready = (state.value as? Shown.Ready)?.it ?: return
        val now = chosen.value
        when (action) {
            is SquadAction.FilterTapped -> chosen.value = now.copy(unassignedOnly = action.unassignedOnly)
            is SquadAction.HomeMarked -> chosen.value = now.copy(marked = if (action.household in now.marked) now.marked - action.household else now.marked + action.household)
            is SquadAction.MemberTapped -> chosen.value = now.copy(to = action.member)
            is SquadAction.HomeTapped -> go(Route.Household(action.household))
            SquadAction.AnnounceTapped -> go(Route.Announce)
            is SquadAction.TakeBackTapped -> scope.launch { saving.save { leading.takeBack(action.household) } }
            SquadAction.AssignTapped -> if (ready.canAssign) assign(ready)
        }
    }

    private fun assign(ready: SquadReady) {
        val member = ready.member?.mate?.id ?: return
        scope.launch {
            // One change a home; the bar tells of the last.
            val answer = saving.save { leading.assign(ready.marked.toList(), member).last() }
            if (answer is Answer.Is) chosen.value = chosen.value.copy(marked = emptySet(), to = null)
        }
    }
}

/** A leader's squad: progress, who is not home yet, whose homes are whose. */
@Composable
fun SquadScreen(state: SquadState, chip: @Composable () -> Unit = {}, send: (SquadAction) -> Unit) = Page(
    bar = { Bar(strings.tabSquad, trailing = { chip() }) },
    foot = if (state is Shown.Ready && state.it.marked.isNotEmpty()) {
        {
            val ready = state.it
            Button(
                ready.member?.let { strings.assignButton(ready.marked.size, it.mate.name) } ?: strings.assignChoose(ready.marked.size),
                "assign", enabled = ready.canAssign,
            ) { send(SquadAction.AssignTapped) }
        }
    } else {
        null
    },
) {
    Showing(state) { ready ->
        Scroll {
            item("progress") {
                Stack {
                    Words(ready.squad.name, style = Type.title)
                    Words(strings.todayProgress(ready.squad.done.toString(), ready.squad.total.toString()))
                    if (ready.squad.unassigned > 0u) Chip(strings.squadUnassigned(ready.squad.unassigned.toInt()), Tone.Warn, Icons.House)
                }
            }
            if (ready.squad.notHome.isNotEmpty()) item("not-home") {
                Card(tone = Tone.Warn) {
                    Sign(Icons.TriangleAlert, strings.rideNotHomeYet(ready.squad.notHome.size), color = palette.warn, style = Type.bodyStrong)
                    ready.squad.notHome.forEach { Words(listOf(it.who.capital(), it.driver).filter { part -> part.isNotEmpty() }.joinToString(" · ")) }
                }
            }
            item("announce") {
                Button(strings.announceTitle, "announce", icon = Icons.Bell, weight = Weight.Quiet) { send(SquadAction.AnnounceTapped) }
            }
            item("members") { Heading(if (ready.marked.isEmpty()) strings.squadMembers else strings.squadGiveTo) }
            items(ready.squad.members, key = { it.mate.id }) { Member(it, ready, send) }
            item("filter") {
                Stack {
                    Heading(strings.squadHomes)
                    Flow {
                        Choice(strings.squadAll, !ready.unassignedOnly, "filter-all") { send(SquadAction.FilterTapped(false)) }
                        Choice(strings.squadFree, ready.unassignedOnly, "filter-free") { send(SquadAction.FilterTapped(true)) }
                    }
                }
            }
            items(ready.squad.homes, key = { it.home.id }) { Home(it, it.home.id in ready.marked, send) }
        }
    }
}

@Composable
private fun Member(load: MemberLoad, ready: SquadReady, send: (SquadAction) -> Unit) = Card {
    Words(load.mate.name, style = Type.bodyStrong)
    // What it would be like afterwards, before it is done.
    val homes = load.homes.toInt()
    val after = if (ready.to == load.mate.id) homes + ready.marked.count { id -> ready.squad.homes.none { it.home.id == id && it.member == load.mate.id } } else homes
    Aside(
        if (after != homes) strings.squadLoadAfter(homes.toString(), after.toString())
        else strings.squadLoad(done = load.done.toString(), homes = homes.toString(), visits = load.visitsToday.toString()),
    )
    if (load.notHome > 0u) Chip(strings.rideNotHomeYet(load.notHome.toInt()), Tone.Warn, Icons.TriangleAlert)
    if (ready.marked.isNotEmpty()) Choice(strings.squadChoose, ready.to == load.mate.id, "member", name = strings.squadChooseName(load.mate.name)) { send(SquadAction.MemberTapped(load.mate.id)) }
}

@Composable
private fun Home(home: SquadHome, marked: Boolean, send: (SquadAction) -> Unit) = Card {
    Head("home", { send(SquadAction.HomeTapped(home.home.id)) }) {
        HomeWords(home.home)
        Aside(home.memberName.ifEmpty { strings.assignedNobody })
        home.lastOutcome?.let { Aside(strings.outcomeShort(it)) }
    }
    Flow {
        Choice(strings.squadMark, marked, "mark", name = strings.squadMarkName(home.home.who)) { send(SquadAction.HomeMarked(home.home.id)) }
        if (home.member != null) Choice(strings.squadTakeBack, false, "take-back", name = strings.squadTakeBackName(home.home.who)) { send(SquadAction.TakeBackTapped(home.home.id)) }
    }
}
