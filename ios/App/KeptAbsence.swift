import Foundation

/// When the app went, by the clock that counts from the phone's start: kept, for the system may end an app that is away.
struct KeptAbsence {
    private let name = "left"

    var leftAtMs: Int64? {
        get { (UserDefaults.standard.object(forKey: name) as? NSNumber)?.int64Value }
        nonmutating set {
            if let newValue {
                UserDefaults.standard.set(NSNumber(value: newValue), forKey: name)
            } else {
                UserDefaults.standard.removeObject(forKey: name)
            }
        }
    }
}
