package vn.doorstep.ui

import androidx.compose.foundation.layout.Column
import androidx.compose.runtime.Composable
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import vn.doorstep.core.ConsentLine
import vn.doorstep.core.Hit
import vn.doorstep.core.Hits
import vn.doorstep.core.NeighbourhoodLine
import vn.doorstep.core.AmendForm
import vn.doorstep.core.ConsentForm
import vn.doorstep.core.HomeForm
import vn.doorstep.core.NewHomeForm
import vn.doorstep.core.PersonForm
import vn.doorstep.core.RideForm
import vn.doorstep.core.RoundForm
import vn.doorstep.core.VisitForm
import vn.doorstep.core.OpenForm
import vn.doorstep.core.RideDay
import vn.doorstep.core.EnrolmentState
import vn.doorstep.ui.addhousehold.AddHouseholdModel
import vn.doorstep.ui.addhousehold.AddHouseholdScreen
import vn.doorstep.ui.addhousehold.AddPersonModel
import vn.doorstep.ui.addhousehold.AddPersonScreen
import vn.doorstep.ui.blocked.AppLockedScreen
import vn.doorstep.ui.blocked.BlockedScreen
import vn.doorstep.ui.blocked.BlockedState
import vn.doorstep.ui.consent.ConsentModel
import vn.doorstep.ui.consent.ConsentScreen
import vn.doorstep.ui.enrol.EnrolModel
import vn.doorstep.ui.enrol.EnrolScreen
import vn.doorstep.ui.fates.FatesModel
import vn.doorstep.ui.fates.FatesScreen
import vn.doorstep.ui.household.EditHouseholdModel
import vn.doorstep.ui.household.EditHouseholdScreen
import vn.doorstep.ui.household.EditPersonModel
import vn.doorstep.ui.household.EditPersonScreen
import vn.doorstep.ui.household.HouseholdModel
import vn.doorstep.ui.household.HouseholdScreen
import vn.doorstep.ui.note.NoteModel
import vn.doorstep.ui.note.NoteScreen
import vn.doorstep.ui.outcome.OutcomeModel
import vn.doorstep.ui.outcome.OutcomeScreen
import vn.doorstep.ui.rides.BookRideModel
import vn.doorstep.ui.rides.BookRideScreen
import vn.doorstep.ui.rides.RideReasonModel
import vn.doorstep.ui.rides.RideReasonScreen
import vn.doorstep.ui.rides.RidesModel
import vn.doorstep.ui.rides.RidesScreen
import vn.doorstep.ui.search.SearchModel
import vn.doorstep.ui.search.SearchScreen
import vn.doorstep.ui.service.ServiceModel
import vn.doorstep.ui.service.ServiceScreen
import vn.doorstep.ui.settings.SettingsModel
import vn.doorstep.ui.settings.SettingsScreen
import vn.doorstep.ui.settings.TasteKeeper
import vn.doorstep.ui.squad.AnnounceModel
import vn.doorstep.ui.squad.AnnounceScreen
import vn.doorstep.ui.squad.SquadModel
import vn.doorstep.ui.squad.SquadScreen
import vn.doorstep.ui.today.Notices
import vn.doorstep.ui.today.OpenForms
import vn.doorstep.ui.today.TodayModel
import vn.doorstep.ui.today.TodayScreen
import vn.doorstep.testing.DEVICE

// Each screen with its model, ready to be tapped. What the facade answers are the records of the samples.

private val places = listOf(NeighbourhoodLine("n1", "Tổ dân phố 5"), NeighbourhoodLine("n2", "Thôn Đông"))

private val WEEK = (24..30).map { "2026-11-$it" }
private val RIDE_FORM = RideForm(RIDE_OPTIONS, options.services.filter { it.needsTravel }, WEEK, emptyList())
val CONSENT_FORM = ConsentForm(household.people[0], "phường Quảng Phú", emptyList())

