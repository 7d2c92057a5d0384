package vn.doorstep.ui

/** A place in the app. A value: the stack of them is all that navigation is, and identifiers are all that they hold. */
sealed interface Route {
    data object Today : Route
    data object Search : Route
    data object Rides : Route
    data object Squad : Route
    data class Household(val id: String) : Route
    data class Outcome(val household: String) : Route

    /** A visit of before is put right. */
    data class Amend(val household: String, val visit: String) : Route
    data class EditHousehold(val id: String) : Route
    data class EditPerson(val household: String, val resident: String) : Route
    data class RideReason(val ride: String, val who: String, val cancels: Boolean) : Route
    data object Announce : Route
    data class Service(val household: String, val visit: String) : Route
    data class Note(val household: String) : Route
    data class Consent(val household: String, val resident: String) : Route
    data class AddHousehold(val head: String) : Route
    data class AddPerson(val household: String) : Route
    data class BookRide(val household: String) : Route
    data object Fates : Route
    data object Settings : Route

    companion object {
        /** The place of a form under way, by its name; none for a form of a newer app. */
        fun ofForm(form: String): Route? {
            val parts = form.split('/')
            return when (parts.first()) {
                "visit" -> parts.getOrNull(1)?.let(::Outcome)
                "note" -> parts.getOrNull(1)?.let(::Note)
                "person" -> parts.getOrNull(1)?.let(::AddPerson)
                "household" -> AddHousehold("")
                "home" -> parts.getOrNull(1)?.let(::EditHousehold)
                "resident" -> if (parts.size == 3) EditPerson(parts[1], parts[2]) else null
                "announce" -> Announce
                "ride" -> parts.getOrNull(1)?.let(::BookRide)
                "consent" -> if (parts.size == 3) Consent(parts[1], parts[2]) else null
                else -> null
            }
        }
    }
}

/** The tabs; a leader has one more. */
enum class Tab(val root: Route) {
    Today(Route.Today), Search(Route.Search), Rides(Route.Rides), Squad(Route.Squad)
}

/** A stack per tab. Moving is list edits. */
data class Stacks(val tab: Tab = Tab.Today, val stacks: Map<Tab, List<Route>> = emptyMap()) {
    private val stack: List<Route> get() = stacks[tab].orEmpty()

    /** What is on top. */
    val top: Route get() = stack.lastOrNull() ?: tab.root

    /** How deep the tab is: 0 at its root. */
    val depth: Int get() = stack.size

    /** Goes on to a place. */
    fun push(route: Route): Stacks = copy(stacks = stacks + (tab to stack + route))

    /** Goes on to a place from which *back* does not return here. */
    fun replace(route: Route): Stacks = pop().push(route)

    /** Goes back; at the root of another tab, to today. */
    fun pop(): Stacks = if (stack.isEmpty()) copy(tab = Tab.Today) else copy(stacks = stacks + (tab to stack.dropLast(1)))

    /** Chooses a tab; the one that is open goes back to its root. */
    fun choose(chosen: Tab): Stacks = if (chosen == tab) copy(stacks = stacks + (tab to emptyList())) else copy(tab = chosen)
}
