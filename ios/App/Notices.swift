import DoorstepKit
import DoorstepUI
import UserNotifications

/// Local notifications: how much waits for a person. Never a name, never an address: they stand on the lock screen.
@MainActor final class Notices {
    private let center = UNUserNotificationCenter.current()

    /// Says once what waits for a person, where something does.
    func plan(with phone: Phone?, words: Strings) async {
        guard let phone else { return }
        let fates = phone.core.fates()
        let filter = FateFilter(needsYou: true, unsent: false, root: nil)
        let answer = await phone.calls.answer { try fates.list(filter: filter, page: Page(from: 0, count: 1)) }
        guard let waiting = answer.value?.total, waiting > 0 else { return await clear() }
        // Asked for when there is something to say, and not before.
        guard (try? await center.requestAuthorization(options: [.alert, .badge])) == true else { return }
        let content = UNMutableNotificationContent()
        content.body = words.fatesNeedYou(n: Int(waiting))
        content.badge = NSNumber(value: waiting)
        let request = UNNotificationRequest(identifier: "fates", content: content, trigger: nil)
        try? await center.add(request)
    }

    /// Somebody looks.
    func clear() async {
        center.removeAllDeliveredNotifications()
        try? await center.setBadgeCount(0)
    }
}
