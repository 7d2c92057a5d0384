import DoorstepKit
import DoorstepUI
import LocalAuthentication
import MessageUI
import UIKit

/// What only the system does for screens. Each hands over and returns at once.
@MainActor final class SystemHandover: NSObject, Handover {
    /// Words of the language in use, for what the system asks in the app's name.
    var words: () -> Strings = { Strings(isEnglish: false) }

    private let localNetwork = LocalNetwork()
    private let scanner = Scanner()

    func call(_ number: String) { open("tel:\(number)") }

    func map(latE7: Int64, lonE7: Int64) {
        // Coordinates alone: another app learns no name.
        let place = String(format: "%.6f,%.6f", Double(latE7) / 1e7, Double(lonE7) / 1e7)
        open("maps://?q=\(place)&daddr=\(place)")
    }

    func share(path: String) {
        present(UIActivityViewController(activityItems: [URL(filePath: path)], applicationActivities: nil))
    }

    func scan(_ read: @escaping @MainActor (String) -> Void) -> Bool {
        guard let top = topmost else { return false }
        return scanner.begin(over: top, words: words(), read: read)
    }

    func message(to number: String?, _ text: String) {
        guard let number, MFMessageComposeViewController.canSendText() else {
            return present(UIActivityViewController(activityItems: [text], applicationActivities: nil))
        }
        let message = MFMessageComposeViewController()
        message.recipients = [number]
        message.body = text
        message.messageComposeDelegate = self
        present(message)
    }

    var reachesLocalNetwork: Bool { localNetwork.isAllowed }

    func allowLocalNetwork() {
        // The system asks once; afterwards only its settings can allow it.
        if localNetwork.isAllowed { localNetwork.find() } else { open(UIApplication.openSettingsURLString) }
    }

    func unlock(_ known: @escaping @MainActor () -> Void) {
        let context = LAContext()
        // Face, finger or the phone's code. A phone without a code has nothing to show: it opens.
        guard context.canEvaluatePolicy(.deviceOwnerAuthentication, error: nil) else { return known() }
        let why = words().unlockWhy
        context.evaluatePolicy(.deviceOwnerAuthentication, localizedReason: why) { isThem, _ in
            if isThem { Task { @MainActor in known() } }
        }
    }

    private func open(_ address: String) {
        if let url = URL(string: address) { UIApplication.shared.open(url) }
    }

    private func present(_ controller: UIViewController) {
        guard let top = topmost else { return }
        // On an iPad it points at something.
        controller.popoverPresentationController?.sourceView = top.view
        top.present(controller, animated: true)
    }

    private var topmost: UIViewController? {
        let scene = UIApplication.shared.connectedScenes.compactMap { $0 as? UIWindowScene }.first
        var top = scene?.keyWindow?.rootViewController
        while let next = top?.presentedViewController { top = next }
        return top
    }
}

extension SystemHandover: MFMessageComposeViewControllerDelegate {
    nonisolated func messageComposeViewController(
        _ controller: MFMessageComposeViewController, didFinishWith result: MessageComposeResult
    ) {
        MainActor.assumeIsolated { controller.dismiss(animated: true) }
    }
}
