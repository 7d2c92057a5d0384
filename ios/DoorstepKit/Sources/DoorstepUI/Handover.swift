/// What only a platform can do for screens. Each hands over and returns at once.
@MainActor public protocol Handover: AnyObject {
    /// Opens the dialler with a number; the person presses the green button.
    func call(_ number: String)

    /// Shows a position on a map of another app: coordinates alone (1e-7 degrees), never a name.
    func map(latE7: Int64, lonE7: Int64)

    /// Shares a file that only the hub can read.
    func share(path: String)

    /// Reads a code with the camera; false where there is none, or it was refused: one pastes the text then.
    func scan(_ read: @escaping @MainActor (String) -> Void) -> Bool

    /// Opens a message to a number, or to whoever the person chooses; the person presses *send*.
    func message(to number: String?, _ text: String)

    /// Whether the system lets the app reach the local network, where the hub is.
    var reachesLocalNetwork: Bool { get }

    /// Asks for the local network, or opens the settings where it was refused for good.
    func allowLocalNetwork()

    /// Asks the person for face, finger or the phone's code; tells when it is them.
    func unlock(_ known: @escaping @MainActor () -> Void)
}
