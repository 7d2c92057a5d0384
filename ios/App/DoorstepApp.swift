import DoorstepKit
import DoorstepUI
import SwiftUI

/// The app: its one window, and what the system tells it.
@main struct DoorstepApp: App {
    @UIApplicationDelegateAdaptor private var delegate: AppDelegate
    @Environment(\.scenePhase) private var phase

    var body: some Scene {
        WindowGroup {
            AppView(opening: delegate.life.opening, device: .thisOne)
                // What the app switcher photographs.
                .overlay { if phase != .active { Shade() } }
                .onChange(of: phase) { _, phase in delegate.life.phaseChanged(phase) }
        }
    }
}

/// Hides names and addresses while the app is not in front.
private struct Shade: View {
    var body: some View {
        Color(.systemBackground)
            .overlay { Image(systemName: "house").font(.largeTitle).accessibilityHidden(true) }
            .ignoresSafeArea()
    }
}

/// What must be said before the app has finished launching.
@MainActor final class AppDelegate: NSObject, UIApplicationDelegate {
    private(set) lazy var life = AppLife()

    func application(
        _ application: UIApplication, didFinishLaunchingWithOptions options: [UIApplication.LaunchOptionsKey: Any]?
    ) -> Bool {
        #if DEBUG
            // A UI test begins as a new phone does.
            if CommandLine.arguments.contains("--begin-anew") {
                try? FileManager.default.removeItem(at: DataFolder.folder)
            }
        #endif
        BackgroundSync.register(for: life)
        return true
    }
}

extension DeviceInput {
    /// What a leader sees in the list of phones. The model's name: the phone's own may be a person's.
    @MainActor static var thisOne: DeviceInput {
        let device = UIDevice.current
        let version = Bundle.main.object(forInfoDictionaryKey: "CFBundleShortVersionString") as? String ?? ""
        return DeviceInput(label: device.model, platform: "ios", os: device.systemVersion, app: version)
    }
}
