package vn.doorstep.ui

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.cancel
import kotlinx.coroutines.launch
import kotlinx.coroutines.test.StandardTestDispatcher
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.advanceTimeBy
import kotlinx.coroutines.test.runCurrent
import kotlinx.coroutines.test.runTest
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import vn.doorstep.Problem
import vn.doorstep.core.HelpInput
import vn.doorstep.ui.design.Motion
import vn.doorstep.ui.note.NoteAction
import vn.doorstep.ui.note.NoteModel
import vn.doorstep.ui.outcome.OutcomeAction
import vn.doorstep.ui.outcome.Asking
import vn.doorstep.ui.outcome.OutcomeModel
import vn.doorstep.ui.outcome.Unfinished
import vn.doorstep.ui.service.ServiceAction
import vn.doorstep.ui.service.ServiceModel

/** State holders over fakes of the generated interfaces: actions in, calls and states out. */
@OptIn(ExperimentalCoroutinesApi::class)
class ModelTest {
    private val drafts = FakeDrafts()
    private val visits = FakeVisits(drafts = drafts)
    private val went = mutableListOf<Any>()

    private fun TestScope.calls() = TestCalls(StandardTestDispatcher(testScheduler)).calls

    private fun TestScope.outcome(saving: Saving, visit: String? = null) =
        OutcomeModel(calls(), visits, Drafting(calls(), drafts, backgroundScope), "h1", visit, backgroundScope, saving, { went += "back" }, { went += it }).also { runCurrent() }

    @Test
    fun `a tile is a visit with today's partner, and back`() = runTest {
        val model = outcome(Saving(calls(), backgroundScope))
        model.send(OutcomeAction.TileTapped("not_home"))
        runCurrent()
        assertEquals(listOf("not_home" to listOf("m2")), visits.recorded.map { it.outcome to it.with })
        assertEquals(listOf<Any>("back"), went)
    }

    @Test
    fun `two taps on a tile are one visit`() = runTest {
        val model = outcome(Saving(calls(), backgroundScope))
        repeat(2) { model.send(OutcomeAction.TileTapped("done")) }
        runCurrent()
        assertEquals(1, visits.recorded.size)
        assertEquals(listOf<Any>(Route.Service("h1", "v1")), went)
    }

    @Test
    fun `coming back needs a day`() = runTest {
        val model = outcome(Saving(calls(), backgroundScope))
        model.send(OutcomeAction.TileTapped("come_back"))
        runCurrent()
        assertEquals(Asking.Day, (model.state.value as Shown.Ready).it.asking)
        assertEquals(0, visits.recorded.size)
        model.send(OutcomeAction.DayTapped("2026-11-26"))
        runCurrent()
        assertEquals(listOf("2026-11-26"), visits.recorded.map { it.comeBackOn })
    }

    @Test
    fun `met, not finished, what is missing is kept as one says it and saved with the visit`() = runTest {
        val model = outcome(Saving(calls(), backgroundScope))
        model.send(OutcomeAction.TileTapped("unfinished"))
        model.send(OutcomeAction.UnfinishedEdited(Unfinished(setOf("chip_id_card"), "con gái", "2026-11-26")))
        runCurrent()
        assertEquals(emptyList<Any>(), visits.recorded)
        // Killed here, the same is asked again.
        val again = outcome(Saving(calls(), backgroundScope))
        assertEquals(Asking.What(Unfinished(setOf("chip_id_card"), "con gái", "2026-11-26")), (again.state.value as Shown.Ready).it.asking)
        again.send(OutcomeAction.UnfinishedSaved)
        runCurrent()
        val saved = visits.recorded.single()
        assertEquals(listOf("unfinished", listOf("chip_id_card"), "con gái", "2026-11-26"), listOf(saved.outcome, saved.missing, saved.whoBrings, saved.followUpOn))
        assertEquals(emptyMap<String, Any>(), drafts.forms)
    }

    @Test
    fun `an amendment keeps who was helped, and its undo says what was said before`() = runTest {
        val help = HelpInput("p1", "vneid_install", "installed", emptyList())
        visits.recorded += VISIT.copy(helped = listOf(help))
        val saving = Saving(calls(), backgroundScope)
        val model = outcome(saving, "v1")
        model.send(OutcomeAction.TileTapped("refused"))
        runCurrent()
        assertEquals("refused" to listOf(help), visits.amended.last().let { it.outcome to it.helped })
        saving.undo()
        runCurrent()
        assertEquals("unfinished" to listOf("chip_id_card"), visits.amended.last().let { it.outcome to it.missing })
    }

    @Test
    fun `putting one visit right leaves what was half told of another`() = runTest {
        visits.recorded += VISIT
        drafts.forms["visit/h1"] = mapOf("who" to "con gái")
        outcome(Saving(calls(), backgroundScope), "v1").send(OutcomeAction.TileTapped("refused"))
        runCurrent()
        assertEquals("refused", visits.amended.last().outcome)
        assertEquals(mapOf("who" to "con gái"), drafts.forms["visit/h1"])
    }

