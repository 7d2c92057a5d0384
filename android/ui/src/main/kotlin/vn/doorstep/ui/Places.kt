package vn.doorstep.ui

// Where one was, for a system that ends an app in the background and starts it again: identifiers alone. A place that only
// a name leads to is left out, and the one below it is there.

/** The stacks as text: the tab, then a line for each tab that has one. */
fun Stacks.toText(): String = (listOf(tab.name) + stacks.mapNotNull { (tab, places) ->
    places.mapNotNull { it.toText() }.takeIf { it.isNotEmpty() }?.let { "${tab.name} ${it.joinToString(" ")}" }
}).joinToString("\n")

/** The stacks that a text tells of; what it does not know of, as of another version of the app, is left out. */
fun stacksOf(text: String): Stacks {
    val lines = text.lines()
    val stacks = lines.drop(1).mapNotNull { line ->
        val words = line.split(' ')
        tabOf(words.first())?.let { tab -> tab to words.drop(1).mapNotNull(::placeOf) }
    }
    return Stacks(tabOf(lines.first()) ?: Tab.Today, stacks.toMap())
}

private fun tabOf(name: String): Tab? = Tab.entries.find { it.name == name }

private fun Route.toText(): String? = when (this) {
    is Route.Household -> "house/$id"
    is Route.Outcome -> "visit/$household"
    is Route.Amend -> "amend/$household/$visit"
    is Route.EditHousehold -> "home/$id"
    is Route.EditPerson -> "resident/$household/$resident"
    is Route.Service -> "service/$household/$visit"
    is Route.Note -> "note/$household"
    is Route.Consent -> "consent/$household/$resident"
    is Route.AddHousehold -> "household"
    is Route.AddPerson -> "person/$household"
    is Route.BookRide -> "ride/$household"
    Route.Announce -> "announce"
    Route.Fates -> "fates"
    Route.Settings -> "settings"
    is Route.RideReason -> null
    Route.Today, Route.Search, Route.Rides, Route.Squad -> null
}

/** Forms are named as their drafts are. */
private fun placeOf(text: String): Route? {
    val parts = text.split('/')
    return when {
        parts.first() == "house" && parts.size == 2 -> Route.Household(parts[1])
        parts.first() == "amend" && parts.size == 3 -> Route.Amend(parts[1], parts[2])
        parts.first() == "service" && parts.size == 3 -> Route.Service(parts[1], parts[2])
        text == "fates" -> Route.Fates
        text == "settings" -> Route.Settings
        else -> Route.ofForm(text)
    }
}
