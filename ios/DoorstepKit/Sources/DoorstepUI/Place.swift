import DoorstepKit
import SwiftUI

/// The screen of a place, over its model.
struct Place: View {
    let route: Route
    let model: AppModel

    var body: some View {
        switch route {
        case .today, .search, .rides, .squad: root
        case .household, .editHousehold, .editPerson, .addPerson, .addHousehold, .consent: home
        case .outcome(let household): outcome(household, visit: nil)
        case .amend(let household, let visit): outcome(household, visit: visit)
        case .service, .note, .bookRide, .rideReason: visit
        case .announce, .fates, .settings: rest
        }
    }

    private var core: Doorstep { model.core }
    // What was saved is done with this place, wherever one is by then.
    private func back() { model.stacks.leave(route) }
    private func instead(_ next: Route) { model.stacks.replace(route, with: next) }
    private var chip: SyncChip { SyncChip(unsent: model.standing.unsent, go: model.go) }

    @ViewBuilder private var root: some View {
        switch route {
        case .today:
            Held(TodayModel(calls: model.calls, today: core.today(), handover: model.handover, go: model.go)) {
                TodayScreen(state: $0.state, chip: chip, beforeAll: { beforeAll }, send: $0.send)
            }
        case .search:
            Held(SearchModel(calls: model.calls, search: core.search(), go: model.go)) {
                SearchScreen(state: $0.state, chip: chip, send: $0.send)
            }
        case .rides:
            Held(
                RidesModel(
                    calls: model.calls, rides: core.rides(), saving: model.saving, handover: model.handover,
                    go: model.go)
            ) { RidesScreen(state: $0.state, chip: chip, send: $0.send) }
        default:
            Held(SquadModel(calls: model.calls, leading: core.leading(), saving: model.saving, go: model.go)) {
                SquadScreen(state: $0.state, chip: chip, send: $0.send)
            }
        }
    }

    /// Before the day's work: what the phone needs, and forms that were left half filled or that a kill interrupted.
    @ViewBuilder private var beforeAll: some View {
        if case .works(let status) = model.standing { Notices(status: status) { model.go(.fates) } }
        OpenForms(forms: model.drafting.open, go: model.go)
    }

    @ViewBuilder private var home: some View {
        switch route {
        case .household(let id):
            Held(
                HouseholdModel(
                    calls: model.calls, households: core.households(), visits: core.visits(), notes: core.notes(),
                    id: id,
                    saving: model.saving, handover: model.handover, go: model.go)
            ) { HouseholdScreen(state: $0.state, send: $0.send) }
        case .editHousehold(let id):
            Held(
                EditHouseholdModel(
                    calls: model.calls, households: core.households(), drafting: model.drafting, id: id,
                    saving: model.saving, back: back)
            ) { EditHouseholdScreen(state: $0.state, send: $0.send) }
        case .editPerson(let household, let resident):
            Held(
                EditPersonModel(
                    calls: model.calls, households: core.households(), drafting: model.drafting, household: household,
                    resident: resident, saving: model.saving, back: back)
            ) { EditPersonScreen(state: $0.state, send: $0.send) }
        case .addPerson(let household):
            Held(
                AddPersonModel(
                    households: core.households(), drafting: model.drafting, household: household, saving: model.saving,
                    back: back)
            ) { AddPersonScreen(state: $0.state, send: $0.send) }
        case .addHousehold(let head):
            Held(
                AddHouseholdModel(
                    calls: model.calls, households: core.households(), search: core.search(), drafting: model.drafting,
                    head: head, saving: model.saving, instead: instead)
            ) { AddHouseholdScreen(state: $0.state, send: $0.send) }
        case .consent(let household, let resident):
            Held(
                ConsentModel(
                    calls: model.calls, households: core.households(), settings: core.settings(),
                    consents: core.consents(),
                    drafting: model.drafting, household: household, resident: resident, saving: model.saving)
            ) { ConsentScreen(state: $0.state, send: $0.send) }
        default: EmptyView()
        }
    }

    private func outcome(_ household: String, visit: String?) -> some View {
        Held(
            OutcomeModel(
                calls: model.calls, visits: core.visits(), drafting: model.drafting, household: household, visit: visit,
                saving: model.saving, back: back, instead: instead)
        ) { OutcomeScreen(state: $0.state, send: $0.send) }
    }

    @ViewBuilder private var visit: some View {
        switch route {
        case .service(let household, let visit):
            Held(
                ServiceModel(
                    calls: model.calls, visits: core.visits(), household: household, visit: visit, saving: model.saving)
            ) { ServiceScreen(state: $0.state, back: back, send: $0.send) }
        case .note(let household):
            Held(
                NoteModel(
                    notes: core.notes(), drafting: model.drafting, household: household, saving: model.saving,
                    back: back)
            ) { NoteScreen(state: $0.state, send: $0.send) }
        case .bookRide(let household):
            Held(
                BookRideModel(
                    calls: model.calls, rides: core.rides(), visits: core.visits(), today: core.today(),
                    drafting: model.drafting, household: household, saving: model.saving, go: model.go, back: back
                )
            ) { BookRideScreen(state: $0.state, send: $0.send) }
        case .rideReason(let ride, let who, let cancels):
            Held(
                RideReasonModel(
                    rides: core.rides(), ride: ride, who: who, cancels: cancels, saving: model.saving, back: back)
            ) { RideReasonScreen(state: $0.state, send: $0.send) }
        default: EmptyView()
        }
    }

    @ViewBuilder private var rest: some View {
        switch route {
        case .announce:
            Held(
                AnnounceModel(
                    calls: model.calls, leading: core.leading(), households: core.households(), today: core.today(),
                    drafting: model.drafting, saving: model.saving, handover: model.handover, back: back)
            ) { AnnounceScreen(state: $0.state, send: $0.send) }
        case .fates:
            Held(
                FatesModel(
                    calls: model.calls, list: core.fates(), handover: model.handover,
                    sync: { try await model.phone.sync(personWaits: true) }, go: model.go)
            ) { FatesScreen(state: $0.state, send: $0.send) }
        default:
            Held(
                SettingsModel(
                    calls: model.calls, settings: core.settings(), sync: core.sync(), keeper: model.keeper,
                    handover: model.handover, beginAnew: model.beginAnew)
            ) { SettingsScreen(state: $0.state, send: $0.send) }
        }
    }
}