    @Test
    fun `a service added to a visit leaves what else was said of it`() = runTest {
        val model = ServiceModel(calls(), visits, "h1", "v1", backgroundScope, Saving(calls(), backgroundScope))
        runCurrent()
        model.send(ServiceAction.ServiceTapped("vneid_install"))
        runCurrent()
        assertEquals(listOf("chip_id_card") to "con gái", visits.amended.last().let { it.missing to it.whoBrings })
    }

    @Test
    fun `a tap is saved although its screen is left at once`() = runTest {
        val saving = Saving(calls(), backgroundScope)
        val screen = CoroutineScope(StandardTestDispatcher(testScheduler))
        drafts.forms["visit/h1"] = mapOf("who" to "con gái")
        val drafting = Drafting(calls(), drafts, backgroundScope)
        screen.launch(start = CoroutineStart.UNDISPATCHED) { saving.save(done = { drafting.discard("visit/h1") }) { visits.record(VISIT) } }
        screen.cancel()
        runCurrent()
        assertEquals(1, visits.recorded.size)
        assertEquals("what was saved is no form under way", emptyMap<String, Any>(), drafts.forms)
        assertTrue(saving.bar.value is SavedBar.Saved)
    }

    @Test
    fun `what the rulebook refuses can be tapped again`() = runTest {
        visits.refuse = "handed_over"
        val saving = Saving(calls(), backgroundScope)
        val model = outcome(saving)
        model.send(OutcomeAction.TileTapped("done"))
        runCurrent()
        assertTrue(saving.bar.value is SavedBar.Refused)
        assertEquals(emptyList<Any>(), went)
        visits.refuse = null
        model.send(OutcomeAction.TileTapped("done"))
        runCurrent()
        assertEquals(1, visits.recorded.size)
    }

    @Test
    fun `a full phone says so, and the tap works once there is room`() = runTest {
        visits.full = true
        val saving = Saving(calls(), backgroundScope)
        val model = outcome(saving)
        model.send(OutcomeAction.TileTapped("not_home"))
        runCurrent()
        assertEquals(SavedBar.Refused(Problem(Problem.Kind.Storage, "full")), saving.bar.value)
        assertEquals("nobody is told that it was saved", emptyList<Any>(), went)
        visits.full = false
        model.send(OutcomeAction.TileTapped("not_home"))
        runCurrent()
        assertEquals(listOf("not_home"), visits.recorded.map { it.outcome })
    }

    @Test
    fun `undo corrects once, within eight seconds`() = runTest {
        val saving = Saving(calls(), backgroundScope)
        outcome(saving).send(OutcomeAction.TileTapped("not_home"))
        runCurrent()
        repeat(2) { saving.undo() }
        runCurrent()
        assertEquals(listOf("v1"), visits.undone)
        outcome(saving).send(OutcomeAction.TileTapped("not_home"))
        runCurrent()
        advanceTimeBy(Motion.undo + 1L)
        assertNull(saving.bar.value)
        saving.undo()
        runCurrent()
        assertEquals(listOf("v1"), visits.undone)
    }

    @Test
    fun `the third tap records a service for the first person, a fourth for somebody else`() = runTest {
        val saving = Saving(calls(), backgroundScope)
        val model = ServiceModel(calls(), visits, "h1", "v1", backgroundScope, saving)
        runCurrent()
        model.send(ServiceAction.ServiceTapped("vneid_install"))
        runCurrent()
        assertEquals(listOf(HelpInput("p1", "vneid_install", "installed", emptyList())), visits.amended.last().helped)
        model.send(ServiceAction.PersonTapped(null))
        runCurrent()
        model.send(ServiceAction.ServiceTapped("vneid_install"))
        runCurrent()
        assertEquals(listOf("p1", null), visits.amended.last().helped.map { it.resident })
        // Undone, the first one stands.
        saving.undo()
        runCurrent()
        assertEquals(listOf<String?>("p1"), visits.amended.last().helped.map { it.resident })
        assertEquals(1, (model.state.value as Shown.Ready).it.helped.size)
    }

    @Test
    fun `details of a service are saved in its place`() = runTest {
        val model = ServiceModel(calls(), visits, "h1", "v1", backgroundScope, Saving(calls(), backgroundScope))
        runCurrent()
        model.send(ServiceAction.ServiceTapped("vneid_install"))
        runCurrent()
        model.send(ServiceAction.OutcomeTapped("blocked"))
        model.send(ServiceAction.BlockerTapped("no_smartphone"))
        model.send(ServiceAction.SaveTapped)
        runCurrent()
        assertEquals(listOf(HelpInput("p1", "vneid_install", "blocked", listOf("no_smartphone"))), visits.amended.last().helped)
    }

