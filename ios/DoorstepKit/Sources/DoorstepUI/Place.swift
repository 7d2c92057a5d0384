import DoorstepKit
import SwiftUI

/// The screen of a place, over its model.
struct Place: View {
    let route: Route
    let model: AppModel

    private var calls: Calls { model.calls }
    private var core: Doorstep { model.core }
    private var saving: Saving { model.saving }
    private var drafting: Drafting { model.drafting }
    private var handover: any Handover { model.handover }
    private var chip: SyncChip { SyncChip(unsent: model.standing.unsent, go: model.go) }

    // What was saved is done with this place, wherever one is by then.
    private func back() { model.stacks.leave(route) }
    private func instead(_ next: Route) { model.stacks.replace(route, with: next) }

    var body: some View {
        switch route {
        case .today:
            Held(TodayModel(calls: calls, today: core.today(), handover: handover, go: model.go)) {
                TodayScreen(state: $0.state, chip: chip, beforeAll: { beforeAll }, send: $0.send)
            }
        case .search:
            Held(SearchModel(calls: calls, search: core.search(), go: model.go)) {
                SearchScreen(state: $0.state, chip: chip, send: $0.send)
            }
        case .rides:
            Held(RidesModel(calls: calls, rides: core.rides(), saving: saving, handover: handover, go: model.go)) {
                RidesScreen(state: $0.state, chip: chip, send: $0.send)
            }
        case .squad:
            Held(SquadModel(calls: calls, leading: core.leading(), saving: saving, go: model.go)) {
                SquadScreen(state: $0.state, chip: chip, send: $0.send)
            }
        case .household(let id):
            Held(
                HouseholdModel(
                    calls: calls, households: core.households(), visits: core.visits(), notes: core.notes(), id: id,
                    saving: saving, handover: handover, go: model.go)
            ) { HouseholdScreen(state: $0.state, send: $0.send) }
        case .outcome(let household):
            Held(outcome(household, visit: nil)) { OutcomeScreen(state: $0.state, send: $0.send) }
        case .amend(let household, let visit):
            Held(outcome(household, visit: visit)) { OutcomeScreen(state: $0.state, send: $0.send) }
        case .service(let household, let visit):
            Held(
                ServiceModel(calls: calls, visits: core.visits(), household: household, visit: visit, saving: saving)
            ) { ServiceScreen(state: $0.state, back: back, send: $0.send) }
        case .note(let household):
            Held(
                NoteModel(notes: core.notes(), drafting: drafting, household: household, saving: saving, back: back)
            ) { NoteScreen(state: $0.state, send: $0.send) }
        case .editHousehold(let id):
            Held(
                EditHouseholdModel(
                    calls: calls, households: core.households(), drafting: drafting, id: id, saving: saving, back: back)
            ) { EditHouseholdScreen(state: $0.state, send: $0.send) }
        case .editPerson(let household, let resident):
            Held(
                EditPersonModel(
                    calls: calls, households: core.households(), drafting: drafting, household: household,
                    resident: resident, saving: saving, back: back)
            ) { EditPersonScreen(state: $0.state, send: $0.send) }
        case .addPerson(let household):
            Held(
                AddPersonModel(
                    households: core.households(), drafting: drafting, household: household, saving: saving, back: back)
            ) { AddPersonScreen(state: $0.state, send: $0.send) }
        case .addHousehold(let head):
            Held(
                AddHouseholdModel(
                    calls: calls, households: core.households(), drafting: drafting, head: head, saving: saving,
                    instead: instead)
            ) { AddHouseholdScreen(state: $0.state, send: $0.send) }
        case .consent(let household, let resident):
            Held(
                ConsentModel(
                    calls: calls, consents: core.consents(), drafting: drafting, household: household,
                    resident: resident, saving: saving)
            ) { ConsentScreen(state: $0.state, send: $0.send) }
        case .bookRide(let household):
            Held(
                BookRideModel(
                    calls: calls, rides: core.rides(), drafting: drafting, household: household, saving: saving,
                    go: model.go, back: back)
            ) { BookRideScreen(state: $0.state, send: $0.send) }
        case .rideReason(let ride, let who, let cancels):
            Held(
                RideReasonModel(rides: core.rides(), ride: ride, who: who, cancels: cancels, saving: saving, back: back)
            ) { RideReasonScreen(state: $0.state, send: $0.send) }
        case .announce:
            Held(
                AnnounceModel(
                    calls: calls, leading: core.leading(), drafting: drafting, saving: saving, handover: handover,
                    back: back)
            ) { AnnounceScreen(state: $0.state, send: $0.send) }
        case .fates:
            Held(
                FatesModel(
                    calls: calls, list: core.fates(), handover: handover,
                    sync: { try await model.phone.sync(personWaits: true) }, go: model.go)
            ) { FatesScreen(state: $0.state, send: $0.send) }
        case .settings:
            Held(
                SettingsModel(
                    calls: calls, settings: core.settings(), sync: core.sync(), keeper: model.keeper,
                    handover: handover, beginAnew: model.beginAnew)
            ) { SettingsScreen(state: $0.state, send: $0.send) }
        }
    }

    private func outcome(_ household: String, visit: String?) -> OutcomeModel {
        OutcomeModel(
            calls: calls, visits: core.visits(), drafting: drafting, household: household, visit: visit, saving: saving,
            back: back, instead: instead)
    }

    /// Before the day's work: what the phone needs, and forms that were left half filled or that a kill interrupted.
    @ViewBuilder private var beforeAll: some View {
        if case .works(let status) = model.standing { Notices(status: status) { model.go(.fates) } }
        OpenForms(forms: drafting.open, go: model.go)
    }
}
