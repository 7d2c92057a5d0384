package vn.doorstep.ui

import vn.doorstep.core.Assigned
import vn.doorstep.core.Care
import vn.doorstep.core.Choice
import vn.doorstep.core.ConflictLine
import vn.doorstep.core.ConsentLine
import vn.doorstep.core.DoorFacts
import vn.doorstep.core.FateCounts
import vn.doorstep.core.FateLine
import vn.doorstep.core.FateView
import vn.doorstep.core.Fates
import vn.doorstep.core.FollowUpLine
import vn.doorstep.core.HelpLine
import vn.doorstep.core.HistoryLine
import vn.doorstep.core.HomeLine
import vn.doorstep.core.HouseholdScreen
import vn.doorstep.core.Mate
import vn.doorstep.core.Person
import vn.doorstep.core.PhoneLine
import vn.doorstep.core.Position
import vn.doorstep.core.ReasonArg
import vn.doorstep.core.RideLine
import vn.doorstep.core.ServiceChoice
import vn.doorstep.core.Status
import vn.doorstep.core.EnrolmentState
import vn.doorstep.core.VisitOptions

// Records of invented people, with defaults: a sample names only what it is about.

val noDoor = DoorFacts(false, false, false, false, null)
val noCare = Care(false, emptyList())

fun home(
    id: String = "h1", head: String = "Nguyễn Thị Hương", honorific: String = "bà", address: String = "12 ngõ 5",
    landmark: String = "cổng xanh", phones: List<PhoneLine> = emptyList(), pin: Position? = null, door: DoorFacts = noDoor,
) = HomeLine(id, head, honorific, address, landmark, "n1", "Tổ dân phố 5", phones, pin, door)

/** The longest name that the register of names has kept us waiting for. */
val longest = home("h9", "Công Tằng Tôn Nữ Nguyễn Thị Phương Quỳnh Trang", "cụ", "số 128/45B ngách 17 ngõ 256", "sau nhà văn hóa, cạnh cây đa, đối diện trường mầm non", door = DoorFacts(true, true, true, true, 17u))

fun fate(step: String, reason: String? = null, args: List<ReasonArg> = emptyList(), id: String = "c-$step") = FateView(id, "A41F", step, reason, args)

fun ride(
    id: String = "r1", who: String = "bà Hương", state: String = "confirmed", next: String? = "picked_up", mine: Boolean = true,
    needs: List<String> = emptyList(), cancelled: String? = null, misfits: List<String> = emptyList(), phone: String = "+84951234567",
    mayContact: Boolean = true,
) = RideLine(
    id = id, household = "h1", who = who, pickup = "12 ngõ 5 · cổng xanh", phone = phone, day = "2026-11-24", readyFrom = 8 * 60L, thereBy = 9 * 60L,
    backFrom = 11 * 60L, homeBy = 12 * 60L, seats = 1, needs = needs, service = "vneid_install", point = "Trung tâm Quảng Phú", state = state, next = next,
    vehicle = "Xe của Lan", driver = "Trịnh Thị Lan", mine = mine, place = null, misfits = misfits, cancelled = cancelled, unconfirmed = false,
    papers = listOf("chip_id_card"), mayContact = mayContact,
)

fun person(
    id: String = "p1", name: String = "Nguyễn Thị Hương", honorific: String = "bà", state: String = "at_home",
    needs: List<String> = emptyList(), consents: List<ConsentLine> = emptyList(), phone: PhoneLine? = null,
) = Person(id, name, honorific, 1950, false, "chủ hộ", phone, needs, null, state, consents)

fun history(id: String, kind: String = "visit", outcome: String? = "not_home", text: String = "", helped: List<HelpLine> = emptyList(), fate: FateView? = null, withdrawn: Boolean = false) = HistoryLine(
    id = id, kind = kind, at = 1_795_482_000_000, by = "Trịnh Thị Lan", with = listOf("Phạm Văn Minh"), outcome = outcome, helped = helped,
    missing = emptyList(), text = text, withdrawn = withdrawn, redacted = false, own = true, fate = fate,
)

val promise = FollowUpLine("f1", "2026-11-20", -2, "vneid_install", "bà Hương", listOf("chip_id_card"), "con gái")

/** Days proposed for coming back. */
private val DAYS_TO_COME_BACK = listOf("2026-11-25", "2026-11-26", "2026-12-01")

