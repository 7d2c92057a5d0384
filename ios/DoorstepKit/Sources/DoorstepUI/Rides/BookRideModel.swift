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
    private var read = Shown<RideForm>.loading

    private let calls: Calls
    private let rides: any RidesProtocol
    private let form: FormDraft
    private let household: String
    private let saving: Saving
    private let go: @MainActor (Route) -> Void
    private let back: @MainActor () -> Void

    init(
        calls: Calls, rides: any RidesProtocol, drafting: Drafting, household: String, saving: Saving,
        go: @escaping @MainActor (Route) -> Void, back: @escaping @MainActor () -> Void
    ) {
        self.calls = calls
        self.rides = rides
        form = FormDraft("ride/\(household)", root: household, drafting: drafting)
        self.household = household
        self.saving = saving
        self.go = go
        self.back = back
    }

    var state: BookRideState {
        read.map { read in
            BookRideReady(
                options: read.options, services: read.services, days: read.days,
                booking: Booking(fields: form.typed) ?? first(read))
        }
    }

    func send(_ action: BookRideAction) {
        guard let ready = state.value else { return }
        switch action {
        case .chosen(let chosen): form.type(chosen.fields)
        case .askTapped:
            if let resident = ready.booking.resident { go(.consent(household: household, resident: resident)) }
        case .bookTapped: if ready.canBook { book(ready.booking) }
        }
    }

    private func first(_ read: RideForm) -> Booking {
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
        Task { if await form.save(by: saving, { try rides.book(ride: ride) }) != nil { back() } }
    }
}

extension BookRideModel: Living {
    /// The day that was chosen: seats and points are asked for it.
    var subject: String? { Booking(fields: form.typed)?.day }

    func live() async {
        let (rides, household, chosen, name) = (rides, household, subject, form.name)
        let read = calls.live(.rides, .homes, .status) {
            try rides.form(household: household, day: chosen, draft: name)
        }
        for await answer in read where !Task.isCancelled {
            if let known = answer.value { form.begin(left: known.draft) }
            self.read = Shown(answer)
        }
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
        // An empty field is a choice that was not made.
        let chosen = fields.filter { !$0.value.isEmpty }
        guard let day = chosen["day"] else { return nil }
        self.day = day
        resident = chosen["resident"]
        service = chosen["service"]
        point = chosen["point"]
        vehicle = chosen["vehicle"]
        leave = fields["leave"].flatMap { Int64($0) } ?? 8 * 60
        backFrom = fields["back"].flatMap { Int64($0) }
        companions = fields["companions"].flatMap { Int64($0) } ?? 0
    }
}
