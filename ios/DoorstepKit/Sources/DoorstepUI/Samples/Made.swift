#if DEBUG
    import DoorstepKit

    // Records of invented people, with defaults: a sample names only what it is about.

    enum Made {
        static let noDoor = DoorFacts(dog: false, callFirst: false, locked: false, hardOfHearing: false, bestHour: nil)
        static let noCare = Care(elderlyAlone: false, needs: [])
        static let at: Int64 = 1_795_482_000_000

        static func home(
            _ id: String = "h1", head: String = "Nguyễn Thị Hương", honorific: String = "bà",
            address: String = "12 ngõ 5",
            landmark: String = "cổng xanh", phones: [PhoneLine] = [], pin: Position? = nil, door: DoorFacts = noDoor
        ) -> HomeLine {
            HomeLine(
                id: id, head: head, honorific: honorific, address: address, landmark: landmark, neighbourhood: "n1",
                neighbourhoodName: "Tổ dân phố 5", phones: phones, pin: pin, door: door)
        }

        /// The longest name that the register of names has kept us waiting for.
        static let longest = home(
            "h9", head: "Công Tằng Tôn Nữ Nguyễn Thị Phương Quỳnh Trang", honorific: "cụ",
            address: "số 128/45B ngách 17 ngõ 256", landmark: "sau nhà văn hóa, cạnh cây đa, đối diện trường mầm non",
            door: DoorFacts(dog: true, callFirst: true, locked: true, hardOfHearing: true, bestHour: 17))

        static func fate(_ step: String, reason: String? = nil, args: [ReasonArg] = []) -> FateView {
            FateView(change: "c-\(step)", receipt: "A41F", step: step, reason: reason, args: args)
        }

        static func ride(
            _ id: String = "r1", who: String = "bà Hương", state: String = "confirmed", next: String? = "picked_up",
            mine: Bool = true, needs: [String] = [], cancelled: String? = nil, misfits: [String] = []
        ) -> RideLine {
            RideLine(
                id: id, household: "h1", who: who, pickup: "12 ngõ 5 · cổng xanh", phone: "+84951234567",
                day: "2026-11-24",
                readyFrom: 8 * 60, thereBy: 9 * 60, backFrom: 11 * 60, homeBy: 12 * 60, seats: 1, needs: needs,
                service: "vneid_install", point: "Trung tâm Quảng Phú", state: state, next: next, vehicle: "Xe của Lan",
                driver: "Trịnh Thị Lan", mine: mine, place: nil, misfits: misfits, cancelled: cancelled,
                unconfirmed: false,
                papers: ["chip_id_card"], mayContact: true)
        }

        static func person(
            _ id: String = "p1", name: String = "Nguyễn Thị Hương", honorific: String = "bà", state: String = "at_home",
            needs: [String] = [], consents: [ConsentLine] = [], phone: PhoneLine? = nil
        ) -> Person {
            Person(
                id: id, name: name, honorific: honorific, birthYear: 1950, birthApprox: false, relation: "chủ hộ",
                phone: phone,
                needs: needs, language: nil, state: state, consents: consents)
        }

        static func consent(_ purpose: String, _ state: String) -> ConsentLine {
            ConsentLine(purpose: purpose, state: state, withdrawal: nil)
        }

        static func history(
            _ id: String, kind: String = "visit", outcome: String? = "not_home", text: String = "",
            helped: [HelpLine] = [],
            fate: FateView? = nil, withdrawn: Bool = false
        ) -> HistoryLine {
            HistoryLine(
                id: id, kind: kind, at: at, by: "Trịnh Thị Lan", with: ["Phạm Văn Minh"], outcome: outcome,
                helped: helped,
                missing: [], text: text, withdrawn: withdrawn, redacted: false, own: true, fate: fate)
        }

        static let promise = FollowUpLine(
            id: "f1", due: "2026-11-20", workingDaysLeft: -2, service: "vneid_install", who: "bà Hương",
            missing: ["chip_id_card"], whoBrings: "con gái")

        static let people = [
            person(needs: ["arm_support"], consents: [consent("record", "given"), consent("ride", "declined")]),
            person(
                "p2", name: "Lê Văn Bình", honorific: "ông", state: "hospital",
                phone: PhoneLine(number: "+84961234567", relation: "con trai")),
        ]

        static let householdHome = home(
            phones: [PhoneLine(number: "+84951234567", relation: "")],
            pin: Position(latE7: 198_000_000, lonE7: 1_058_000_000),
            door: DoorFacts(dog: true, callFirst: false, locked: false, hardOfHearing: true, bestHour: nil))
        static let care = Care(elderlyAlone: true, needs: ["arm_support"])

        static let conflict = ConflictLine(
            id: "x1", recordKind: "household", record: "h1", field: "landmark", kept: "cổng xanh",
            keptBy: "Trịnh Thị Lan",
            lost: "cổng trắng", lostBy: "Phạm Văn Minh")

        static func household(
            _ home: HomeLine = householdHome, people: [Person] = people, conflicts: [ConflictLine] = [conflict]
        ) -> DoorstepCore.HouseholdScreen {
            DoorstepCore.HouseholdScreen(
                home: home, care: care,
                assigned: Assigned(member: "m1", name: "Trịnh Thị Lan", squad: "Đội 1", mine: true), people: people,
                followUps: [promise], comeBack: options.comeBack, rides: [ride()],
                history: [
                    history(
                        "v3", outcome: "done",
                        helped: [
                            HelpLine(who: "bà Hương", service: "vneid_install", outcome: "installed", blockers: [])
                        ],
                        fate: fate("saved")),
                    history(
                        "v2", kind: "note", outcome: nil, text: "Nhà có chó, gọi trước khi vào.", fate: fate("applied")),
                    history("v1", withdrawn: true),
                ], conflicts: conflicts)
        }

        /// A week, from today.
        static let week = (24...30).map { "2026-11-\($0)" }

        static let vneid = ServiceChoice(
            service: Choice(code: "vneid_install", vi: "Cài đặt ứng dụng VNeID", en: "Install VNeID"),
            group: "digital_id",
            outcomes: [
                Choice(code: "installed", vi: "Đã cài xong", en: "Installed"),
                Choice(code: "blocked", vi: "Chưa làm được", en: "Could not be done"),
                Choice(code: "referred_police", vi: "Hẹn lên Công an", en: "Sent to the police"),
            ],
            blockers: [
                Choice(code: "no_smartphone", vi: "Không có điện thoại thông minh", en: "No smartphone"),
                Choice(code: "sim_not_own_name", vi: "SIM không chính chủ", en: "SIM not in own name"),
            ], papers: [Choice(code: "chip_id_card", vi: "Thẻ căn cước gắn chip", en: "Chip ID card")],
            followUpOn: "2026-11-27", needsTravel: true)

        static let other = ServiceChoice(
            service: Choice(code: "other", vi: "Việc khác", en: "Something else"), group: "skills",
            outcomes: [Choice(code: "done", vi: "Đã làm xong", en: "Done")], blockers: [], papers: [], followUpOn: nil,
            needsTravel: false)

        static let options = VisitOptions(
            who: "bà Hương",
            outcomes: ["done", "unfinished", "not_home", "come_back", "refused", "moved", "referred", "police"],
            partners: [
                Mate(id: "m2", name: "Phạm Văn Minh", roles: ["volunteer"]),
                Mate(id: "m3", name: "Lê Thị Mai", roles: ["leader"]),
            ], with: ["m2"],
            people: [PersonChoice(id: "p1", who: "bà Hương"), PersonChoice(id: "p2", who: "ông Bình")],
            services: [vneid, other],
            papers: vneid.papers, comeBack: ["2026-11-25", "2026-11-26", "2026-12-01"], openFollowUps: [])

        /// A visit that was recorded before: met, not finished, a paper missing.
        static let visit = VisitInput(
            household: "h1", outcome: "unfinished", with: ["m2"], helped: [], missing: ["chip_id_card"],
            whoBrings: "con gái",
            comeBackOn: nil, followUpOn: nil, closes: [])

        static func fateLine(
            _ step: String, who: String? = "bà Hương", reason: String? = nil, args: [ReasonArg] = [],
            needsYou: Bool = false,
            kind: String = "visit.record"
        ) -> FateLine {
            FateLine(
                fate: fate(step, reason: reason, args: args), kind: kind, at: at, root: "h1", who: who,
                needsYou: needsYou)
        }

        /// All six fates; one of a home that went to somebody else.
        static let fates = Fates(
            lines: [
                fateLine(
                    "refused", reason: "seats_full", args: [ReasonArg(name: "seats", value: "4")], needsYou: true,
                    kind: "ride.book"),
                fateLine("parked", reason: "handed_over", needsYou: true), fateLine("saved"),
                fateLine("sent", kind: "note.add"), fateLine("applied"),
                fateLine("superseded", who: nil, reason: "moved_on", kind: "household.edit"),
            ], total: 6, counts: FateCounts(saved: 1, sent: 1, applied: 1, superseded: 1, parked: 1, refused: 1),
            lastSuccess: at)

        static func status(
            revoked: Bool = false, roles: [String] = ["volunteer", "driver"], enrolment: EnrolmentState = .fresh,
            unsent: UInt32 = 3, skewMs: Int64 = 0, updateNeeded: Bool = false
        ) -> Status {
            Status(
                member: "m1", device: "d1", name: "Trịnh Thị Lan", roles: roles, squad: "Đội 1", mates: [],
                commune: "16522",
                communeName: "Quảng Phú", unit: "phường Quảng Phú", unsent: unsent, lastSync: at, enrolment: enrolment,
                clockSkewMs: skewMs, updateNeeded: updateNeeded, revoked: revoked, divergences: 0)
        }

        static func today(returns: Bool = true, told: Bool = false) -> Today {
            Today(
                day: "2026-11-24", done: 4, total: 18, returns: returns ? [ride("r0", state: "served")] : [],
                nextRide: returns ? ride() : nil,
                homes: [
                    TodayHome(
                        home: householdHome, reason: .followUpDue(days: 2), care: care, lastOutcome: "unfinished",
                        lastAt: at),
                    TodayHome(home: longest, reason: .neverVisited, care: noCare, lastOutcome: nil, lastAt: nil),
                    TodayHome(
                        home: home("h3", head: "Trần Thị Nga", honorific: "cụ"), reason: .settled, care: noCare,
                        lastOutcome: "done", lastAt: at),
                ], due: [DueDoor(home: householdHome, due: [promise])],
                notAnnounced: told
                    ? []
                    : [
                        NotAnnounced(
                            neighbourhood: "n1", name: "Tổ dân phố 5", announcer: "ông Lê Hữu Phước",
                            announcerPhone: "+84961234567", homes: 3)
                    ])
        }

        static let nothingToday = Today(
            day: "2026-11-24", done: 0, total: 0, returns: [], nextRide: nil, homes: [], due: [], notAnnounced: [])

        static let manifest = Manifest(
            day: "2026-11-24",
            legs: [
                Leg(at: 8 * 60, homeward: false, ride: ride()),
                Leg(
                    at: 8 * 60 + 45, homeward: false,
                    ride: ride("r2", who: "cụ Nga", needs: ["wheelchair"], misfits: ["no_wheelchair_space"])),
                Leg(
                    at: 9 * 60, homeward: false,
                    ride: ride("r3", who: "ông Bình", state: "cancelled", next: nil, cancelled: "family")),
                Leg(at: 11 * 60, homeward: true, ride: ride("r4", state: "served", next: "going_home")),
            ], seats: 4, mostTaken: 3, notHome: 1)

        static let rideOptions = RideOptions(
            passengers: [
                Passenger(resident: "p1", who: "bà Hương", needs: ["arm_support"], consent: "given"),
                Passenger(resident: "p2", who: "ông Bình", needs: [], consent: nil),
            ],
            points: [
                Point(id: "t1", name: "Trung tâm Quảng Phú", open: true),
                Point(id: "t2", name: "Công an phường", open: false),
            ],
            vehicles: [
                VehicleLine(
                    id: "x1", name: "Xe của Lan", vehicleType: "car", driver: "Trịnh Thị Lan", seats: 4, taken: 1,
                    wheelchairPlaces: 0)
            ])

        static let squad = DoorstepCore.SquadScreen(
            squad: "s1", name: "Đội 1", total: 18, done: 4, unassigned: 2,
            members: [
                MemberLoad(
                    mate: Mate(id: "m1", name: "Trịnh Thị Lan", roles: ["volunteer"]), homes: 9, done: 3,
                    visitsToday: 5,
                    notHome: 1),
                MemberLoad(
                    mate: Mate(id: "m2", name: "Phạm Văn Minh", roles: ["volunteer"]), homes: 7, done: 1,
                    visitsToday: 2,
                    notHome: 0),
            ], notHome: [ride("r0", state: "served")], found: 2,
            homes: [
                SquadHome(home: home(), member: nil, memberName: "", lastOutcome: nil, lastAt: nil, settled: false),
                SquadHome(
                    home: longest, member: "m1", memberName: "Trịnh Thị Lan", lastOutcome: "not_home", lastAt: at,
                    settled: false),
            ])

        static let places = [
            NeighbourhoodLine(id: "n1", name: "Tổ dân phố 5"), NeighbourhoodLine(id: "n2", name: "Thôn Đông"),
        ]

        static let invitation = InvitationView(
            commune: "16522", communeName: "Quảng Phú", addresses: ["192.168.1.10:8443"], key: "2B0E 5B0C D2B2 4F3B")

        static let saved = SavedView(id: "c1", receipt: "A41F", shows: true)
    }
#endif