    @Test
    fun `a secret is never saved`() = runTest {
        val notes = FakeNotes()
        val model = NoteModel(notes, Drafting(calls(), drafts, backgroundScope), "h1", backgroundScope, Saving(calls(), backgroundScope)) { went += "back" }
        runCurrent()
        model.send(NoteAction.Typed("căn cước 012345678901"))
        assertTrue((model.state.value as Shown.Ready).it.hasSecret)
        model.send(NoteAction.SaveTapped)
        runCurrent()
        assertEquals(emptyList<String>(), notes.added)
        model.send(NoteAction.Typed(" gọi trước "))
        assertFalse((model.state.value as Shown.Ready).it.hasSecret)
        runCurrent()
        assertEquals(" gọi trước ", drafts.forms["note/h1"]?.get("text"))
        model.send(NoteAction.SaveTapped)
        runCurrent()
        assertEquals(listOf("gọi trước"), notes.added)
        assertEquals("saved, and so no draft", null, drafts.forms["note/h1"])
        assertEquals(listOf<Any>("back"), went)
    }

    @Test
    fun `places are a stack a tab`() {
        val home = Stacks().push(Route.Household("h1")).push(Route.Outcome("h1"))
        assertEquals(Route.Household("h1"), home.pop().top)
        assertEquals(Route.Service("h1", "v1"), home.replace(Route.Service("h1", "v1")).top)
        val search = home.choose(Tab.Search)
        assertEquals(Route.Search, search.top)
        assertEquals(Route.Outcome("h1"), search.choose(Tab.Today).top)
        assertEquals(Route.Today, home.choose(Tab.Today).top)
        assertEquals(Tab.Today, search.pop().tab)
    }

    @Test
    fun `places are told by identifiers, come back, and hold no name`() {
        val all = listOf(
            Route.Household("h1"), Route.Outcome("h1"), Route.Amend("h1", "v1"), Route.EditHousehold("h1"), Route.EditPerson("h1", "p1"), Route.Announce,
            Route.Service("h1", "v1"), Route.Note("h1"), Route.Consent("h1", "p1"), Route.AddPerson("h1"), Route.BookRide("h1"), Route.Fates, Route.Settings,
            Route.AddHousehold(""),
        )
        val stacks = all.fold(Stacks().push(Route.Household("h2")).choose(Tab.Rides)) { at, route -> at.push(route) }
        assertEquals(stacks, stacksOf(stacks.toText()))
        assertEquals(Stacks(), stacksOf(Stacks().toText()))
        // What needs a name to be drawn is left out, and so is a name that was looked for.
        val named = Stacks().push(Route.Household("h1")).push(Route.RideReason("r1", "bà Hương", cancels = true)).push(Route.AddHousehold("Hương"))
        assertFalse("Hương" in named.toText())
        assertEquals(listOf(Route.Household("h1"), Route.AddHousehold("")), stacksOf(named.toText()).stacks[Tab.Today])
        // Of another version of the app.
        assertEquals(Stacks(Tab.Today, mapOf(Tab.Rides to listOf(Route.Fates))), stacksOf("Map\nMap house/h1\nRides fates house poem/x/y"))
    }

    @Test
    fun `who leads no longer is back at the day`() {
        val (leads, helps) = Standing.Works(status(roles = listOf("leader"))) to Standing.Works(status(roles = listOf("volunteer")))
        assertEquals(Tab.Squad, leads.shown(Tab.Squad))
        assertEquals(Tab.Today, helps.shown(Tab.Squad))
        assertEquals(Tab.Rides, helps.shown(Tab.Rides))
        // What stops the app for a while takes nobody away from where they are.
        assertEquals(Tab.Squad, Standing.Unknown.shown(Tab.Squad))
    }

    @Test
    fun `a form begins with what it held, what was emptied stays empty, and saved it is forgotten`() = runTest {
        val saving = Saving(calls(), backgroundScope)
        val drafting = Drafting(calls(), drafts, backgroundScope)
        fun form() = FormDraft(drafting, saving, "home/h1", "h1")
        val recorded = mapOf("landmark" to "cổng xanh", "lane" to "", "dog" to "false")
        var filled = form().begin(recorded)
        assertEquals(emptyMap<String, String>(), filled.changed)
        filled = form().edit(filled, "landmark", "")
        filled = form().edit(filled, "lane", " ")
        filled = form().edit(filled, "dog", "true")
        runCurrent()
        assertEquals("nothing typed where nothing was is no change", mapOf("landmark" to "", "dog" to "true"), drafts.forms["home/h1"])
        // Left, or killed, and opened again.
        val again = form().begin(recorded)
        assertEquals(listOf("", "", "true"), listOf("landmark", "lane", "dog").map { again[it] })
        // Put back as it was, there is nothing under way.
        val back = form().edit(form().edit(again, "landmark", "cổng xanh"), "dog", "false")
        runCurrent()
        assertEquals(emptyMap<String, String>() to null, back.changed to drafts.forms["home/h1"])
        // What is refused stays under way, what is saved does not.
        form().edit(back, "dog", "true")
        visits.refuse = "handed_over"
        form().save { visits.record(VISIT) }
        runCurrent()
        assertEquals(mapOf("dog" to "true"), drafts.forms["home/h1"])
        visits.refuse = null
        form().save { visits.record(VISIT) }
        runCurrent()
        assertNull(drafts.forms["home/h1"])
    }
}
