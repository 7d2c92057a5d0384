package vn.doorstep.ui

import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import vn.doorstep.Problem
import vn.doorstep.core.HelpInput
import vn.doorstep.core.Hit
import vn.doorstep.core.Hits
import vn.doorstep.core.InvitationView
import vn.doorstep.core.Leg
import vn.doorstep.core.Manifest
import vn.doorstep.core.Mate
import vn.doorstep.core.MemberLoad
import vn.doorstep.core.NeighbourhoodLine
import vn.doorstep.core.NotAnnounced
import vn.doorstep.core.Passenger
import vn.doorstep.core.Point
import vn.doorstep.core.RideOptions
import vn.doorstep.core.SquadHome
import vn.doorstep.core.SquadScreen
import vn.doorstep.core.Today
import vn.doorstep.core.TodayHome
import vn.doorstep.core.DueDoor
import vn.doorstep.core.VehicleLine
import vn.doorstep.core.VisitReason
import vn.doorstep.ui.addhousehold.AddHouseholdReady
import vn.doorstep.ui.addhousehold.AddHouseholdScreen
import vn.doorstep.ui.addhousehold.AddPersonScreen
import vn.doorstep.ui.addhousehold.AddPersonState
import vn.doorstep.ui.addhousehold.NewHome
import vn.doorstep.ui.blocked.BlockedScreen
import vn.doorstep.ui.blocked.BlockedState
import vn.doorstep.ui.consent.ConsentReady
import vn.doorstep.ui.consent.ConsentScreen
import vn.doorstep.ui.design.Theme
import vn.doorstep.ui.enrol.EnrolScreen
import vn.doorstep.ui.enrol.EnrolState
import vn.doorstep.ui.enrol.Invitation
import vn.doorstep.ui.fates.FatesReady
import vn.doorstep.ui.fates.FatesScreen
import vn.doorstep.ui.fates.Sending
import vn.doorstep.ui.household.HouseholdScreen
import vn.doorstep.ui.note.NoteScreen
import vn.doorstep.ui.note.NoteState
import vn.doorstep.ui.outcome.OutcomeReady
import vn.doorstep.ui.outcome.OutcomeScreen
import vn.doorstep.ui.rides.BookRideReady
import vn.doorstep.ui.rides.BookRideScreen
import vn.doorstep.ui.rides.Booking
import vn.doorstep.ui.rides.RidesReady
import vn.doorstep.ui.rides.RidesScreen
import vn.doorstep.ui.search.SearchReady
import vn.doorstep.ui.search.SearchScreen
import vn.doorstep.ui.service.ServiceReady
import vn.doorstep.ui.service.ServiceScreen
import vn.doorstep.ui.settings.SettingsReady
import vn.doorstep.ui.settings.SettingsScreen
import vn.doorstep.ui.settings.Taste
import vn.doorstep.ui.squad.SquadReady
import vn.doorstep.ui.squad.SquadScreen
import vn.doorstep.ui.today.TodayScreen

/** A state of a screen as it is drawn; named after both. */
class Sample(val name: String, val content: @Composable () -> Unit)

private val today = Today(
    "2026-11-24", 4u, 18u, listOf(ride("r0", state = "served")), ride(),
    listOf(
        TodayHome(household.home, VisitReason.FollowUpDue(2), household.care, "unfinished", 1_795_400_000_000),
        TodayHome(longest, VisitReason.NeverVisited, noCare, null, null),
        TodayHome(home("h3", "Trần Thị Nga", "cụ"), VisitReason.Settled, noCare, "done", 1_795_400_000_000),
    ),
    listOf(DueDoor(household.home, listOf(promise))),
    listOf(NotAnnounced("n1", "Tổ dân phố 5", "ông Lê Hữu Phước", "+84961234567", 3u)),
)
private val manifest = Manifest(
    "2026-11-24",
    listOf(
        Leg(8 * 60, false, ride()),
        Leg(8 * 60 + 45, false, ride("r2", "cụ Nga", needs = listOf("wheelchair"), misfits = listOf("no_wheelchair_space"))),
        Leg(9 * 60, false, ride("r3", "ông Bình", state = "cancelled", next = null, cancelled = "family")),
        Leg(11 * 60, true, ride("r4", state = "served", next = "going_home")),
    ),
    4, 3, 1u,
)
private val booking = BookRideReady(
    RideOptions(
        listOf(Passenger("p1", "bà Hương", listOf("arm_support"), "given"), Passenger("p2", "ông Bình", emptyList(), null)),
        listOf(Point("t1", "Trung tâm Quảng Phú", true), Point("t2", "Công an phường", false)),
        listOf(VehicleLine("x1", "Xe của Lan", "car", "Trịnh Thị Lan", 4, 1, 0)),
    ),
    listOf(vneid), (24..30).map { "2026-11-$it" }, Booking("2026-11-24", "p1", "vneid_install", "t1", "x1"),
)
private val squad = SquadScreen(
    "s1", "Đội 1", 18u, 4u, 2u,
    listOf(
        MemberLoad(Mate("m1", "Trịnh Thị Lan", listOf("volunteer")), 9u, 3u, 5u, 1u),
        MemberLoad(Mate("m2", "Phạm Văn Minh", listOf("volunteer")), 7u, 1u, 2u, 0u),
    ),
    listOf(ride("r0", state = "served")), 2u,
    listOf(SquadHome(home(), null, "", null, null, false), SquadHome(longest, "m1", "Trịnh Thị Lan", "not_home", 1_795_400_000_000, false)),
)
private val invitation = InvitationView("16522", "Quảng Phú", listOf("192.168.1.10:8443"), "2B0E 5B0C D2B2 4F3B")

