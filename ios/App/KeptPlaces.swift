import Foundation

/// Where one was when the app went: kept, for the system may end an app that is away. Identifiers alone; taken once.
struct KeptPlaces {
    private let name = "places"

    func keep(_ places: String?) { UserDefaults.standard.set(places, forKey: name) }

    func take() -> String? {
        defer { UserDefaults.standard.removeObject(forKey: name) }
        return UserDefaults.standard.string(forKey: name)
    }
}
