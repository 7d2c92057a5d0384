package vn.doorstep.ui

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.key
import androidx.compose.runtime.remember
import androidx.compose.runtime.rememberCoroutineScope
import androidx.compose.runtime.saveable.LocalSaveableStateRegistry
import androidx.compose.runtime.saveable.rememberSaveableStateHolder
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.font.FontFamily
import vn.doorstep.core.DeviceInput
import vn.doorstep.ui.addhousehold.AddHouseholdModel
import vn.doorstep.ui.addhousehold.AddHouseholdScreen
import vn.doorstep.ui.addhousehold.AddPersonModel
import vn.doorstep.ui.addhousehold.AddPersonScreen
import vn.doorstep.ui.blocked.AppLockedScreen
import vn.doorstep.ui.blocked.BlockedAction
import vn.doorstep.ui.blocked.BlockedScreen
import vn.doorstep.ui.consent.ConsentModel
import vn.doorstep.ui.consent.ConsentScreen
import vn.doorstep.ui.design.Banner
import vn.doorstep.ui.design.Button
import vn.doorstep.ui.design.En
import vn.doorstep.ui.design.IconButton
import vn.doorstep.ui.design.Icons
import vn.doorstep.ui.design.Look
import vn.doorstep.ui.design.Sign
import vn.doorstep.ui.design.Space
import vn.doorstep.ui.design.Stack
import vn.doorstep.ui.design.Tone
import vn.doorstep.ui.design.Type
import vn.doorstep.ui.design.Vi
import vn.doorstep.ui.design.Weight
import vn.doorstep.ui.design.Words
import vn.doorstep.ui.design.palette
import vn.doorstep.ui.design.problem
import vn.doorstep.ui.design.strings
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
import vn.doorstep.ui.squad.AnnounceModel
import vn.doorstep.ui.squad.AnnounceScreen
import vn.doorstep.ui.squad.SquadModel
import vn.doorstep.ui.squad.SquadScreen
import vn.doorstep.ui.today.Notices
import vn.doorstep.ui.today.OpenForms
import vn.doorstep.ui.today.TodayModel
import vn.doorstep.ui.today.TodayScreen

/** The whole app: enrolling, or what stops it, or the tab's top place; below it the bar that undoes, and the tabs. */
@Composable
fun App(model: AppModel, device: DeviceInput, font: FontFamily) {
    val taste by model.keeper.taste.collectAsState()
    val standing by model.standing.collectAsState()
    val bar by model.saving.bar.collectAsState()
    val locked by model.lock.locked.collectAsState()
    Look(taste.theme, if (taste.english) En else Vi, font, taste.letters.factor) {
        if (locked) AppLockedScreen(model::unlock)
        else Column {
            Box(Modifier.weight(1f)) {
                when (val now = standing) {
                    Standing.Unknown -> Unit
                    Standing.New -> Enrolling(model, device)
                    is Standing.Blocked -> BlockedScreen(now.why) { action ->
                        when (action) {
                            BlockedAction.SyncTapped, BlockedAction.RetryTapped -> model.syncNow()
                            BlockedAction.HandOverTapped -> model.handOver()
                            BlockedAction.SetAsideTapped -> model.beginAnew()
                        }
                    }
                    is Standing.Works -> Places(model)
                }
            }
            bar?.let { SavedLine(it, model.saving) }
            (standing as? Standing.Works)?.let { Tabs(model, it) }
        }
    }
}

@Composable
private fun Enrolling(model: AppModel, device: DeviceInput) {
    val enrol = remember { model.enrolling(device) }
    val state by enrol.state.collectAsState()
    EnrolScreen(state, enrol::send)
}

@Composable
private fun Places(model: AppModel) {
    val stacks by model.stacks.collectAsState()
    CompositionLocalProvider(LocalSaveableStateRegistry provides model.remembered) {
        // What was typed in a place is there again when one comes back to it.
        val holder = rememberSaveableStateHolder()
        val name = "${stacks.tab} ${stacks.depth} ${stacks.top}"
        key(name) { holder.SaveableStateProvider(name) { Place(stacks.top, model) } }
    }
}