private fun <T> ready(it: T) = Shown.Ready(it)

/** Every screen in its states. */
val SAMPLES: List<Sample> = listOf(
    Sample("today") { TodayScreen(ready(today)) {} },
    Sample("today-none") { TodayScreen(ready(Today("2026-11-24", 0u, 0u, emptyList(), null, emptyList(), emptyList(), emptyList()))) {} },
    Sample("today-loading") { TodayScreen(Shown.Loading) {} },
    Sample("household") { HouseholdScreen(ready(household), {}) {} },
    Sample("household-people") { HouseholdScreen(ready(household.copy(conflicts = emptyList(), home = longest)), {}) {} },
    Sample("household-gone") { HouseholdScreen(Shown.Gone, {}) {} },
    Sample("outcome") { OutcomeScreen(ready(OutcomeReady(options, setOf("m2"), false)), {}) {} },
    Sample("outcome-day") { OutcomeScreen(ready(OutcomeReady(options, emptySet(), true)), {}) {} },
    Sample("outcome-saved") {
        Column {
            Box(Modifier.weight(1f)) { TodayScreen(ready(today.copy(returns = emptyList(), nextRide = null, notAnnounced = emptyList()))) {} }
            SavedLine(SavedBar.Saved("A41F") { error("a picture saves nothing") }) {}
            TabBar(Tab.entries, Tab.Today) {}
        }
    },
    Sample("service") { ServiceScreen(ready(ServiceReady(options, "p1", emptyList(), null)), {}) {} },
    Sample("service-details") {
        val help = HelpInput("p1", "vneid_install", "blocked", listOf("sim_not_own_name"))
        ServiceScreen(ready(ServiceReady(options, "p1", listOf(help), help)), {}) {}
    },
    Sample("note") { NoteScreen(NoteState(), {}) {} },
    Sample("note-secret") { NoteScreen(NoteState(isEmpty = false, hasSecret = true), {}) {} },
    Sample("fates") { FatesScreen(ready(FatesReady(fates, Sending.Idle)), {}) {} },
    Sample("fates-offline") { FatesScreen(ready(FatesReady(fates, Sending.Failed(Problem(Problem.Kind.Sync, "offline")))), {}) {} },
    Sample("search") { SearchScreen(ready(SearchReady("huong", Hits(listOf(Hit(home(), "folded"), Hit(longest, "folded")), 2u)))) {} },
    Sample("search-none") { SearchScreen(ready(SearchReady("xyz", Hits(emptyList(), 0u)))) {} },
    Sample("add-household") {
        AddHouseholdScreen(ready(AddHouseholdReady(NewHome("Nguyễn Thị Hương", "bà", "n1"), listOf(home()), listOf(NeighbourhoodLine("n1", "Tổ dân phố 5")))), {}) {}
    },
    Sample("add-person") { AddPersonScreen(AddPersonState("Lê Văn Bình", "19x2"), {}) {} },
    Sample("rides") { RidesScreen(ready(RidesReady(manifest, listOf(ride("r9", "cụ Nga", state = "served", next = "going_home"))))) {} },
    Sample("rides-none") { RidesScreen(ready(RidesReady(Manifest("2026-11-24", emptyList(), 0, 0, 0u), emptyList()))) {} },
    Sample("book-ride") { BookRideScreen(ready(booking), {}) {} },
    Sample("book-ride-consent") { BookRideScreen(ready(booking.copy(booking = booking.booking.copy(resident = "p2"))), {}) {} },
    Sample("consent") { ConsentScreen(ready(ConsentReady(household.people[0], "phường Quảng Phú", "ride", "screen", "")), {}) {} },
    Sample("consent-given") { ConsentScreen(ready(ConsentReady(household.people[0], "phường Quảng Phú", "record", "spoken", "")), {}) {} },
    Sample("enrol") { EnrolScreen(EnrolState()) {} },
    Sample("enrol-read") { EnrolScreen(EnrolState(Invitation.Reads(invitation), noCamera = true)) {} },
    Sample("enrol-wrong") { EnrolScreen(EnrolState(Invitation.Wrong(Problem(Problem.Kind.Enrolment, "cut_short")))) {} },
    Sample("settings") { SettingsScreen(ready(SettingsReady(status(skewMs = 900_000), Taste(Theme.Light))), {}) {} },
    Sample("squad") { SquadScreen(ready(SquadReady(squad, false, emptySet(), null))) {} },
    Sample("squad-assign") { SquadScreen(ready(SquadReady(squad, false, setOf("h1"), "m2"))) {} },
    Sample("locked") { BlockedScreen(BlockedState.Locked) {} },
    Sample("revoked") { BlockedScreen(BlockedState.Revoked(3)) {} },
    Sample("clock-unsure") { BlockedScreen(BlockedState.ClockUnsure) {} },
    Sample("file-newer") { BlockedScreen(BlockedState.Storage(Problem(Problem.Kind.Storage, "newer"), null)) {} },
    Sample("file-damaged") { BlockedScreen(BlockedState.Storage(Problem(Problem.Kind.Storage, "damaged"), "phone.db.outbox")) {} },
    Sample("file-full") { BlockedScreen(BlockedState.Storage(Problem(Problem.Kind.Storage, "full"), null)) {} },
    Sample("key-lost") { BlockedScreen(BlockedState.Storage(Problem(Problem.Kind.Storage, "wrong_key"), "phone.db.outbox")) {} },
)
