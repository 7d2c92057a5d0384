import DoorstepKit
import SwiftUI

/// A ride there and back. Without consent to rides there is none: the button asks for it.
struct BookRideScreen: View {
    let state: BookRideState
    let send: @MainActor (BookRideAction) -> Void

    @Environment(\.strings) private var strings

    var body: some View {
        Page(strings.rideBook) {
            Showing(state) { ready in
                Fields {
                    who(ready)
                    what(ready)
                    days(ready)
                    points(ready)
                    times(ready.booking)
                    companions(ready.booking)
                    vehicles(ready)
                }
            }
        } foot: {
            if let ready = state.value {
                if ready.passenger != nil && !ready.mayRide {
                    WideButton(strings.askConsent, id: "ask-consent", glyph: .shieldCheck) { send(.askTapped) }
                } else {
                    WideButton(strings.rideBook, id: "book") { send(.bookTapped) }.disabled(!ready.canBook)
                }
            }
        }
    }

    private func choose(_ booking: Booking) { send(.chosen(booking)) }

    @ViewBuilder private func who(_ ready: BookRideReady) -> some View {
        Heading(strings.bookWho)
        if ready.options.passengers.isEmpty { Banner(.info, .userRoundPlus, strings.bookNobody) }
        Flow {
            ForEach(ready.options.passengers, id: \.resident) { passenger in
                ChoiceButton(
                    passenger.who.capital, isChosen: ready.booking.resident == passenger.resident, id: "passenger"
                ) { choose(ready.booking.with(\.resident, passenger.resident)) }
            }
        }
        if ready.passenger != nil && !ready.mayRide { Banner(.warn, .shieldCheck, strings.bookNoConsent) }
    }

    @ViewBuilder private func what(_ ready: BookRideReady) -> some View {
        Heading(strings.bookWhat)
        Flow {
            ForEach(ready.services, id: \.service.code) { service in
                ChoiceButton(
                    strings.said(service.service), isChosen: ready.booking.service == service.service.code,
                    id: "service"
                ) { choose(ready.booking.with(\.service, service.service.code)) }
            }
        }
        let papers = ready.services.first { $0.service.code == ready.booking.service }?.papers ?? []
        if !papers.isEmpty { Aside(strings.rideBring(papers: papers.map { strings.said($0) }.joined(separator: ", "))) }
    }

    @ViewBuilder private func days(_ ready: BookRideReady) -> some View {
        Heading(strings.bookDay)
        Flow {
            ForEach(ready.days, id: \.self) { iso in
                ChoiceButton(day(iso), isChosen: ready.booking.day == iso, id: "day") {
                    choose(ready.booking.with(\.day, iso))
                }
            }
        }
    }

    @ViewBuilder private func points(_ ready: BookRideReady) -> some View {
        if !ready.options.points.isEmpty { Heading(strings.bookPoint) }
        Flow {
            ForEach(ready.options.points, id: \.id) { point in
                if point.open {
                    ChoiceButton(point.name, isChosen: ready.booking.point == point.id, id: "point") {
                        choose(ready.booking.with(\.point, point.id))
                    }
                } else {
                    Aside(strings.refusalPointClosed(date: day(ready.booking.day), point: point.name))
                }
            }
        }
    }

    @ViewBuilder private func times(_ booking: Booking) -> some View {
        Heading(strings.bookLeave)
        HStack(spacing: Space.s16) {
            IconButton(glyph: .minus, name: strings.bookEarlier, id: "leave-less") { move(booking, by: -30) }
            Words(clock(booking.leave), style: .title)
            IconButton(glyph: .plus, name: strings.bookLater, id: "leave-more") { move(booking, by: 30) }
        }
        Heading(strings.bookBack)
        Flow {
            ChoiceButton(strings.bookBackUnknown, isChosen: booking.backFrom == nil, id: "back-unknown") {
                choose(booking.with(\.backFrom, nil))
            }
            ForEach([2, 3, 4].map { booking.leave + $0 * 60 }.filter { $0 <= 18 * 60 }, id: \.self) { at in
                ChoiceButton(clock(at), isChosen: booking.backFrom == at, id: "back-at") {
                    choose(booking.with(\.backFrom, at))
                }
            }
        }
    }

    private func move(_ booking: Booking, by minutes: Int64) {
        choose(booking.with(\.leave, min(max(booking.leave + minutes, 5 * 60), 17 * 60)))
    }

    @ViewBuilder private func companions(_ booking: Booking) -> some View {
        Heading(strings.bookCompanions)
        Flow {
            ForEach([Int64(0), 1, 2], id: \.self) { n in
                ChoiceButton(String(n), isChosen: booking.companions == n, id: "companions") {
                    choose(booking.with(\.companions, n))
                }
            }
        }
    }

    @ViewBuilder private func vehicles(_ ready: BookRideReady) -> some View {
        if !ready.options.vehicles.isEmpty { Heading(strings.bookVehicle) }
        Flow {
            ForEach(ready.options.vehicles, id: \.id) { vehicle in
                let isChosen = ready.booking.vehicle == vehicle.id
                ChoiceButton(
                    strings.vehicleSeats(
                        driver: vehicle.driver, free: String(max(vehicle.seats - vehicle.taken, 0)), name: vehicle.name),
                    isChosen: isChosen, id: "vehicle"
                ) { choose(ready.booking.with(\.vehicle, isChosen ? nil : vehicle.id)) }
            }
        }
    }
}
