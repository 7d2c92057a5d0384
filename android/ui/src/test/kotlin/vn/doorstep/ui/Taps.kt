package vn.doorstep.ui

import androidx.compose.runtime.Composable
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.flow.MutableSharedFlow
import vn.doorstep.Calls
import vn.doorstep.core.Area
import vn.doorstep.core.SavedView
import java.lang.reflect.Proxy

/**
 * A screen with its real model, over fakes that write down what they are asked: `visits.undo(h1, v1)`, `go Outcome(household=h1)`.
 * Everything runs at once, in the test's own thread.
 */
class Bench : AutoCloseable {
    val log = mutableListOf<String>()

    /** Every call of the facade by its name, `households.screen`, but for what the app itself follows: its open forms. */
    val made = mutableListOf<String>()
    private val changed = MutableSharedFlow<Set<Area>>(extraBufferCapacity = 64)
    val calls = Calls(Dispatchers.Unconfined, changed)
    val scope = CoroutineScope(Job() + Dispatchers.Unconfined)
    val saving = Saving(calls, scope, shownForMs = 600_000)
    val drafts = FakeDrafts(made)
    val drafting = Drafting(calls, drafts, scope)

    fun go(route: Route) {
        log += "go $route"
    }

    fun instead(route: Route) {
        log += "instead $route"
    }

    fun back() {
        log += "back"
    }

    val handover = object : Handover {
        override fun call(number: String) = handed("call $number")
        override fun map(latE7: Long, lonE7: Long) = handed("map $latE7 $lonE7")
        override fun share(path: String) = handed("share $path")
        override fun scan(read: (String) -> Unit): Boolean {
            handed("scan")
            return false
        }
        override fun message(number: String?, text: String) = handed("message ${number ?: "-"} $text")
        override val reachesLocalNetwork = false
        override fun allowLocalNetwork() = handed("allow local network")
        override fun unlock(known: () -> Unit) = handed("unlock")
    }

    private fun handed(what: String) {
        log += what
    }

    /**
     * A fake of a facade's interface: it writes down each call, and answers by the method's name; what is not named here
     * saves.
     */
    inline fun <reified T : Any> fake(name: String, vararg answers: Pair<String, Any?>): T = fake(name, T::class.java, answers.toMap())

    fun <T : Any> fake(name: String, of: Class<T>, answers: Map<String, Any?>): T = of.cast(
        Proxy.newProxyInstance(of.classLoader, arrayOf(of)) { _, method, args ->
            // Functions with unsigned arguments have a mangled name.
            val called = method.name.substringBefore('-')
            made += "$name.$called"
            if (called in answers) {
                answers[called]
            } else {
                log += "$name.$called(${args.orEmpty().joinToString(", ")})"
                if (method.returnType == List::class.java) listOf(SAVED) else if (method.returnType == SavedView::class.java) SAVED else null
            }
        },
    )

    override fun close() {
        scope.coroutineContext[Job]?.cancel()
    }

    companion object {
        val SAVED = SavedView("c1", "A41F", true)
    }
}

/** What tapping (or typing into) a control of a screen does. */
class Tap(
    val screen: String,
    val id: String,
    /** What the log must hold afterwards. */
    val does: String,
    /** Where several controls have the id: the one that says this. */
    val says: String? = null,
    /** What is typed, where it is a field. */
    val type: String? = null,
    /** Tapped before: what only then is there. */
    val first: List<String> = emptyList(),
    /** Tapped afterwards: where the control alone only chooses. */
    val after: List<String> = emptyList(),
    val content: Bench.() -> @Composable () -> Unit,
) {
    /** And then this is tapped. */
    fun then(id: String, says: String? = null) = Tap(screen, this.id, does, this.says, type, first, after + (if (says == null) id else "$id~$says"), content)
}
