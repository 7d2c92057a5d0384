import DoorstepKit
import SwiftUI

/// The app, or why its file does not open.
public struct AppView: View {
    private let opening: Opening
    private let device: DeviceInput

    public init(opening: Opening, device: DeviceInput) {
        self.opening = opening
        self.device = device
    }

    public var body: some View {
        Look(taste: opening.keeper.taste) {
            // One view whatever is in it: what opens the file must not end with what is shown meanwhile.
            ZStack {
                switch opening.state {
                case .notYet:
                    Blank()
                case .works(let model):
                    OpenApp(model: model, device: device).id(ObjectIdentifier(model))
                case .fails(let problem, let sealedFile):
                    BlockedScreen(state: .storage(problem, sealedFile: sealedFile?.path), send: opening.send)
                }
            }
            .task { await opening.openNow() }
        }
    }
}

/// The app over its open file: enrolling, or what stops it, or the tabs.
struct OpenApp: View {
    let model: AppModel
    let device: DeviceInput

    var body: some View {
        ZStack {
            if model.lock.isLocked {
                AppLockedScreen(unlock: model.unlock)
            } else {
                standing
            }
        }
        .task { await model.live() }
    }

    @ViewBuilder private var standing: some View {
        switch model.standing {
        case .unknown:
            Blank()
        case .new:
            Held(model.enrolling(device)) { EnrolScreen(state: $0.state, send: $0.send) }
        case .blocked(let why):
            BlockedScreen(state: why) { action in
                switch action {
                case .syncTapped, .retryTapped: model.syncNow()
                case .handOverTapped: model.handOver()
                case .setAsideTapped: model.beginAnew()
                }
            }
        case .works:
            Tabs(model: model)
        }
    }
}
