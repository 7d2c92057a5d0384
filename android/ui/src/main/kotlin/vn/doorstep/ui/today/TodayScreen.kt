package vn.doorstep.ui.today

import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.runtime.Composable
import vn.doorstep.core.NotAnnounced
import vn.doorstep.core.RideLine
import vn.doorstep.core.Today
import vn.doorstep.core.TodayHome
import vn.doorstep.core.VisitReason
import vn.doorstep.ui.Showing
import vn.doorstep.ui.design.Aside
import vn.doorstep.ui.design.Banner
import vn.doorstep.ui.design.Bar
import vn.doorstep.ui.design.Button
import vn.doorstep.ui.design.Card
import vn.doorstep.ui.design.Chip
import vn.doorstep.ui.design.DoorChips
import vn.doorstep.ui.design.Head
import vn.doorstep.ui.design.Heading
import vn.doorstep.ui.design.HomeWords
import vn.doorstep.ui.design.Icons
import vn.doorstep.ui.design.Line
import vn.doorstep.ui.design.Page
import vn.doorstep.ui.design.Scroll
import vn.doorstep.ui.design.Sign
import vn.doorstep.ui.design.Tone
import vn.doorstep.ui.design.Type
import vn.doorstep.ui.design.Weight
import vn.doorstep.ui.design.Words
import vn.doorstep.ui.design.capital
import vn.doorstep.ui.design.catalogueWord
import vn.doorstep.ui.design.clock
import vn.doorstep.ui.design.day
import vn.doorstep.ui.design.number
import vn.doorstep.ui.design.outcomeShort
import vn.doorstep.ui.design.palette
import vn.doorstep.ui.design.strings
import vn.doorstep.ui.design.who
import vn.doorstep.ui.design.why

/** What to do today: who must be brought home, the next ride, and doors in the order in which to knock. */
@Composable
fun TodayScreen(state: TodayState, chip: @Composable () -> Unit = {}, underWay: @Composable () -> Unit = {}, send: (TodayAction) -> Unit) = Page(
    bar = { Bar(strings.tabToday, trailing = { chip() }) },
) {
    Showing(state) { today -> Scroll { day(today, underWay, send) } }
}

private fun LazyListScope.day(today: Today, underWay: @Composable () -> Unit, send: (TodayAction) -> Unit) {
    item("under-way") { underWay() }
    if (today.returns.isNotEmpty()) item("returns") { NotHome(today.returns, send) }
    today.nextRide?.let { ride -> item("ride") { NextRide(ride, send) } }
    items(today.notAnnounced, key = { "told-" + it.neighbourhood }) { NotTold(it, send) }
    if (today.total > 0u) {
        item("progress") { Words(strings.todayProgress(today.done.toString(), today.total.toString()), style = Type.title) }
    }
    if (today.homes.isEmpty()) item("none") { Banner(Tone.Info, Icons.House, strings.todayNone) }
    val (settled, open) = today.homes.partition { it.reason == VisitReason.Settled }
    // One main action on the screen: the first door's. The others are as near, and quieter.
    items(open, key = { it.home.id }) { Door(it, today, it === open.first(), send) }
    if (settled.isNotEmpty()) {
        item("settled") { Heading(strings.todaySettled) }
        items(settled, key = { it.home.id }) { home ->
            Line("home", onClick = { send(TodayAction.HomeTapped(home.home.id)) }) {
                HomeWords(home.home)
                home.lastOutcome?.let { Aside(strings.outcomeShort(it)) }
            }
        }
    }
}

@Composable
private fun NotHome(rides: List<RideLine>, send: (TodayAction) -> Unit) =
    Line("returns", tone = Tone.Warn, onClick = { send(TodayAction.RidesTapped) }) {
        Sign(Icons.TriangleAlert, strings.rideNotHomeYet(rides.size), color = palette.warn, style = Type.bodyStrong)
        Words(rides.joinToString(", ") { it.who.capital() })
    }

@Composable
private fun NextRide(ride: RideLine, send: (TodayAction) -> Unit) =
    Line("next-ride", tone = Tone.Info, onClick = { send(TodayAction.RidesTapped) }) {
        Sign(Icons.Car, strings.rideNext(clock(ride.readyFrom)), color = palette.info, style = Type.bodyStrong)
        Words(listOf(ride.who.capital(), ride.pickup).filter { it.isNotEmpty() }.joinToString(" · "))
    }

@Composable
private fun NotTold(place: NotAnnounced, send: (TodayAction) -> Unit) = Card(tone = Tone.Warn) {
    Sign(Icons.Bell, strings.todayNotAnnounced, color = palette.warn, style = Type.bodyStrong)
    Words(strings.todayNotAnnouncedAt(place.homes.toInt(), place.name))
    if (place.announcerPhone.isNotEmpty()) {
        Button(
            strings.callSomebody(place.announcer), "call-announcer", icon = Icons.Phone, weight = Weight.Quiet,
            name = strings.callNumber(place.announcer, number(place.announcerPhone)),
        ) { send(TodayAction.CallTapped(place.announcerPhone)) }
    }
}

@Composable
private fun Door(home: TodayHome, today: Today, first: Boolean, send: (TodayAction) -> Unit) = Card {
    Head("home", { send(TodayAction.HomeTapped(home.home.id)) }) { HomeWords(home.home) }
    DoorChips(home.home.door, home.care)
    Words(strings.why(home.reason))
    for (due in today.due.filter { it.home.id == home.home.id }.flatMap { it.due }) {
        val what = due.service?.let { catalogueWord("service", it, strings.isEnglish) }
        val papers = due.missing.map { catalogueWord("paper", it, strings.isEnglish) }
        Chip((listOf(day(due.due), due.who.capital()) + listOfNotNull(what) + papers).filter { it.isNotEmpty() }.joinToString(" · "), Tone.Warn, Icons.CalendarClock)
    }
    Button(
        strings.recordButton, "record", weight = if (first) Weight.Primary else Weight.Quiet,
        name = strings.recordFor(home.home.who),
    ) { send(TodayAction.RecordTapped(home.home.id)) }
}
