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
import vn.doorstep.core.OpenForm
import vn.doorstep.core.RideDay
import vn.doorstep.core.EnrolmentState
import vn.doorstep.core.ConsentLine
import vn.doorstep.ui.addhousehold.AddPersonReady
import vn.doorstep.ui.household.EditHouseholdReady
import vn.doorstep.ui.household.EditHouseholdScreen
import vn.doorstep.ui.household.EditPersonReady
import vn.doorstep.ui.household.EditPersonScreen
import vn.doorstep.ui.outcome.Asking
import vn.doorstep.ui.outcome.Unfinished
import vn.doorstep.ui.rides.RideReasonScreen
import vn.doorstep.ui.rides.RideReasonState
import vn.doorstep.ui.squad.AnnounceReady
import vn.doorstep.ui.squad.AnnounceScreen
import vn.doorstep.ui.blocked.AppLockedScreen
import vn.doorstep.ui.today.OpenForms
import vn.doorstep.ui.today.Notices
import vn.doorstep.ui.design.Stack
import vn.doorstep.ui.settings.Leaving
import vn.doorstep.core.Today
import vn.doorstep.core.TodayHome
import vn.doorstep.core.DueDoor
import vn.doorstep.core.VehicleLine
import vn.doorstep.core.VisitReason
import vn.doorstep.ui.addhousehold.AddHouseholdReady
import vn.doorstep.ui.addhousehold.AddHouseholdScreen
import vn.doorstep.ui.addhousehold.AddPersonScreen
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
import vn.doorstep.ui.note.NoteReady
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

val TODAY = Today(
    "2026-11-24", 4u, 18u, listOf(ride("r0", state = "served")), ride(),
    listOf(
        TodayHome(household.home, VisitReason.FollowUpDue(2), household.care, "unfinished", 1_795_400_000_000),
        TodayHome(longest, VisitReason.NeverVisited, noCare, null, null),
        TodayHome(home("h3", "Trần Thị Nga", "cụ"), VisitReason.Settled, noCare, "done", 1_795_400_000_000),
    ),
    listOf(DueDoor(household.home, listOf(promise))),
    listOf(NotAnnounced("n1", "Tổ dân phố 5", "ông Lê Hữu Phước", "+84961234567", 3u)),
)
val MANIFEST = Manifest(
    "2026-11-24",
    listOf(
        Leg(8 * 60, false, ride()),
        Leg(8 * 60 + 45, false, ride("r2", "cụ Nga", needs = listOf("wheelchair"), misfits = listOf("no_wheelchair_space"))),
        Leg(9 * 60, false, ride("r3", "ông Bình", state = "cancelled", next = null, cancelled = "family")),
        Leg(11 * 60, true, ride("r4", state = "served", next = "going_home")),
    ),
    4, 3, 1u,
)
val RIDE_OPTIONS = RideOptions(
    listOf(Passenger("p1", "bà Hương", listOf("arm_support"), "given"), Passenger("p2", "ông Bình", emptyList(), null)),
    listOf(Point("t1", "Trung tâm Quảng Phú", true), Point("t2", "Công an phường", false)),
    listOf(VehicleLine("x1", "Xe của Lan", "car", "Trịnh Thị Lan", 4, 1, 0)),
)
private val booking = BookRideReady(
    RIDE_OPTIONS,
    listOf(vneid), (24..30).map { "2026-11-$it" }, Booking("2026-11-24", "p1", "vneid_install", "t1", "x1"),
)
val SQUAD = SquadScreen(
    "s1", "Đội 1", 18u, 4u, 2u,
    listOf(
        MemberLoad(Mate("m1", "Trịnh Thị Lan", listOf("volunteer")), 9u, 3u, 5u, 1u),
        MemberLoad(Mate("m2", "Phạm Văn Minh", listOf("volunteer")), 7u, 1u, 2u, 0u),
    ),
    listOf(ride("r0", state = "served")), 2u,
    listOf(SquadHome(home(), null, "", null, null, false), SquadHome(longest, "m1", "Trịnh Thị Lan", "not_home", 1_795_400_000_000, false)),
)
val INVITATION = InvitationView("16522", "Quảng Phú", listOf("192.168.1.10:8443"), "2B0E 5B0C D2B2 4F3B")

private fun <T> ready(it: T) = Shown.Ready(it)

