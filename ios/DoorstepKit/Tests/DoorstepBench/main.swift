import DoorstepKit
import DoorstepTesting
import Foundation

// What a person waits for, through Swift, on a file that `cargo xtask swift bench` made: a leader's phone with many homes.
// From call to values of Swift, on the thread that calls.

/// One figure.
struct Figure: Codable {
    let what: String
    let value: Double
    let unit: String
    var bar: Double?
}

/// What a person taps often, and what takes long.
let (often, seldom) = (60, 20)

/// What is typed, letter by letter as the list follows.
let typed = ["n", "ng", "nguyen", "nguyen thi", "hương", "le loi", "12", "0951234"]

/// Milliseconds of a processor that this thread has used: what a call costs, whoever else is at work on the machine.
func processor() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
}

/// Median and p95 in milliseconds, and the processor's median; the first few readings, which fill caches as the morning's first look does, are left out.
func timed(
    _ what: String, times: Int = often, bar: Double? = nil, _ act: (Int) throws -> Void
) rethrows -> [Figure] {
    var (took, used): ([Double], [Double]) = ([], [])
    for nth in 0..<(times + times / 4) {
        let (from, before) = (ContinuousClock.now, processor())
        try act(nth)
        let (spent, worked) = (ContinuousClock.now - from, processor() - before)
        guard nth >= times / 4 else { continue }
        took.append(spent / .milliseconds(1))
        used.append(worked)
    }
    took.sort()
    used.sort()
    let figures = [
        Figure(what: "\(what): p50", value: took[times / 2], unit: "ms"),
        Figure(what: "\(what): p95", value: took[times * 95 / 100], unit: "ms", bar: bar),
        Figure(what: "\(what): processor, p50", value: used[times / 2], unit: "ms"),
    ]
    figures.forEach(say)
    return figures
}

/// For people, as it is measured; the last line is for programs.
func say(_ figure: Figure) {
    let bar = figure.bar.map { figure.value <= $0 ? "  ≤ \($0) met" : "  ≤ \($0) MISSED" } ?? ""
    let what = figure.what.padding(toLength: 44, withPad: " ", startingAt: 0)
    FileHandle.standardError.write(Data("\(what) \(String(format: "%9.2f", figure.value)) \(figure.unit)\(bar)\n".utf8))
}

guard CommandLine.arguments.count == 2 else { fatalError("DoorstepBench FILE") }
let file = URL(fileURLWithPath: CommandLine.arguments[1])
let hardware = Hardware()

func open() async throws -> Phone { try await Phone.open(file: file, key: testKey, platform: hardware) }

var figures: [Figure] = []
figures += try timed("open", times: seldom, bar: 150) { _ in
    let core = try Doorstep.open(path: file.path, key: testKey, platform: hardware)
    _ = try core.today().date()
    core.pause()
}

let phone = try await open()
let (today, households, search, leading) = (
    phone.core.today(), phone.core.households(), phone.core.search(), phone.core.leading()
)
let homes = try search.run(query: "nguyen", page: Page(from: 0, count: 100)).hits.map(\.home.id)
precondition(!homes.isEmpty, "the file has no homes")

figures += try timed("today", bar: 16) { _ in _ = try today.screen(day: nil) }
figures += try timed("household", bar: 16) { _ = try households.screen(id: homes[$0 % homes.count]) }
figures += try timed("search as you type", bar: 16) {
    _ = try search.run(query: typed[$0 % typed.count], page: Page(from: 0, count: 30))
}
let everything = SquadFilter(squad: nil, member: nil, unassigned: false, neighbourhood: nil)
func squad(_ count: UInt32) throws -> SquadScreen {
    try leading.squad(filter: everything, page: Page(from: 0, count: count))
}
let all = try squad(.max).homes.count
figures += try timed("squad, its first 500 homes", times: seldom) { _ in _ = try squad(500) }
figures += try timed("squad, all \(all) homes at once", times: seldom) { _ in _ = try squad(.max) }
await phone.pause()

struct Report: Codable {
    let bench: String
    let homes: Int
    let figures: [Figure]
}
let encoder = JSONEncoder()
encoder.outputFormatting = [.sortedKeys]
let report = try encoder.encode(Report(bench: "swift", homes: all, figures: figures))
FileHandle.standardOutput.write(report + Data("\n".utf8))
