import DoorstepKit
import SwiftUI

/// Who is not home yet comes first; then the day, leg by leg.
struct RidesScreen: View {
    let state: RidesState
    var chip: SyncChip?
    let send: @MainActor (RidesAction) -> Void

    @Environment(\.strings) private var strings

    var body: some View {
        Page(strings.tabRides) {
            Showing(state) { ready in Scroll { day(ready) } }
        }
        .syncChip(chip)
    }

    @ViewBuilder private func day(_ ready: RidesReady) -> some View {
        if !ready.day.duties.isEmpty { Heading(strings.rideNotHomeYet(n: ready.day.duties.count)) }
        ForEach(ready.day.duties, id: \.id) { Duty(ride: $0, send: send) }
        let others = ready.day.atPoint.filter { !$0.mine }
        if !others.isEmpty { Heading(strings.ridesAtPoint(n: others.count)) }
        ForEach(others, id: \.id) { AtPoint(ride: $0, send: send) }
        let manifest = ready.day.manifest
        Words(strings.ridesOf(date: DoorstepUI.day(manifest.day)), style: .title)
        if manifest.seats > 0 {
            Aside(strings.ridesLoad(most: String(manifest.mostTaken), seats: String(manifest.seats)))
        }
        if manifest.legs.isEmpty { Words(strings.ridesNone) }
        ForEach(manifest.legs, id: \.key) {
            LegCard(leg: $0, isChecked: ready.checked.contains($0.ride.id), send: send)
        }
    }
}

extension Leg {
    /// A ride has two legs.
    fileprivate var key: String { "\(homeward) \(ride.id)" }
}