private val newHome = NewHome("Nguyễn Thị Hương", "bà", "n1")
private val editHome = EditHouseholdReady(household.home).let { it.copy(form = it.form.with("landmark", "sau chùa")) }
private val editPerson = EditPersonReady(household.people[0]).let { it.copy(form = it.form.with("state", "hospital")) }
private val underWay = listOf(OpenForm("note/h1", "bà Nguyễn Thị Hương", 1_795_482_000_000), OpenForm("household", "", 1_795_482_000_000))
private val announce = AnnounceReady(listOf(NeighbourhoodLine("n1", "Tổ dân phố 5")), (24..30).map { "2026-11-$it" }, "n1", "2026-11-26", "bác Hòa", "bác Hòa")

/** Every screen in its states. */
val SAMPLES: List<Sample> = listOf(
    Sample("today") { TodayScreen(ready(TODAY)) {} },
    Sample("today-none") { TodayScreen(ready(Today("2026-11-24", 0u, 0u, emptyList(), null, emptyList(), emptyList(), emptyList()))) {} },
    Sample("today-loading") { TodayScreen(Shown.Loading) {} },
    Sample("today-under-way") {
        TodayScreen(ready(TODAY.copy(returns = emptyList(), nextRide = null)), {}, {
            Stack {
                Notices(status(enrolment = EnrolmentState.DueSoon(3u)).copy(updateNeeded = true)) {}
                OpenForms(underWay) {}
            }
        }) {}
    },
    Sample("edit-household") { EditHouseholdScreen(ready(editHome), {}) {} },
    Sample("edit-person") { EditPersonScreen(ready(editPerson), {}) {} },
    Sample("edit-person-needs") {
        val agreed = household.people[0].copy(consents = listOf(ConsentLine("ride", "given", null)))
        EditPersonScreen(ready(editPerson.copy(person = agreed)), {}) {}
    },
    Sample("ride-cancel") { RideReasonScreen(RideReasonState("bà Hương", true), {}) {} },
    Sample("ride-turned-away") { RideReasonScreen(RideReasonState("bà Hương", false), {}) {} },
    Sample("announce") { AnnounceScreen(ready(announce), {}) {} },
    Sample("app-locked") { AppLockedScreen {} },
    Sample("household") { HouseholdScreen(ready(household), {}) {} },
    Sample("household-people") { HouseholdScreen(ready(household.copy(conflicts = emptyList(), home = longest)), {}) {} },
    Sample("household-gone") { HouseholdScreen(Shown.Gone, {}) {} },
    Sample("outcome") { OutcomeScreen(ready(OutcomeReady(options, setOf("m2"), Asking.Tile)), {}) {} },
    Sample("outcome-day") { OutcomeScreen(ready(OutcomeReady(options, emptySet(), Asking.Day)), {}) {} },
    Sample("outcome-unfinished") { OutcomeScreen(ready(OutcomeReady(options, setOf("m2"), Asking.What(Unfinished(setOf("chip_id_card"), "con gái", "2026-11-26")))), {}) {} },
    Sample("outcome-amend") { OutcomeScreen(ready(OutcomeReady(options, setOf("m2"), Asking.Tile, VISIT)), {}) {} },
    Sample("outcome-saved") {
        Column {
            Box(Modifier.weight(1f)) { TodayScreen(ready(TODAY.copy(returns = emptyList(), nextRide = null, notAnnounced = emptyList()))) {} }
            SavedLine(SavedBar.Saved("A41F") { error("a picture saves nothing") }) {}
            TabBar(Tab.entries, Tab.Today) {}
        }
    },
    Sample("service") { ServiceScreen(ready(ServiceReady(options, VISIT, "p1", emptyList(), null)), {}) {} },
    Sample("service-details") {
        val help = HelpInput("p1", "vneid_install", "blocked", listOf("sim_not_own_name"))
        ServiceScreen(ready(ServiceReady(options, VISIT, "p1", listOf(help), help)), {}) {}
    },
    Sample("note") { NoteScreen(ready(NoteReady(Filled.of(), false)), {}) {} },
    Sample("note-secret") { NoteScreen(ready(NoteReady(Filled.of(kept = mapOf("text" to "căn cước 012345678901")), true)), {}) {} },
    Sample("fates") { FatesScreen(ready(FatesReady(fates, Sending.Idle)), {}) {} },
    Sample("fates-offline") { FatesScreen(ready(FatesReady(fates, Sending.Failed(Problem(Problem.Kind.Sync, "offline")))), {}) {} },
    Sample("fates-no-local-network") { FatesScreen(ready(FatesReady(fates, Sending.LocalNetworkRefused)), {}) {} },
    Sample("search") { SearchScreen(ready(SearchReady("huong", Hits(listOf(Hit(home(), "folded"), Hit(longest, "folded")), 2u)))) {} },
    Sample("search-none") { SearchScreen(ready(SearchReady("xyz", Hits(emptyList(), 0u)))) {} },
    Sample("add-household") {
        AddHouseholdScreen(ready(AddHouseholdReady(newHome, newHome, listOf(home()), listOf(NeighbourhoodLine("n1", "Tổ dân phố 5")))), {}) {}
    },
    Sample("add-person") { AddPersonScreen(ready(AddPersonReady(Filled.of(kept = mapOf("name" to "Lê Văn Bình", "year" to "19x2")))), {}) {} },
    Sample("rides") { RidesScreen(ready(RidesReady(RideDay(MANIFEST, listOf(ride("r9", "cụ Nga", state = "served", next = "going_home")), listOf(ride("r8", "ông Bình", state = "at_point", next = "served", mine = false)))))) {} },
    Sample("rides-none") { RidesScreen(ready(RidesReady(RideDay(Manifest("2026-11-24", emptyList(), 0, 0, 0u), emptyList(), emptyList())))) {} },
    Sample("book-ride") { BookRideScreen(ready(booking), {}) {} },
    Sample("book-ride-consent") { BookRideScreen(ready(booking.copy(booking = booking.booking.copy(resident = "p2"))), {}) {} },
    Sample("consent") { ConsentScreen(ready(ConsentReady(household.people[0], "phường Quảng Phú", "ride", "screen", "")), {}) {} },
    Sample("consent-given") { ConsentScreen(ready(ConsentReady(household.people[0], "phường Quảng Phú", "record", "spoken", "")), {}) {} },
    Sample("enrol") { EnrolScreen(EnrolState()) {} },
    Sample("enrol-read") { EnrolScreen(EnrolState(Invitation.Reads(INVITATION), noCamera = true)) {} },
    Sample("enrol-wrong") { EnrolScreen(EnrolState(Invitation.Wrong(Problem(Problem.Kind.Enrolment, "cut_short")))) {} },
    Sample("enrol-no-local-network") { EnrolScreen(EnrolState(Invitation.Reads(INVITATION), noLocalNetwork = true)) {} },
    Sample("enrol-expired") { EnrolScreen(EnrolState(Invitation.Reads(INVITATION), failed = Problem(Problem.Kind.Enrolment, "bad_code"))) {} },
    Sample("settings-sign-out") { SettingsScreen(ready(SettingsReady(status(unsent = 0u), Taste(), Leaving.Asked)), {}) {} },
    Sample("settings-unsent") { SettingsScreen(ready(SettingsReady(status(), Taste(), Leaving.Asked)), {}) {} },
    Sample("settings") { SettingsScreen(ready(SettingsReady(status(skewMs = 900_000), Taste(Theme.Light))), {}) {} },
    Sample("squad") { SquadScreen(ready(SquadReady(SQUAD, false, emptySet(), null))) {} },
    Sample("squad-assign") { SquadScreen(ready(SquadReady(SQUAD, false, setOf("h1"), "m2"))) {} },
    Sample("locked") { BlockedScreen(BlockedState.Locked) {} },
    Sample("revoked") { BlockedScreen(BlockedState.Revoked(3)) {} },
    Sample("clock-unsure") { BlockedScreen(BlockedState.ClockUnsure) {} },
    Sample("file-newer") { BlockedScreen(BlockedState.Storage(Problem(Problem.Kind.Storage, "newer"), null)) {} },
    Sample("file-damaged") { BlockedScreen(BlockedState.Storage(Problem(Problem.Kind.Storage, "damaged"), "phone.db.outbox")) {} },
    Sample("file-full") { BlockedScreen(BlockedState.Storage(Problem(Problem.Kind.Storage, "full"), null)) {} },
    Sample("key-destroyed") { BlockedScreen(BlockedState.KeyDestroyed) {} },
    Sample("key-lost") { BlockedScreen(BlockedState.Storage(Problem(Problem.Kind.Storage, "wrong_key"), "phone.db.outbox")) {} },
)
