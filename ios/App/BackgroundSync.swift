import BackgroundTasks
import Foundation

/// Work while nobody looks: a short refresh when the system finds time for one, a longer one on a charger.
///
/// The system cannot be asked for Wi-Fi: the work itself looks at the way first.
enum BackgroundSync {
    private static let refresh = "vn.doorstep.phone.refresh"
    private static let processing = "vn.doorstep.phone.processing"

    /// Before the app has finished launching.
    @MainActor static func register(for life: AppLife) {
        for name in [refresh, processing] {
            BGTaskScheduler.shared.register(forTaskWithIdentifier: name, using: .main) { task in
                // On the main queue, as asked for above.
                nonisolated(unsafe) let task = task
                MainActor.assumeIsolated { run(task, life) }
            }
        }
    }

    /// Whenever the app goes to the background.
    static func schedule() {
        let soon = BGAppRefreshTaskRequest(identifier: refresh)
        soon.earliestBeginDate = Date(timeIntervalSinceNow: 15 * 60)
        let later = BGProcessingTaskRequest(identifier: processing)
        later.earliestBeginDate = Date(timeIntervalSinceNow: 60 * 60)
        later.requiresNetworkConnectivity = true
        later.requiresExternalPower = false
        for request in [soon, later] {
            // Refused where the person has switched background work off: the app then syncs when it is opened.
            try? BGTaskScheduler.shared.submit(request)
        }
    }

    @MainActor private static func run(_ task: BGTask, _ life: AppLife) {
        schedule()
        let work = Task {
            await life.syncInBackground()
            task.setTaskCompleted(success: !Task.isCancelled)
        }
        // A cancelled sync goes on where it stopped.
        task.expirationHandler = { work.cancel() }
    }
}
