import DoorstepKit
import Observation

/// What is chosen. Times are minutes since midnight; no way back yet is allowed, and said.
struct Booking: Equatable, Sendable {
    var day: String
    var resident: String?
    var service: String?
    var point: String?
    var vehicle: String?
    var leave: Int64 = 8 * 60
    var backFrom: Int64?
    var companions: Int64 = 0

    /// The same, with one thing chosen otherwise.
    func with<Value>(_ part: WritableKeyPath<Booking, Value>, _ value: Value) -> Booking {
        var booking = self
        booking[keyPath: part] = value
        return booking
    }
}

/// What can be booked and what is chosen of it.
struct BookRideReady: Sendable {
    let options: RideOptions
    let services: [ServiceChoice]
    let days: [String]
    let booking: Booking

    var passenger: Passenger? { options.passengers.first { $0.resident == booking.resident } }
    var mayRide: Bool { passenger?.consent == "given" }
    var canBook: Bool { mayRide && booking.service != nil && (options.points.isEmpty || booking.point != nil) }
}

typealias BookRideState = Shown<BookRideReady>

/// What the thumb did.
enum BookRideAction {
    case chosen(Booking)
    case askTapped
    case bookTapped
}

@MainActor @Observable final class BookRideModel {
    private struct Read: Sendable {
        let options: RideOptions
        let services: [ServiceChoice]
        let days: [String]
    }

    private var read = Shown<Read>.loading
    private var booking: Booking?
    @ObservationIgnored private var hasBegun = false

    private let calls: Calls
    private let rides: any RidesProtocol
    private let visits: any VisitsProtocol
    private let today: any TodayListProtocol
    private let drafting: Drafting
    private let household: String
    private let saving: Saving
    private let go: @MainActor (Route) -> Void
    private let back: @MainActor () -> Void

    init(
        calls: Calls, rides: any RidesProtocol, visits: any VisitsProtocol, today: any TodayListProtocol,
        drafting: Drafting,
        household: String, saving: Saving, go: @escaping @MainActor (Route) -> Void,
        back: @escaping @MainActor () -> Void
    ) {
        self.calls = calls
        self.rides = rides
        self.visits = visits
        self.today = today
        self.drafting = drafting
        self.household = household
        self.saving = saving
        self.go = go
        self.back = back
    }

    var state: BookRideState {
        read.map { read in
            BookRideReady(
                options: read.options, services: read.services, days: read.days, booking: booking ?? first(read))
        }
    }

    func send(_ action: BookRideAction) {
        guard let ready = state.value else { return }
        switch action {
        case .chosen(let chosen):
            booking = chosen
            drafting.keep(form, root: household, chosen.fields)
        case .askTapped:
            if let resident = ready.booking.resident { go(.consent(household: household, resident: resident)) }
        case .bookTapped: if ready.canBook { book(ready.booking) }
        }
    }

    /// What there is only one of is chosen.
    private func first(_ read: Read) -> Booking {
        let (passengers, points) = (read.options.passengers, read.options.points.filter(\.open))
        return Booking(
            day: read.days.first ?? "", resident: passengers.count == 1 ? passengers[0].resident : nil,
            service: read.services.count == 1 ? read.services[0].service.code : nil,
            point: points.count == 1 ? points[0].id : nil)
    }

    private func book(_ booking: Booking) {
        guard let resident = booking.resident, let service = booking.service else { return }
        let ride = RideInput(
            household: household, resident: resident, service: service, point: booking.point, day: booking.day,
            outbound: [booking.leave, booking.leave + 60], back: booking.backFrom.map { [$0, $0 + 60] },
            companions: booking.companions, vehicle: booking.vehicle)
        let rides = rides
        Task {
            guard case .is = await saving.save({ try rides.book(ride: ride) }) else { return }
            drafting.discard(form)
            back()
        }
    }

    private var form: String { "ride/\(household)" }
}

extension BookRideModel: Living {
    /// The chosen day: seats are those of the day.
    var subject: String? { booking?.day }

    func live() async {
        if !hasBegun {
            let kept = await drafting.kept(form)
            if !hasBegun {
                hasBegun = true
                booking = Booking(fields: kept)
            }
        }
        let (rides, visits, today, household, chosen) = (rides, visits, today, household, subject)
        let read = calls.live(.rides, .homes, .status) {
            let days = week(from: try today.date())
            return Read(
                options: try rides.options(household: household, day: chosen ?? days.first),
                services: try visits.options(household: household).services.filter(\.needsTravel), days: days)
        }
        for await answer in read where !Task.isCancelled { self.read = Shown(answer) }
    }
}

extension Booking {
    fileprivate var fields: [String: String] {
        [
            "day": day, "resident": resident ?? "", "service": service ?? "", "point": point ?? "",
            "vehicle": vehicle ?? "",
            "leave": String(leave), "back": backFrom.map { String($0) } ?? "", "companions": String(companions),
        ]
    }

    /// A booking as it was left; none where there is none.
    fileprivate init?(fields: [String: String]) {
        guard let day = fields["day"] else { return nil }
        self.day = day
        resident = fields["resident"]
        service = fields["service"]
        point = fields["point"]
        vehicle = fields["vehicle"]
        leave = fields["leave"].flatMap { Int64($0) } ?? 8 * 60
        backFrom = fields["back"].flatMap { Int64($0) }
        companions = fields["companions"].flatMap { Int64($0) } ?? 0
    }
}
