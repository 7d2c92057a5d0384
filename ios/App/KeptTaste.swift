import DoorstepUI
import Foundation

/// How the app looks, speaks, syncs and locks, kept in the user's defaults: no word about anybody.
struct KeptTaste {
    private let name = "taste"

    func read() -> Taste {
        guard let data = UserDefaults.standard.data(forKey: name),
            let taste = try? JSONDecoder().decode(Taste.self, from: data)
        else {
            var first = Taste()
            first.isEnglish = Locale.preferredLanguages.first.map { !$0.hasPrefix("vi") && $0.hasPrefix("en") } ?? false
            return first
        }
        return taste
    }

    func keep(_ taste: Taste) {
        if let data = try? JSONEncoder().encode(taste) { UserDefaults.standard.set(data, forKey: name) }
    }
}
