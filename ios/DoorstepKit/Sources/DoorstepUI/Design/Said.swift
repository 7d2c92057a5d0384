import DoorstepKit
import Foundation

extension Strings {
    /// What went wrong, in words. A code of a newer core shows itself: it can be read out to somebody who knows.
    func problem(_ problem: Problem) -> String {
        let words =
            switch problem.kind {
            case .refused: refusalOf(problem.code, problem.args)
            case .state: errorStateOf(problem.code, problem.args)
            case .enrolment: errorEnrolmentOf(problem.code, problem.args)
            case .sync: errorSyncOf(problem.code, problem.args)
            case .storage: errorStorageOf(problem.code, problem.args)
            case .internal: String?.none
            }
        return words ?? errorInternal(code: problem.code)
    }

    /// Why a home stands where it does.
    func why(_ reason: VisitReason) -> String {
        switch reason {
        case .followUpDue(let days): days == 0 ? whyDueToday : whyDue(n: Int(days))
        case .comeBack(let days): days == 0 ? whyBackToday : whyBack(n: Int(days))
        case .lastVisit(let days): days == 0 ? whyOpenToday : whyOpen(n: Int(days))
        case .later(let days): whyLater(n: Int(days))
        case .neverVisited: whyNever
        case .settled: whySettled
        }
    }

    /// A fate in a word or two, for a chip.
    func fate(_ step: String) -> String {
        switch step {
        case "saved": fateSaved
        case "sent": fateSent
        case "applied": fateApplied
        case "superseded": fateSuperseded
        case "parked": fateParked
        case "refused": fateNot
        default: step
        }
    }

    /// Why a change came to its fate, where there is more to say.
    func because(_ fate: FateView) -> String? {
        guard let code = fate.reason else { return nil }
        let args = Dictionary(fate.args.map { ($0.name, $0.value) }) { _, last in last }
        return refusalOf(code, args) ?? errorInternal(code: code)
    }

    /// What a visit came to, without the words that need more than the code.
    func outcomeShort(_ code: String) -> String {
        tileOf(code) ?? (code == "police_home" ? outcomePoliceHome : code)
    }

    /// An outcome as a whole sentence, for VoiceOver; the day and the unit come later.
    func outcomeSentence(_ code: String) -> String {
        code == "come_back" || code == "police" ? outcomeShort(code) : outcomeOf(code) ?? code
    }

    /// A code of the catalogue, which comes with its words.
    func said(_ choice: Choice) -> String { isEnglish ? choice.en : choice.vi }

    /// Codes of the catalogue, one after the other.
    func catalogueWords(_ kind: String, _ codes: [String]) -> String {
        codes.map { catalogueWord(kind, $0) }.joined(separator: ", ")
    }
}

extension HomeLine {
    /// "bà Nguyễn Thị Hương".
    var who: String { [honorific, head].said(" ") }

    /// "12 ngõ 5 · cổng xanh · Tổ dân phố 5".
    var whereItLies: String { [address, landmark, neighbourhoodName].said(" · ") }
}

extension [String] {
    /// What there is of it, in one line.
    func said(_ separator: String) -> String { filter { !$0.isEmpty }.joined(separator: separator) }
}

extension String {
    /// The first letter a capital.
    var capital: String { prefix(1).uppercased() + dropFirst() }

    var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }

    var isBlank: Bool { trimmed.isEmpty }
}

/// Minutes since midnight as a clock shows them.
func clock(_ minutes: Int64) -> String { "\(minutes / 60):\(twoDigits(Int(minutes % 60)))" }

/// "24/11" of a moment.
func day(_ ms: Int64) -> String {
    let parts = parts(ms)
    return "\(twoDigits(parts.day))/\(twoDigits(parts.month))"
}

/// "8:05 24/11" of a moment.
func moment(_ ms: Int64) -> String {
    let parts = parts(ms)
    return "\(parts.hour ?? 0):\(twoDigits(parts.minute)) \(day(ms))"
}

/// "24/11" of an ISO date; a date that does not read shows as it is.
func day(_ iso: String) -> String {
    let parts = iso.split(separator: "-").map { Int($0) }
    guard parts.count == 3, let month = parts[1], let day = parts[2] else { return iso }
    return "\(twoDigits(day))/\(twoDigits(month))"
}

/// "0951 234 567" of an E.164 number of Vietnam, in one line; another one as it is.
func number(_ e164: String) -> String {
    guard e164.hasPrefix("+84") else { return e164 }
    let digits = Array(e164.dropFirst(3))
    let groups = stride(from: 3, to: max(digits.count, 3), by: 3).map { String(digits[$0..<min($0 + 3, digits.count)]) }
    return "0" + ([String(digits.prefix(3))] + groups).joined(separator: "\u{A0}")
}

// Vietnam has one time zone and no summer time, whatever the phone is set to.
private let vietnam: Calendar = {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(secondsFromGMT: 7 * 3600) ?? .gmt
    return calendar
}()

private func parts(_ ms: Int64) -> DateComponents {
    vietnam.dateComponents([.day, .month, .hour, .minute], from: Date(timeIntervalSince1970: Double(ms) / 1000))
}

private func twoDigits(_ n: Int?) -> String {
    let n = n ?? 0
    return n < 10 ? "0\(n)" : "\(n)"
}