private fun Bench.visits() = fake<vn.doorstep.core.VisitsInterface>(
    "visits", "options" to options, "recorded" to VISIT, "form" to VisitForm(options, emptyList()), "amendForm" to AmendForm(options, VISIT),
)
private fun Bench.households() = fake<vn.doorstep.core.HouseholdsInterface>(
    "households", "screen" to household, "neighbourhoods" to places,
    "form" to HomeForm(household.home, emptyList()), "personForm" to PersonForm(household.people[0], emptyList()),
    "newForm" to NewHomeForm(listOf(home("h7")), places, emptyList()),
)
private fun Bench.settings(unsent: UInt = 0u) = fake<vn.doorstep.core.SettingsInterface>("settings", "status" to status(unsent = unsent))

private val today: Bench.() -> @Composable () -> Unit = {
    val model = TodayModel(calls, fake("today", "screen" to TODAY), scope, handover, this::go)
    val to = this::go;
    {
        val state by model.state.collectAsState()
        TodayScreen(state, {}, {
            Column {
                Notices(status(enrolment = EnrolmentState.DueSoon(3u)).copy(updateNeeded = true)) { go(Route.Fates) }
                OpenForms(listOf(OpenForm("note/h1", "bà Hương", 0)), to)
            }
        }, model::send)
    }
}

private val chip: Bench.() -> @Composable () -> Unit = { { SyncChip(3, this::go) } }
private val bar: Bench.() -> @Composable () -> Unit = { { SavedLine(SavedBar.Saved("A41F") { Bench.SAVED }) { log += "undo" } } }

private val home: Bench.() -> @Composable () -> Unit = {
    val model = HouseholdModel(calls, households(), visits(), fake("notes"), "h1", scope, saving, handover, this::go);
    { val state by model.state.collectAsState(); HouseholdScreen(state, this::back, model::send) }
}

private fun outcome(visit: String?): Bench.() -> @Composable () -> Unit = {
    val model = OutcomeModel(calls, visits(), drafting, "h1", visit, scope, saving, this::back, this::instead);
    { val state by model.state.collectAsState(); OutcomeScreen(state, this::back, model::send) }
}

private val service: Bench.() -> @Composable () -> Unit = {
    val model = ServiceModel(calls, visits(), "h1", "v1", scope, saving);
    { val state by model.state.collectAsState(); ServiceScreen(state, this::back, model::send) }
}

private val note: Bench.() -> @Composable () -> Unit = {
    val model = NoteModel(fake("notes", "hasSecret" to false), drafting, "h1", scope, saving, this::back);
    { val state by model.state.collectAsState(); NoteScreen(state, this::back, model::send) }
}

private val fatesList: Bench.() -> @Composable () -> Unit = {
    val model = FatesModel(calls, fake("fates", "list" to fates), scope, handover, {
        log += "sync"
        vn.doorstep.Answer.Failed(vn.doorstep.Problem(vn.doorstep.Problem.Kind.Sync, "offline"))
    }, this::go);
    { val state by model.state.collectAsState(); FatesScreen(state, this::back, model::send) }
}

private val find: Bench.() -> @Composable () -> Unit = {
    val search = fake<vn.doorstep.core.SearchInterface>("search", "run" to Hits(listOf(Hit(home(), "folded")), 1u))
    val model = SearchModel(calls, search, scope, this::go);
    { val state by model.state.collectAsState(); SearchScreen(state, {}, model::send) }
}

private val addHome: Bench.() -> @Composable () -> Unit = {
    val model = AddHouseholdModel(calls, households(), drafting, "Lê Văn Bình", scope, saving, this::instead);
    { val state by model.state.collectAsState(); AddHouseholdScreen(state, this::back, model::send) }
}

private val addPerson: Bench.() -> @Composable () -> Unit = {
    val model = AddPersonModel(households(), drafting, "h1", scope, saving, this::back);
    { val state by model.state.collectAsState(); AddPersonScreen(state, this::back, model::send) }
}

private val editHome: Bench.() -> @Composable () -> Unit = {
    val model = EditHouseholdModel(calls, households(), drafting, "h1", scope, saving, this::back);
    { val state by model.state.collectAsState(); EditHouseholdScreen(state, this::back, model::send) }
}

