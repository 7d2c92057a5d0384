import DoorstepKit
import Network

/// The way that the system would take now.
enum Networks {
    static func now() async -> NetworkWay {
        for await path in NWPathMonitor() {
            return NetworkWay(
                // A Wi-Fi without internet satisfies it: there is a way to its own hosts.
                isUsable: path.status == .satisfied, isCellular: path.usesInterfaceType(.cellular),
                isMetered: path.isExpensive, isConstrained: path.isConstrained)
        }
        return NetworkWay(isUsable: false)
    }
}

/// `kDNSServiceErr_PolicyDenied`: the person has not allowed it.
private let policyDenied: Int32 = -65_570

/// Whether the system lets the app reach the local network. iOS has no question for it: browsing answers.
@MainActor final class LocalNetwork {
    private(set) var isAllowed = true
    private var browser: NWBrowser?

    /// Asks the person, the first time; afterwards it only finds out.
    func find() {
        let browser = NWBrowser(for: .bonjour(type: "_doorstep._tcp", domain: nil), using: .tcp)
        browser.stateUpdateHandler = { [weak self] state in
            Task { @MainActor in
                switch state {
                case .ready: self?.isAllowed = true
                case .waiting(.dns(let code)) where code == policyDenied: self?.isAllowed = false
                default: break
                }
            }
        }
        browser.start(queue: .main)
        self.browser = browser
    }
}