@Composable
private fun Place(route: Route, model: AppModel) {
    val scope = rememberCoroutineScope()
    val core = model.core
    val chip: @Composable () -> Unit = { SyncChip(model) }
    when (route) {
        Route.Today -> remember { TodayModel(model.calls, core.today(), scope, model.handover, model::go) }
            .let { at -> val state by at.state.collectAsState(); TodayScreen(state, chip, { BeforeAll(model) }, at::send) }
        Route.Search -> remember { SearchModel(model.calls, core.search(), scope, model::go) }
            .let { at -> val state by at.state.collectAsState(); SearchScreen(state, chip, at::send) }
        Route.Rides -> remember { RidesModel(model.calls, core.rides(), scope, model.saving, model.handover, model::go) }
            .let { at -> val state by at.state.collectAsState(); RidesScreen(state, chip, at::send) }
        Route.Squad -> remember { SquadModel(model.calls, core.leading(), scope, model.saving, model::go) }
            .let { at -> val state by at.state.collectAsState(); SquadScreen(state, chip, at::send) }
        is Route.Household -> remember { HouseholdModel(model.calls, core.households(), core.visits(), core.notes(), route.id, scope, model.saving, model.handover, model::go) }
            .let { at -> val state by at.state.collectAsState(); HouseholdScreen(state, model::back, at::send) }
        is Route.Outcome -> Outcome(model, route.household, null)
        is Route.Amend -> Outcome(model, route.household, route.visit)
        is Route.EditHousehold -> remember { EditHouseholdModel(model.calls, core.households(), model.drafting, route.id, scope, model.saving, model::back) }
            .let { at -> val state by at.state.collectAsState(); EditHouseholdScreen(state, model::back, at::send) }
        is Route.EditPerson -> remember { EditPersonModel(model.calls, core.households(), model.drafting, route.household, route.resident, scope, model.saving, model::back) }
            .let { at -> val state by at.state.collectAsState(); EditPersonScreen(state, model::back, at::send) }
        is Route.RideReason -> remember { RideReasonModel(core.rides(), route.ride, route.who, route.cancels, scope, model.saving, model::back) }
            .let { at -> RideReasonScreen(at.state, model::back, at::send) }
        Route.Announce -> remember { AnnounceModel(model.calls, core.leading(), model.drafting, scope, model.saving, model.handover, model::back) }
            .let { at -> val state by at.state.collectAsState(); AnnounceScreen(state, model::back, at::send) }
        is Route.Service -> remember { ServiceModel(model.calls, core.visits(), route.household, route.visit, scope, model.saving) }
            .let { at -> val state by at.state.collectAsState(); ServiceScreen(state, model::back, at::send) }
        is Route.Note -> remember { NoteModel(core.notes(), model.drafting, route.household, scope, model.saving, model::back) }
            .let { at -> val state by at.state.collectAsState(); NoteScreen(state, model::back, at::send) }
        is Route.Consent -> remember { ConsentModel(model.calls, core.consents(), model.drafting, route.household, route.resident, scope, model.saving) }
            .let { at -> val state by at.state.collectAsState(); ConsentScreen(state, model::back, at::send) }
        is Route.AddHousehold -> remember { AddHouseholdModel(model.calls, core.households(), model.drafting, route.head, scope, model.saving, model::instead) }
            .let { at -> val state by at.state.collectAsState(); AddHouseholdScreen(state, model::back, at::send) }
        is Route.AddPerson -> remember { AddPersonModel(core.households(), model.drafting, route.household, scope, model.saving, model::back) }
            .let { at -> val state by at.state.collectAsState(); AddPersonScreen(state, model::back, at::send) }
        is Route.BookRide -> remember { BookRideModel(model.calls, core.rides(), model.drafting, route.household, scope, model.saving, model::go, model::back) }
            .let { at -> val state by at.state.collectAsState(); BookRideScreen(state, model::back, at::send) }
        Route.Fates -> remember { FatesModel(model.calls, core.fates(), scope, model.handover, model::sync, model::go) }
            .let { at -> val state by at.state.collectAsState(); FatesScreen(state, model::back, at::send) }
        Route.Settings -> remember { SettingsModel(model.calls, core.settings(), core.sync(), model.keeper, scope, model.handover, model.beginAnew) }
            .let { at -> val state by at.state.collectAsState(); SettingsScreen(state, model::back, at::send) }
    }
}

@Composable
private fun Outcome(model: AppModel, household: String, visit: String?) {
    val scope = rememberCoroutineScope()
    val at = remember { OutcomeModel(model.calls, model.core.visits(), model.drafting, household, visit, scope, model.saving, model::back, model::instead) }
    val state by at.state.collectAsState()
    OutcomeScreen(state, model::back, at::send)
}

/** Before the day's work: what the phone needs, and forms that were left half filled or that a kill interrupted. */
@Composable
private fun BeforeAll(model: AppModel) {
    val open by model.drafting.open.collectAsState()
    val standing by model.standing.collectAsState()
    Stack {
        (standing as? Standing.Works)?.let { Notices(it.status) { model.go(Route.Fates) } }
        OpenForms(open, model::go)
    }
}

/** How much is not sent yet; leads to what was recorded. Beside it, the settings. */
@Composable
private fun SyncChip(model: AppModel) {
    val standing by model.standing.collectAsState()
    SyncChip((standing as? Standing.Works)?.status?.unsent?.toInt() ?: 0, model::go)
}

@Composable
fun SyncChip(unsent: Int, go: (Route) -> Unit) = Row(verticalAlignment = Alignment.CenterVertically) {
    if (unsent > 0) Words(unsent.toString(), style = Type.bodyStrong)
    IconButton(if (unsent > 0) Icons.Send else Icons.CircleCheck, if (unsent > 0) strings.syncPending(unsent) else strings.fatesTitle, "sync-chip") { go(Route.Fates) }
    IconButton(Icons.Settings, strings.settingsTitle, "settings") { go(Route.Settings) }
}

/** What was saved, and the way to take it back; or why nothing was. */
@Composable
fun SavedLine(bar: SavedBar, saving: Saving) = SavedLine(bar, saving::undo)

@Composable
fun SavedLine(bar: SavedBar, undo: () -> Unit) = Column(
    Modifier.fillMaxWidth().background(palette.surface2).testTag("saved-bar").semantics { liveRegion = LiveRegionMode.Polite }.padding(Space.s12),
    Arrangement.spacedBy(Space.s8),
) {
    when (bar) {
        is SavedBar.Saved -> {
            Sign(Icons.CircleCheck, strings.undoSaved + " · #" + bar.receipt, color = palette.ok, style = Type.bodyStrong)
            if (bar.undo != null) Button(strings.undoButton, "undo", icon = Icons.Undo2, weight = Weight.Quiet, onClick = undo)
        }
        is SavedBar.Refused -> Banner(Tone.Danger, Icons.OctagonX, strings.problem(bar.problem))
    }
}

@Composable
private fun Tabs(model: AppModel, works: Standing.Works) {
    val stacks by model.stacks.collectAsState()
    TabBar(works.tabs, stacks.tab, model::choose)
}
