/// A way to the hub, as the system describes it, and what may use it.
///
/// A Wi-Fi without internet is the usual case: the hub may be a small PC on the Centre's own Wi-Fi.
public struct NetworkWay: Hashable, Sendable {
    /// Whether anything can be reached at all.
    public var isUsable: Bool
    /// Whether it leads over the mobile network.
    public var isCellular: Bool
    /// Whether somebody pays for it by what is sent: mobile data, or another phone's hotspot.
    public var isMetered: Bool
    /// Whether the person asked the system to save data on it.
    public var isConstrained: Bool

    public init(isUsable: Bool, isCellular: Bool = false, isMetered: Bool = false, isConstrained: Bool = false) {
        self.isUsable = isUsable
        self.isCellular = isCellular
        self.isMetered = isMetered
        self.isConstrained = isConstrained
    }

    /// Whether work that nobody waits for may use it.
    ///
    /// - Parameter wifiOnly: the person's own choice; without it, only a saver forbids.
    public func carriesBackgroundWork(wifiOnly: Bool) -> Bool {
        guard isUsable, !isConstrained else { return false }
        return !wifiOnly || (!isCellular && !isMetered)
    }
}
