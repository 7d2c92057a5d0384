#if DEBUG
    import DoorstepKit
    import SwiftUI

    /// A state of a screen as it is drawn; named as in `screens.toml`.
    struct Sample: Sendable {
        let name: String
        let view: @MainActor @Sendable () -> AnyView

        init<Content: View>(_ name: String, @ViewBuilder _ view: @escaping @MainActor @Sendable () -> Content) {
            self.name = name
            self.view = { AnyView(view()) }
        }
    }

    @MainActor private func today(_ state: TodayState) -> TodayScreen<EmptyView> { TodayScreen(state: state) { _ in } }

    @MainActor private func outcome(_ asking: Asking, amended: VisitInput? = nil) -> OutcomeScreen {
        OutcomeScreen(
            state: .ready(OutcomeReady(options: Made.options, with: ["m2"], asking: asking, amended: amended))
        ) { _ in }
    }

    @MainActor private func fates(_ sending: Sending) -> FatesScreen {
        FatesScreen(state: .ready(FatesReady(fates: Made.fates, sending: sending))) { _ in }
    }

    @MainActor private func booking(_ resident: String) -> BookRideScreen {
        let booking = Booking(
            day: "2026-11-24", resident: resident, service: "vneid_install", point: "t1", vehicle: "x1")
        let ready = BookRideReady(
            options: Made.rideOptions, services: [Made.vneid], days: Made.week, booking: booking)
        return BookRideScreen(state: .ready(ready)) { _ in }
    }

    @MainActor private func consent(_ purpose: String, _ method: String) -> ConsentScreen {
        let ready = ConsentReady(
            person: Made.people[0], unit: "phường Quảng Phú", purpose: purpose, method: method, witness: "",
            guardian: "")
        return ConsentScreen(state: .ready(ready)) { _ in }
    }

    @MainActor private func editPerson(_ person: Person) -> EditPersonScreen {
        let typed = EditPersonReady.saved(person).merging(["state": "hospital"]) { _, new in new }
        return EditPersonScreen(state: .ready(EditPersonReady(person: person, typed: typed))) { _ in }
    }

    @MainActor private func enrol(_ change: (inout EnrolState) -> Void = { _ in }) -> EnrolScreen {
        var state = EnrolState()
        change(&state)
        return EnrolScreen(state: state) { _ in }
    }

    @MainActor private func settings(_ status: Status, _ leaving: Leaving = .no) -> SettingsScreen {
        SettingsScreen(state: .ready(SettingsReady(status: status, taste: Taste(), leaving: leaving))) { _ in }
    }

    @MainActor private func blocked(_ state: BlockedState) -> BlockedScreen { BlockedScreen(state: state) { _ in } }

    private func storage(_ code: String) -> BlockedState {
        let sealed = code == "damaged" || code == "wrong_key" ? "phone.db.outbox" : nil
        return .storage(Problem(kind: .storage, code: code), sealedFile: sealed)
    }

    /// Every screen in its states.
    let samples: [Sample] = [
        Sample("today") { today(.ready(Made.today())) },
        Sample("today-none") { today(.ready(Made.nothingToday)) },
        Sample("today-loading") { today(.loading) },
        Sample("today-under-way") {
            TodayScreen(
                state: .ready(Made.today(returns: false)),
                beforeAll: {
                    Notices(status: Made.status(enrolment: .dueSoon(days: 3), updateNeeded: true)) {}
                    OpenForms(
                        forms: [
                            OpenForm(form: "note/h1", who: "bà Nguyễn Thị Hương", at: Made.at),
                            OpenForm(form: "household", who: "", at: Made.at),
                        ]
                    ) { _ in }
                }
            ) { _ in }
        },
        Sample("outcome-saved") {
            VStack {
                today(.ready(Made.today(returns: false, told: true)))
                SavedLine(bar: .saved(receipt: "A41F", undo: { Made.saved })) {}
            }
        },
        Sample("household") {
            HouseholdScreen(state: .ready(Made.household())) { _ in }
        },
        Sample("household-people") {
            HouseholdScreen(state: .ready(Made.household(Made.longest, conflicts: []))) { _ in }
        },
        Sample("household-gone") { HouseholdScreen(state: .gone) { _ in } },
        Sample("edit-household") {
            let typed = EditHouseholdReady.saved(Made.householdHome).merging(["landmark": "sau chùa"]) { _, new in new }
            EditHouseholdScreen(
                state: .ready(EditHouseholdReady(home: Made.householdHome, typed: typed))
            ) { _ in }
        },
        Sample("edit-person") { editPerson(Made.people[0]) },
        Sample("edit-person-needs") {
            editPerson(Made.person(needs: ["arm_support"], consents: [Made.consent("ride", "given")]))
        },
        Sample("outcome") { outcome(.tile) },
        Sample("outcome-day") { outcome(.day) },
        Sample("outcome-unfinished") {
            outcome(.what(Unfinished(missing: ["chip_id_card"], whoBrings: "con gái", followUpOn: "2026-11-26")))
        },
        Sample("outcome-amend") { outcome(.tile, amended: Made.visit) },
        Sample("service") {
            ServiceScreen(
                state: .ready(
                    ServiceReady(options: Made.options, visit: Made.visit, person: "p1", helped: [], open: nil)),
                back: {}
            ) { _ in }
        },
        Sample("service-details") {
            let help = HelpInput(
                resident: "p1", service: "vneid_install", outcome: "blocked", blockers: ["sim_not_own_name"])
            ServiceScreen(
                state: .ready(
                    ServiceReady(options: Made.options, visit: Made.visit, person: "p1", helped: [help], open: help)),
                back: {}
            ) { _ in }
        },
        Sample("note") { NoteScreen(state: .ready(NoteReady(text: "", hasSecret: false))) { _ in } },
        Sample("note-secret") {
            NoteScreen(state: .ready(NoteReady(text: "căn cước 012345678901", hasSecret: true))) { _ in
            }
        },
        Sample("fates") { fates(.idle) },
        Sample("fates-offline") { fates(.failed(Problem(kind: .sync, code: "offline"))) },
        Sample("fates-no-local-network") { fates(.localNetworkRefused) },
        Sample("search") {
            let hits = [Hit(home: Made.home(), found: "folded"), Hit(home: Made.longest, found: "folded")]
            SearchScreen(state: .ready(SearchReady(query: "huong", hits: Hits(hits: hits, total: 2)))) { _ in }
        },
        Sample("search-none") {
            SearchScreen(state: .ready(SearchReady(query: "xyz", hits: Hits(hits: [], total: 0)))) { _ in }
        },
        Sample("add-household") {
            let home = NewHome(head: "Nguyễn Thị Hương", honorific: "bà", neighbourhood: "n1")
            AddHouseholdScreen(
                state: .ready(AddHouseholdReady(form: home, alike: [Made.home()], places: Made.places))
            ) { _ in }
        },
        Sample("add-person") {
            let person = NewPerson(name: "Lê Văn Bình", year: "19x2")
            AddPersonScreen(state: .ready(AddPersonReady(typed: person))) { _ in }
        },
        Sample("rides") {
            RidesScreen(
                state: .ready(
                    RidesReady(
                        day: RideDay(
                            manifest: Made.manifest,
                            duties: [Made.ride("r9", who: "cụ Nga", state: "served", next: "going_home")],
                            atPoint: [Made.ride("r8", who: "ông Bình", state: "at_point", next: "served", mine: false)])
                    ))
            ) { _ in }
        },
        Sample("rides-none") {
            let manifest = Manifest(day: "2026-11-24", legs: [], seats: 0, mostTaken: 0, notHome: 0)
            RidesScreen(state: .ready(RidesReady(day: RideDay(manifest: manifest, duties: [], atPoint: [])))) { _ in }
        },
        Sample("ride-cancel") { RideReasonScreen(state: RideReasonState(who: "bà Hương", cancels: true)) { _ in } },
        Sample("ride-turned-away") {
            RideReasonScreen(state: RideReasonState(who: "bà Hương", cancels: false)) { _ in }
        },
        Sample("book-ride") { booking("p1") },
        Sample("book-ride-consent") { booking("p2") },
        Sample("consent") { consent("ride", "screen") },
        Sample("consent-given") { consent("record", "spoken") },
        Sample("enrol") { enrol() },
        Sample("enrol-read") {
            enrol {
                $0.invitation = .reads(Made.invitation)
                $0.noCamera = true
            }
        },
        Sample("enrol-wrong") { enrol { $0.invitation = .wrong(Problem(kind: .enrolment, code: "cut_short")) } },
        Sample("enrol-no-local-network") {
            enrol {
                $0.invitation = .reads(Made.invitation)
                $0.noLocalNetwork = true
            }
        },
        Sample("enrol-expired") {
            enrol {
                $0.invitation = .reads(Made.invitation)
                $0.failed = Problem(kind: .enrolment, code: "bad_code")
            }
        },
        Sample("settings") { settings(Made.status(skewMs: 900_000)) },
        Sample("settings-sign-out") { settings(Made.status(unsent: 0), .asked) },
        Sample("settings-unsent") { settings(Made.status(), .asked) },
        Sample("squad") { SquadScreen(state: .ready(SquadReady(squad: Made.squad))) { _ in } },
        Sample("squad-assign") {
            SquadScreen(state: .ready(SquadReady(squad: Made.squad, marked: ["h1"], to: "m2"))) { _ in }
        },
        Sample("announce") {
            AnnounceScreen(
                state: .ready(
                    AnnounceReady(
                        places: Made.places, days: Made.week, place: "n1", day: "2026-11-26", by: "bác Hòa"))
            ) { _ in }
        },
        Sample("app-locked") { AppLockedScreen {} },
        Sample("locked") { blocked(.locked) },
        Sample("revoked") { blocked(.revoked(unsent: 3)) },
        Sample("clock-unsure") { blocked(.clockUnsure) },
        Sample("key-destroyed") { blocked(.keyDestroyed) },
        Sample("file-newer") { blocked(storage("newer")) },
        Sample("file-damaged") { blocked(storage("damaged")) },
        Sample("file-full") { blocked(storage("full")) },
        Sample("key-lost") { blocked(storage("wrong_key")) },
    ]
#endif