private val editPerson: Bench.() -> @Composable () -> Unit = {
    val agreed = household.copy(people = household.people.map { it.copy(consents = listOf(ConsentLine("ride", "given", null))) })
    val model = EditPersonModel(calls, fake("households", "personForm" to PersonForm(agreed.people[0], emptyList())), drafting, "h1", "p1", scope, saving, this::back);
    { val state by model.state.collectAsState(); EditPersonScreen(state, this::back, model::send) }
}

private val rides: Bench.() -> @Composable () -> Unit = {
    val rides = fake<vn.doorstep.core.RidesInterface>(
        "rides", "screen" to RideDay(MANIFEST, emptyList(), listOf(ride("r8", "ông Bình", state = "at_point", next = "served", mine = false))),
    )
    val model = RidesModel(calls, rides, scope, saving, handover, this::go);
    { val state by model.state.collectAsState(); RidesScreen(state, {}, model::send) }
}

private fun reason(cancels: Boolean): Bench.() -> @Composable () -> Unit = {
    val model = RideReasonModel(fake("rides"), "r1", "bà Hương", cancels, scope, saving, this::back);
    { RideReasonScreen(model.state, this::back, model::send) }
}

private val bookRide: Bench.() -> @Composable () -> Unit = {
    val model = BookRideModel(calls, fake("rides", "form" to RIDE_FORM), drafting, "h1", scope, saving, this::go, this::back);
    { val state by model.state.collectAsState(); BookRideScreen(state, this::back, model::send) }
}

private val consent: Bench.() -> @Composable () -> Unit = {
    val model = ConsentModel(calls, fake("consents", "form" to CONSENT_FORM), drafting, "h1", "p1", scope, saving);
    { val state by model.state.collectAsState(); ConsentScreen(state, this::back, model::send) }
}

private val enrol: Bench.() -> @Composable () -> Unit = {
    val model = EnrolModel(calls, fake("enrolment", "read" to INVITATION), DEVICE, scope, handover, {}) {
        log += "begin"
        vn.doorstep.Answer.Failed(vn.doorstep.Problem(vn.doorstep.Problem.Kind.Sync, "offline"))
    };
    { val state by model.state.collectAsState(); EnrolScreen(state, model::send) }
}

private val settingsScreen: Bench.() -> @Composable () -> Unit = {
    val keeper = TasteKeeper { log += "$it" }
    val model = SettingsModel(calls, settings(), fake("sync", "handOver" to "/outbox"), keeper, scope, handover) { log += "begin anew" };
    { val state by model.state.collectAsState(); SettingsScreen(state, this::back, model::send) }
}

private val squad: Bench.() -> @Composable () -> Unit = {
    val model = SquadModel(calls, fake("leading", "squad" to SQUAD), scope, saving, this::go);
    { val state by model.state.collectAsState(); SquadScreen(state, {}, model::send) }
}

private val announce: Bench.() -> @Composable () -> Unit = {
    val model = AnnounceModel(calls, fake("leading", "roundForm" to RoundForm(places, WEEK, emptyList())), drafting, scope, saving, handover, this::back);
    { val state by model.state.collectAsState(); AnnounceScreen(state, this::back, model::send) }
}

private fun blocked(state: BlockedState): Bench.() -> @Composable () -> Unit = { { BlockedScreen(state) { log += it.toString() } } }
private val damaged = blocked(BlockedState.Storage(vn.doorstep.Problem(vn.doorstep.Problem.Kind.Storage, "damaged"), "phone.db.outbox"))

