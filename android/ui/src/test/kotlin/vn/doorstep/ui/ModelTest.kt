package vn.doorstep.ui

import kotlinx.coroutines.ExperimentalCoroutinesApi
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
import vn.doorstep.core.HelpInput
import vn.doorstep.ui.design.Motion
import vn.doorstep.ui.note.NoteAction
import vn.doorstep.ui.note.NoteModel
import vn.doorstep.ui.outcome.OutcomeAction
import vn.doorstep.ui.outcome.OutcomeModel
import vn.doorstep.ui.service.ServiceAction
import vn.doorstep.ui.service.ServiceModel

/** State holders over fakes of the generated interfaces: actions in, calls and states out. */
@OptIn(ExperimentalCoroutinesApi::class)
class ModelTest {
    private val visits = FakeVisits()
    private val went = mutableListOf<Any>()

    private fun TestScope.calls() = TestCalls(StandardTestDispatcher(testScheduler)).calls

    private fun TestScope.outcome(saving: Saving) =
        OutcomeModel(calls(), visits, "h1", backgroundScope, saving, { went += "back" }, { went += it }).also { runCurrent() }

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
        assertEquals(listOf<Any>(Route.Service("h1", "v1", "done")), went)
    }

    @Test
    fun `coming back needs a day`() = runTest {
        val model = outcome(Saving(calls(), backgroundScope))
        model.send(OutcomeAction.TileTapped("come_back"))
        runCurrent()
        assertTrue((model.state.value as Shown.Ready).it.choosingDay)
        assertEquals(0, visits.recorded.size)
        model.send(OutcomeAction.DayTapped("2026-11-26"))
        runCurrent()
        assertEquals(listOf("2026-11-26"), visits.recorded.map { it.comeBackOn })
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
        val model = ServiceModel(calls(), visits, "h1", "v1", "done", backgroundScope, saving)
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
        val model = ServiceModel(calls(), visits, "h1", "v1", "unfinished", backgroundScope, Saving(calls(), backgroundScope))
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
        val model = NoteModel(notes, "h1", backgroundScope, Saving(calls(), backgroundScope)) { went += "back" }
        model.send(NoteAction.Typed("căn cước 012345678901"))
        assertTrue(model.state.value.hasSecret)
        model.send(NoteAction.SaveTapped)
        runCurrent()
        assertEquals(emptyList<String>(), notes.added)
        model.send(NoteAction.Typed(" gọi trước "))
        assertFalse(model.state.value.hasSecret)
        model.send(NoteAction.SaveTapped)
        runCurrent()
        assertEquals(listOf("gọi trước"), notes.added)
        assertEquals(listOf<Any>("back"), went)
    }

    @Test
    fun `places are a stack a tab`() {
        val home = Stacks().push(Route.Household("h1")).push(Route.Outcome("h1"))
        assertEquals(Route.Household("h1"), home.pop().top)
        assertEquals(Route.Service("h1", "v1", "done"), home.replace(Route.Service("h1", "v1", "done")).top)
        val search = home.choose(Tab.Search)
        assertEquals(Route.Search, search.top)
        assertEquals(Route.Outcome("h1"), search.choose(Tab.Today).top)
        assertEquals(Route.Today, home.choose(Tab.Today).top)
        assertEquals(Tab.Today, search.pop().tab)
    }
}
