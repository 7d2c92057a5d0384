package vn.doorstep.ui.design

import vn.doorstep.Problem
import vn.doorstep.core.FateView
import vn.doorstep.core.HomeLine
import vn.doorstep.core.VisitReason
import java.time.Instant
import java.time.LocalDate
import java.time.ZoneOffset
import java.time.format.DateTimeFormatter

/** What went wrong, in words. A code of a newer core shows itself: it can be read out to somebody who knows. */
fun Strings.problem(problem: Problem): String = when (problem.kind) {
    Problem.Kind.Refused -> refusalOf(problem.code, problem.args)
    Problem.Kind.State -> errorStateOf(problem.code, problem.args)
    Problem.Kind.Enrolment -> errorEnrolmentOf(problem.code, problem.args)
    Problem.Kind.Sync -> errorSyncOf(problem.code, problem.args)
    Problem.Kind.Storage -> errorStorageOf(problem.code, problem.args)
    Problem.Kind.Internal -> null
} ?: errorInternal(problem.code)

/** Why a home stands where it does. */
fun Strings.why(reason: VisitReason): String = when (reason) {
    is VisitReason.FollowUpDue -> if (reason.days == 0L) whyDueToday else whyDue(reason.days.toInt())
    is VisitReason.ComeBack -> if (reason.days == 0L) whyBackToday else whyBack(reason.days.toInt())
    is VisitReason.LastVisit -> if (reason.days == 0L) whyOpenToday else whyOpen(reason.days.toInt())
    is VisitReason.Later -> whyLater(reason.days.toInt())
    VisitReason.NeverVisited -> whyNever
    VisitReason.Settled -> whySettled
}

/** A fate in a word or two, for a chip. */
fun Strings.fate(step: String): String = when (step) {
    "saved" -> fateSaved
    "sent" -> fateSent
    "applied" -> fateApplied
    "superseded" -> fateSuperseded
    "parked" -> fateParked
    "refused" -> fateNot
    else -> step
}

/** Why a change came to its fate, where there is more to say. */
fun Strings.because(fate: FateView): String? = fate.reason?.let { code ->
    refusalOf(code, fate.args.associate { it.name to it.value }) ?: errorInternal(code)
}

/** "bà Nguyễn Thị Hương". */
val HomeLine.who: String get() = listOf(honorific, head).filter { it.isNotEmpty() }.joinToString(" ")

/** "12 ngõ 5 · cổng xanh · Tổ dân phố 5". */
val HomeLine.where: String
    get() = listOf(address, landmark, neighbourhoodName).filter { it.isNotEmpty() }.joinToString(" · ")

/** The first letter a capital. */
fun String.capital(): String = replaceFirstChar { it.uppercaseChar() }

/** Minutes since midnight as a clock shows them. */
fun clock(minutes: Long): String = "%d:%02d".format(minutes / 60, minutes % 60)

// Vietnam has one time zone and no summer time, whatever the phone is set to.
private val vietnam = ZoneOffset.ofHours(7)

/** "24/11" of a moment. */
fun day(ms: Long): String = DateTimeFormatter.ofPattern("dd/MM").format(Instant.ofEpochMilli(ms).atOffset(vietnam))

/** "8:05 24/11" of a moment. */
fun moment(ms: Long): String = DateTimeFormatter.ofPattern("H:mm dd/MM").format(Instant.ofEpochMilli(ms).atOffset(vietnam))

/** "24/11" of an ISO date; a date that does not read shows as it is. */
fun day(iso: String): String = runCatching { DateTimeFormatter.ofPattern("dd/MM").format(LocalDate.parse(iso)) }.getOrDefault(iso)

/** "0951 234 567" of an E.164 number of Vietnam, in one line; another one as it is. */
fun number(e164: String): String {
    val digits = e164.removePrefix("+84").takeIf { it != e164 } ?: return e164
    return "0" + digits.take(3.coerceAtMost(digits.length)) + digits.drop(3).chunked(3).joinToString("") { "\u00A0$it" }
}

/** What a visit came to, without the words that need more than the code. */
fun Strings.outcomeShort(code: String): String = tileOf(code) ?: if (code == "police_home") outcomePoliceHome else code

/** An outcome as a whole sentence, for a screen reader; the day and the unit come later. */
fun Strings.outcomeSentence(code: String): String =
    if (code == "come_back" || code == "police") outcomeShort(code) else outcomeOf(code) ?: code
