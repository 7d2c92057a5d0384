package vn.doorstep.ui

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.async
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.SharingStarted
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.stateIn
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.launch
import vn.doorstep.Answer
import vn.doorstep.Calls
import vn.doorstep.Phone
import vn.doorstep.Problem
import vn.doorstep.core.Area
import vn.doorstep.core.DeviceInput
import vn.doorstep.core.Doorstep
import vn.doorstep.core.Status
import vn.doorstep.core.SyncReport
import vn.doorstep.ui.blocked.BlockedState
import vn.doorstep.ui.blocked.blocked
import vn.doorstep.ui.design.Motion
import vn.doorstep.ui.enrol.EnrolModel
import vn.doorstep.ui.settings.TasteKeeper

/** What the phone may do now. */
sealed interface Standing {
    data object Unknown : Standing
    data object New : Standing
    data class Blocked(val why: BlockedState) : Standing
    data class Works(val status: Status) : Standing {
        /** A leader and a coordinator have a squad to look after. */
        val tabs: List<Tab> get() = if (status.roles.any { it == "leader" || it == "coordinator" }) Tab.entries else Tab.entries - Tab.Squad
    }

    /** The tab that is open; today, where it is not there any more: somebody leads no longer. */
    fun shown(tab: Tab): Tab = if (this is Works && tab !in tabs) Tab.Today else tab
}

/** What the app holds beside its screens: where one is, what was just saved, how the phone stands. */
class AppModel(
    val phone: Phone,
    private val scope: CoroutineScope,
    private val platform: Handover,
    val keeper: TasteKeeper,
    /** How long the bar with *undo* stays: longer where the system's accessibility settings say so. */
    undoForMs: Long = Motion.undo.toLong(),
    /** Hides the screens after a while away. */
    val lock: AppLock = AppLock { keeper.taste.value.lockMinutes },
    /** Closes the file, sets it aside, and begins anew: after signing out, or where the key is gone. */
    val beginAnew: () -> Unit = {},
) {
    val handover: Handover = Errands(platform, lock)
    val core: Doorstep = phone.core
    val calls: Calls = phone.calls
    val saving = Saving(calls, scope, undoForMs)

    val drafting = Drafting(calls, core.drafts(), scope)
    private val places = MutableStateFlow(Stacks())

    /** What the screens remember of themselves. */
    internal val remembered = Remembered()
    private val settings = core.settings()

    /** Where one is. */
    val stacks: StateFlow<Stacks> = places.asStateFlow()

    /** How the phone stands with its hub. */
    val standing: StateFlow<Standing> = calls.live(Area.STATUS, Area.FATES) { settings.status() }
        .map { it.standing() }
        .stateIn(scope, SharingStarted.Eagerly, Standing.Unknown)

    init {
        scope.launch {
            standing.collect { now -> places.update { it.copy(tab = now.shown(it.tab)) } }
        }
    }

    /** Where one was before the system ended the app; only an app that was just started goes back there. */
    fun restore(text: String) {
        places.compareAndSet(Stacks(), stacksOf(text))
    }

    fun go(route: Route) = when (route) {
        // A tab's root is reached as its tab is.
        Route.Rides -> choose(Tab.Rides)
        else -> places.update { it.push(route) }
    }

    fun instead(route: Route) = places.update { it.replace(route) }

    fun back() = places.update { it.pop() }

    fun choose(tab: Tab) = places.update { it.choose(tab) }

    /** Syncs, and says where it does not come through. */
    fun syncNow() {
        scope.launch { (sync() as? Answer.Failed)?.let { saving.refused(it.problem) } }
    }

    /** Syncs to the end, also where the screen that asked for it is left meanwhile. */
    suspend fun sync(): Answer<SyncReport> = scope.async { phone.sync(true) }.await()

    /**
     * Enrols. The phone is enrolled, and its screen gone, before the call that enrolled it is back: what follows, the first
     * sync, must not end with that screen.
     */
    fun enrolling(device: DeviceInput) = EnrolModel(calls, core.enrolment(), device, scope, handover, { syncNow() }) { call -> phone.cancellable(call) }

    /** The person shows who they are. */
    fun unlock() = platform.unlock(lock::unlocked)

    fun handOver() {
        scope.launch {
            // Up to date; from a file that cannot be read any more, as it was sealed last.
            val sealed = (calls.call { core.sync().use { it.handOver() } } as? Answer.Is)?.value ?: phone.sealedFile
            sealed?.let(handover::share)
        }
    }

    private fun Answer<Status>.standing(): Standing = when (this) {
        is Answer.Is -> blocked(value)?.let { Standing.Blocked(it) } ?: Standing.Works(value)
        is Answer.Failed -> when {
            problem == Problem(Problem.Kind.State, "not_enrolled") -> Standing.New
            problem.kind == Problem.Kind.State && problem.code == "locked" -> Standing.Blocked(BlockedState.Locked)
            problem.kind == Problem.Kind.State && problem.code == "revoked" -> Standing.Blocked(BlockedState.KeyDestroyed)
            else -> Standing.Blocked(BlockedState.Storage(problem, phone.sealedFile))
        }
        Answer.NotHere -> Standing.Unknown
    }
}