/** Each control that `screens.toml` names, and what it does. */
val TAPS: List<Tap> = listOf(
    Tap("today", "home", "go Household(id=h1)", says = "Nguyễn Thị Hương", content = today),
    Tap("today", "record", "go Outcome(household=h1)", says = "Nguyễn Thị Hương", content = today),
    Tap("today", "returns", "go Rides", content = today),
    Tap("today", "next-ride", "go Rides", content = today),
    Tap("today", "call-announcer", "call +84961234567", content = today),
    Tap("today", "draft", "go Note(household=h1)", content = today),
    Tap("today", "update-needed", "go Fates", content = today),
    Tap("today", "locks-soon", "go Fates", content = today),
    Tap("today", "sync-chip", "go Fates", content = chip),
    Tap("today", "settings", "go Settings", content = chip),
    Tap("today", "undo", "undo", content = bar),
    Tap("household", "record", "go Outcome(household=h1)", content = home),
    Tap("household", "call", "call +84951234567", content = home),
    Tap("household", "map", "map 198000000 1058000000", content = home),
    Tap("household", "edit-household", "go EditHousehold(id=h1)", content = home),
    Tap("household", "consent", "go Consent(household=h1, resident=p1)", content = home),
    Tap("household", "edit-person", "go EditPerson(household=h1, resident=p1)", content = home),
    Tap("household", "add-person", "go AddPerson(household=h1)", content = home),
    Tap("household", "promise-kept", "visits.closePromise(h1, f1, done)", content = home),
    Tap("household", "promise-drop", "visits.closePromise(h1, f1, dropped)", content = home),
    Tap("household", "promise-move", "visits.movePromise(h1, f1, 2026-11-26)", content = home).then("promise-day", "26/11"),
    Tap("household", "promise-day", "visits.movePromise(h1, f1, 2026-11-26)", says = "26/11", first = listOf("promise-move"), content = home),
    Tap("household", "message", "message +84951234567 Xe đón ngày 24/11, từ 8:00. Lái xe: Trịnh Thị Lan, Xe của Lan.", content = home),
    Tap("household", "cancel-ride", "go RideReason(ride=r1, who=bà Hương, cancels=true)", content = home),
    Tap("household", "book-ride", "go BookRide(household=h1)", content = home),
    Tap("household", "amend", "go Amend(household=h1, visit=v3)", content = home),
    Tap("household", "remove-note", "notes.remove(h1, v2)", content = home),
    Tap("household", "add-note", "go Note(household=h1)", content = home),
    Tap("household", "conflict-seen", "households.closeConflict(h1, x1)", content = home),
    Tap("outcome", "tile-not_home", "visits.record(VisitInput(household=h1, outcome=not_home, with=[m2]", content = outcome(null)),
    Tap("outcome", "partner", "visits.record(VisitInput(household=h1, outcome=refused, with=[m2, m3]", says = "Lê Thị Mai", content = outcome(null)).then("tile-refused"),
    Tap("outcome", "come-back-day", "outcome=come_back, with=[m2], helped=[], missing=[], whoBrings=, comeBackOn=2026-11-26", says = "26/11", first = listOf("tile-come_back"), content = outcome(null)),
    Tap("outcome", "paper", "outcome=unfinished, with=[m2], helped=[], missing=[chip_id_card]", first = listOf("tile-unfinished"), content = outcome(null)).then("save-unfinished"),
    Tap("outcome", "who-brings", "whoBrings=con gái", type = "con gái", first = listOf("tile-unfinished"), content = outcome(null)).then("save-unfinished"),
    Tap("outcome", "follow-up-day", "followUpOn=2026-11-26", says = "26/11", first = listOf("tile-unfinished"), content = outcome(null)).then("save-unfinished"),
    Tap("outcome", "save-unfinished", "visits.record(VisitInput(household=h1, outcome=unfinished", first = listOf("tile-unfinished"), content = outcome(null)),
    Tap("outcome", "withdraw-visit", "visits.undo(h1, v1)", content = outcome("v1")),
    Tap("service", "person", "helped=[HelpInput(resident=p2, service=vneid_install", says = "Ông Bình", content = service).then("service-vneid_install"),
    Tap("service", "somebody", "helped=[HelpInput(resident=null, service=vneid_install", content = service).then("service-vneid_install"),
    Tap("service", "service-vneid_install", "visits.amend(v1, VisitInput(household=h1, outcome=unfinished, with=[m2], helped=[HelpInput(resident=p1, service=vneid_install, outcome=installed", content = service),
    Tap("service", "service-outcome-blocked", "outcome=blocked, blockers=[]", first = listOf("service-vneid_install"), content = service).then("save-service"),
    Tap("service", "blocker-no_smartphone", "blockers=[no_smartphone]", first = listOf("service-vneid_install"), content = service).then("save-service"),
    Tap("service", "save-service", "visits.amend(v1", first = listOf("service-vneid_install"), content = service),
    Tap("service", "finished", "back", content = service),
    Tap("note", "note", "notes.add(h1, gọi trước)", type = "gọi trước", content = note).then("save-note"),
    Tap("note", "save-note", "notes.add(h1, x)", content = note, first = listOf("note=x")),
    Tap("fates", "fate", "go Household(id=h1)", content = fatesList),
    Tap("fates", "fate-seen", "fates.lookedAt(c-refused)", content = fatesList),
    Tap("fates", "send-now", "sync", content = fatesList),
    Tap("fates", "allow-local-network", "allow local network", first = listOf("send-now"), content = fatesList),
    Tap("search", "query", "go Household(id=h1)", type = "huong", content = find).then("home"),
    Tap("search", "home", "go Household(id=h1)", first = listOf("query=huong"), content = find),
    Tap("search", "add-household", "go AddHousehold(head=huong)", first = listOf("query=huong"), content = find),
    Tap("add-household", "same", "instead Household(id=h7)", content = addHome),
    Tap("add-household", "head", "head=Trần Thị Nga", type = "Trần Thị Nga", content = addHome).then("neighbourhood", "Đông").then("add"),
    Tap("add-household", "honorific", "honorific=cụ", says = "cụ", content = addHome).then("neighbourhood", "Đông").then("add"),
    Tap("add-household", "neighbourhood", "neighbourhood=n2", says = "Đông", content = addHome).then("add"),
    Tap("add-household", "house-no", "houseNo=12", type = "12", content = addHome).then("neighbourhood", "Đông").then("add"),
    Tap("add-household", "lane", "lane=ngõ 5", type = "ngõ 5", content = addHome).then("neighbourhood", "Đông").then("add"),
    Tap("add-household", "landmark", "landmark=cổng xanh", type = "cổng xanh", content = addHome).then("neighbourhood", "Đông").then("add"),
    Tap("add-household", "phone", "number=0951234567", type = "0951234567", content = addHome).then("neighbourhood", "Đông").then("add"),
    Tap("add-household", "whose", "relation=con gái", type = "con gái", first = listOf("phone=0951234567"), content = addHome).then("neighbourhood", "Đông").then("add"),
    Tap("add-household", "add", "households.add(HouseholdInput(head=Lê Văn Bình", first = listOf("neighbourhood"), content = addHome),
    Tap("add-household", "name", "households.addResident(h1, ResidentInput(name=Lê Văn Bình", type = "Lê Văn Bình", content = addPerson).then("add"),
    Tap("add-household", "year", "birthYear=1950", type = "1950", first = listOf("name=x"), content = addPerson).then("add"),
    Tap("add-household", "relation", "relation=con", type = "con", first = listOf("name=x"), content = addPerson).then("add"),
    Tap("edit-household", "head", "households.edit(h1, HouseholdEdit(head=Trần Thị Nga", type = "Trần Thị Nga", content = editHome).then("save-household"),
    Tap("edit-household", "dog", "dog=false", content = editHome).then("save-household"),
    Tap("edit-household", "call-first", "callFirst=true", content = editHome).then("save-household"),
    Tap("edit-household", "locked", "locked=true", content = editHome).then("save-household"),
    Tap("edit-household", "hard-of-hearing", "hardOfHearing=false", content = editHome).then("save-household"),
    Tap("edit-household", "landmark", "landmark=sau chùa", type = "sau chùa", content = editHome).then("save-household"),
    Tap("edit-household", "phone", "number=0961234567", type = "0961234567", content = editHome).then("save-household"),
    Tap("edit-household", "whose", "relation=con gái", type = "con gái", content = editHome).then("save-household"),
    Tap("edit-household", "house-no", "houseNo=34", type = "34", content = editHome).then("save-household"),
    Tap("edit-household", "lane", "lane=ngõ 7", type = "ngõ 7", content = editHome).then("save-household"),
    Tap("edit-household", "save-household", "households.edit(h1, HouseholdEdit(head=null", first = listOf("dog"), content = editHome),
    Tap("edit-person", "person-hospital", "households.editResident(h1, p1, ResidentInput(name=null", content = editPerson).then("save-person"),
    Tap("edit-person", "need-wheelchair", "needs=[arm_support, wheelchair]", content = editPerson).then("save-person"),
    Tap("edit-person", "name", "name=Trần Thị Nga", type = "Trần Thị Nga", content = editPerson).then("save-person"),
    Tap("edit-person", "year", "birthYear=1951", type = "1951", content = editPerson).then("save-person"),
    Tap("edit-person", "relation", "relation=vợ", type = "vợ", content = editPerson).then("save-person"),
    Tap("edit-person", "phone", "number=0961234567", type = "0961234567", content = editPerson).then("save-person"),
    Tap("edit-person", "whose", "relation=con gái", type = "con gái", first = listOf("phone=0961234567"), content = editPerson).then("save-person"),
    Tap("edit-person", "save-person", "state=moved", first = listOf("person-moved"), content = editPerson),
    Tap("rides", "call", "call +84951234567", content = rides),
    Tap("rides", "papers-ready", "rides.step(r1, picked_up, null)", content = rides).then("step-picked_up"),
    Tap("rides", "step-picked_up", "rides.step(r1, picked_up, null)", content = rides),
    Tap("rides", "step-served", "rides.step(r8, served, null)", content = rides),
    Tap("rides", "step-turned_away", "go RideReason(ride=r8, who=ông Bình, cancels=false)", content = rides),
    Tap("rides", "cancel-ride", "go RideReason(ride=r1, who=bà Hương, cancels=true)", content = rides),
    Tap("ride-reason", "reason-ill", "rides.cancel(r1, ill)", content = reason(true)),
    Tap("ride-reason", "reason-papers", "rides.step(r1, turned_away, papers)", content = reason(false)),
    Tap("book-ride", "passenger", "go Consent(household=h1, resident=p2)", says = "Bình", content = bookRide).then("ask-consent"),
    Tap("book-ride", "ask-consent", "go Consent(household=h1, resident=p2)", first = listOf("passenger~Bình"), content = bookRide),
    Tap("book-ride", "service", "service=vneid_install", first = listOf("passenger~Hương", "point~Trung tâm"), content = bookRide).then("book"),
    Tap("book-ride", "day", "day=2026-11-26", says = "26/11", first = BOOKABLE, content = bookRide).then("book"),
    Tap("book-ride", "point", "point=t1", first = listOf("passenger~Hương", "service"), content = bookRide).then("book"),
    Tap("book-ride", "leave-less", "outbound=[450, 510]", first = BOOKABLE, content = bookRide).then("book"),
    Tap("book-ride", "leave-more", "outbound=[510, 570]", first = BOOKABLE, content = bookRide).then("book"),
    Tap("book-ride", "back-at", "back=[600, 660]", first = BOOKABLE, content = bookRide).then("book"),
    Tap("book-ride", "back-unknown", "back=null", first = BOOKABLE + "back-at", content = bookRide).then("book"),
    Tap("book-ride", "companions", "companions=2", says = "2", first = BOOKABLE, content = bookRide).then("book"),
    Tap("book-ride", "vehicle", "vehicle=x1", first = BOOKABLE, content = bookRide).then("book"),
    Tap("book-ride", "book", "rides.book(RideInput(household=h1, resident=p1", first = BOOKABLE, content = bookRide),
    Tap("consent", "purpose-ride", "purpose=ride, answer=given", content = consent).then("yes"),
    Tap("consent", "method-paper", "method=paper", content = consent).then("yes"),
    Tap("consent", "witness", "witness=Lê Thị Mai", type = "Lê Thị Mai", first = listOf("method-spoken"), content = consent).then("yes"),
    Tap("consent", "guardian", "guardian=con gái", type = "con gái", content = consent).then("yes"),
    Tap("consent", "yes", "consents.record(ConsentInput(household=h1, resident=p1, purpose=record, answer=given", content = consent),
    Tap("consent", "no", "answer=declined", content = consent),
    Tap("consent", "withdraw", "consents.withdraw(h1, p1, record)", content = consent),
    Tap("enrol", "scan", "scan", content = enrol),
    Tap("enrol", "invitation", "begin", type = "doorstep:1?x", content = enrol).then("begin"),
    Tap("enrol", "begin", "begin", first = listOf("invitation=doorstep:1?x"), content = enrol),
    Tap("enrol", "allow-local-network", "allow local network", first = listOf("invitation=doorstep:1?x", "begin"), content = enrol),
    Tap("settings", "theme", "theme=Dark", says = "Tối", content = settingsScreen),
    Tap("settings", "letters", "letters=Large,", says = "To", content = settingsScreen),
    Tap("settings", "language-en", "english=true", content = settingsScreen),
    Tap("settings", "language-vi", "english=false", content = settingsScreen),
    Tap("settings", "any-network", "wifiOnly=false", content = settingsScreen),
    Tap("settings", "wifi-only", "wifiOnly=true", content = settingsScreen),
    Tap("settings", "lock-after", "lockMinutes=15", says = "15", content = settingsScreen),
    Tap("settings", "hand-over", "share /outbox", content = settingsScreen),
    Tap("settings", "sign-out", "settings.signOut()", content = settingsScreen).then("sign-out-meant"),
    Tap("settings", "sign-out-meant", "begin anew", first = listOf("sign-out"), content = settingsScreen),
    Tap("settings", "stay", "settings.signOut()", first = listOf("sign-out"), content = settingsScreen).then("sign-out").then("sign-out-meant"),
    Tap("squad", "announce", "go Announce", content = squad),
    Tap("squad", "filter-all", "go Household(id=h1)", content = squad).then("home"),
    Tap("squad", "filter-free", "leading.squad unassigned", content = { squadAsked() }),
    Tap("squad", "home", "go Household(id=h1)", content = squad),
    Tap("squad", "mark", "leading.assign([h1], m2)", says = "Nguyễn Thị Hương", content = squad).then("member", "Minh").then("assign"),
    Tap("squad", "member", "leading.assign([h1], m1)", says = "Lan", first = listOf("mark"), content = squad).then("assign"),
    Tap("squad", "assign", "leading.assign([h1], m1)", first = listOf("mark", "member"), content = squad),
    Tap("squad", "take-back", "leading.takeBack(h9)", content = squad),
    Tap("announce", "place", "leading.announce(n2, 2026-11-26, bác Hòa)", says = "Đông", first = listOf("announce-day~26/11", "announced-by=bác Hòa"), content = announce).then("save-announce"),
    Tap("announce", "announce-day", "leading.announce(n1, 2026-11-24, bác Hòa)", first = listOf("place", "announced-by=bác Hòa"), content = announce).then("save-announce"),
    Tap("announce", "announced-by", "leading.announce(n1, 2026-11-24, bác Hòa)", type = "bác Hòa", first = listOf("place", "announce-day"), content = announce).then("save-announce"),
    Tap("announce", "share-announce", "message - Ngày 24/11", first = listOf("place", "announce-day"), content = announce),
    Tap("announce", "save-announce", "leading.announce", first = listOf("place", "announce-day", "announced-by=x"), content = announce),
    Tap("app-locked", "unlock", "unlock", content = { { AppLockedScreen { handover.unlock {} } } }),
    Tap("blocked", "send-now", "SyncTapped", content = blocked(BlockedState.Revoked(3))),
    Tap("blocked", "hand-over", "HandOverTapped", content = blocked(BlockedState.Locked)),
    Tap("blocked", "retry", "RetryTapped", content = damaged),
    Tap("blocked", "set-aside", "SetAsideTapped", content = damaged),
)

/** What a booking needs before anything else of it can be tried. */
private val BOOKABLE get() = listOf("passenger~Hương", "service", "point~Trung tâm")

/** A squad that writes down how it is asked. */
private fun Bench.squadAsked(): @Composable () -> Unit {
    val leading = object : vn.doorstep.core.LeadingInterface by fake("leading", "squad" to SQUAD) {
        override fun squad(filter: vn.doorstep.core.SquadFilter, page: vn.doorstep.core.Page): vn.doorstep.core.SquadScreen {
            if (filter.unassigned) log += "leading.squad unassigned"
            return SQUAD
        }
    }
    val model = SquadModel(calls, leading, scope, saving, this::go)
    return { val state by model.state.collectAsState(); SquadScreen(state, {}, model::send) }
}