val household = HouseholdScreen(
    home = home(phones = listOf(PhoneLine("+84951234567", "")), pin = Position(198_000_000, 1_058_000_000), door = DoorFacts(true, false, false, true, null)),
    care = Care(true, listOf("arm_support")),
    assigned = Assigned("m1", "Trịnh Thị Lan", "Đội 1", true),
    people = listOf(
        person(needs = listOf("arm_support"), consents = listOf(ConsentLine("record", "given", null), ConsentLine("ride", "declined", null))),
        person("p2", "Lê Văn Bình", "ông", "hospital", phone = PhoneLine("+84961234567", "con trai")),
    ),
    followUps = listOf(promise),
    comeBack = DAYS_TO_COME_BACK,
    rides = listOf(ride()),
    history = listOf(
        history("v3", outcome = "done", helped = listOf(HelpLine("bà Hương", "vneid_install", "installed", emptyList())), fate = fate("saved")),
        history("v2", kind = "note", outcome = null, text = "Nhà có chó, gọi trước khi vào.", fate = fate("applied")),
        history("v1", withdrawn = true),
    ),
    conflicts = listOf(ConflictLine("x1", "household", "h1", "landmark", "cổng xanh", "Trịnh Thị Lan", "cổng trắng", "Phạm Văn Minh")),
)

private fun choice(code: String, vi: String, en: String) = Choice(code, vi, en)

val vneid = ServiceChoice(
    choice("vneid_install", "Cài đặt ứng dụng VNeID", "Install VNeID"), "digital_id",
    listOf(choice("installed", "Đã cài xong", "Installed"), choice("blocked", "Chưa làm được", "Could not be done"), choice("referred_police", "Hẹn lên Công an", "Sent to the police")),
    listOf(choice("no_smartphone", "Không có điện thoại thông minh", "No smartphone"), choice("sim_not_own_name", "SIM không chính chủ", "SIM not in own name")),
    listOf(choice("chip_id_card", "Thẻ căn cước gắn chip", "Chip ID card")), "2026-11-27", true,
)
val other = ServiceChoice(choice("other", "Việc khác", "Something else"), "skills", listOf(choice("done", "Đã làm xong", "Done")), emptyList(), emptyList(), null, false)

val OUTCOMES = listOf("done", "unfinished", "not_home", "come_back", "refused", "moved", "referred", "police")

val options = VisitOptions(
    who = "bà Hương", outcomes = OUTCOMES, partners = listOf(Mate("m2", "Phạm Văn Minh", listOf("volunteer")), Mate("m3", "Lê Thị Mai", listOf("leader"))),
    with = listOf("m2"), people = listOf(vn.doorstep.core.PersonChoice("p1", "bà Hương"), vn.doorstep.core.PersonChoice("p2", "ông Bình")),
    services = listOf(vneid, other), papers = vneid.papers, comeBack = DAYS_TO_COME_BACK, openFollowUps = emptyList(),
)

fun fateLine(step: String, who: String? = "bà Hương", reason: String? = null, args: List<ReasonArg> = emptyList(), needsYou: Boolean = false, kind: String = "visit.record") =
    FateLine(fate(step, reason, args), kind, 1_795_482_000_000, "h1", who, needsYou)

/** All six fates; one of a home that went to somebody else. */
val fates = Fates(
    listOf(
        fateLine("refused", reason = "seats_full", args = listOf(ReasonArg("seats", "4")), needsYou = true, kind = "ride.book"),
        fateLine("parked", reason = "handed_over", needsYou = true), fateLine("saved"), fateLine("sent", kind = "note.add"), fateLine("applied"),
        fateLine("superseded", who = null, reason = "moved_on", kind = "household.edit"),
    ),
    6u, FateCounts(1u, 1u, 1u, 1u, 1u, 1u), 1_795_482_000_000,
)

fun status(revoked: Boolean = false, roles: List<String> = listOf("volunteer", "driver"), enrolment: EnrolmentState = EnrolmentState.Fresh, unsent: UInt = 3u, skewMs: Long = 0) = Status(
    member = "m1", device = "d1", name = "Trịnh Thị Lan", roles = roles, squad = "Đội 1", mates = emptyList(), commune = "16522", communeName = "Quảng Phú",
    unit = "phường Quảng Phú", unsent = unsent, lastSync = 1_795_482_000_000, enrolment = enrolment, clockSkewMs = skewMs, updateNeeded = false, revoked = revoked, divergences = 0u,
)
