import AVFoundation
import DoorstepUI
import UIKit
import Vision
import VisionKit

/// Reads one QR code with the camera: with the system's scanner, on older phones with AVFoundation. Where there is no camera,
/// or it was refused, one pastes the text.
@MainActor final class Scanner: NSObject {
    private var read: (@MainActor (String) -> Void)?

    /// Begins, or says that there is no camera to begin with.
    func begin(over top: UIViewController, words: Strings, read: @escaping @MainActor (String) -> Void) -> Bool {
        switch AVCaptureDevice.authorizationStatus(for: .video) {
        case .denied, .restricted: return false
        default: break
        }
        guard AVCaptureDevice.default(for: .video) != nil else { return false }
        self.read = read
        Task {
            // Asks the first time. Refused, the next tap says so, and one pastes.
            if await AVCaptureDevice.requestAccess(for: .video) { look(over: top, words) }
        }
        return true
    }

    private func look(over top: UIViewController, _ words: Strings) {
        if DataScannerViewController.isSupported, DataScannerViewController.isAvailable {
            let scanner = DataScannerViewController(recognizedDataTypes: [.barcode(symbologies: [.qr])])
            scanner.delegate = self
            show(scanner, over: top, words)
            try? scanner.startScanning()
        } else {
            show(CodeCamera { [weak self] in self?.found($0) }, over: top, words)
        }
    }

    private func show(_ controller: UIViewController, over top: UIViewController, _ words: Strings) {
        let close = UIAction { [weak top] _ in top?.dismiss(animated: true) }
        controller.navigationItem.leftBarButtonItem = UIBarButtonItem(systemItem: .cancel, primaryAction: close)
        controller.title = words.enrolScan
        top.present(UINavigationController(rootViewController: controller), animated: true)
    }

    private func found(_ text: String) {
        guard let read else { return }
        // One code, once.
        self.read = nil
        let scene = UIApplication.shared.connectedScenes.compactMap { $0 as? UIWindowScene }.first
        scene?.keyWindow?.rootViewController?.dismiss(animated: true) { read(text) }
    }
}

extension Scanner: DataScannerViewControllerDelegate {
    func dataScanner(
        _ dataScanner: DataScannerViewController, didAdd addedItems: [RecognizedItem], allItems: [RecognizedItem]
    ) {
        for case .barcode(let code) in addedItems {
            if let text = code.payloadStringValue { return found(text) }
        }
    }
}

/// The camera of phones that have no scanner of the system.
private final class CodeCamera: UIViewController, AVCaptureMetadataOutputObjectsDelegate {
    // Starting and stopping block: not on the main thread.
    private let session = AVCaptureSession()
    private let queue = DispatchQueue(label: "vn.doorstep.camera")
    private let found: @MainActor (String) -> Void

    init(found: @escaping @MainActor (String) -> Void) {
        self.found = found
        super.init(nibName: nil, bundle: nil)
    }

    @available(*, unavailable) required init?(coder: NSCoder) { nil }

    override func viewDidLoad() {
        super.viewDidLoad()
        guard let camera = AVCaptureDevice.default(for: .video), let input = try? AVCaptureDeviceInput(device: camera),
            session.canAddInput(input)
        else { return }
        session.addInput(input)
        let output = AVCaptureMetadataOutput()
        guard session.canAddOutput(output) else { return }
        session.addOutput(output)
        output.setMetadataObjectsDelegate(self, queue: .main)
        output.metadataObjectTypes = [.qr]
        let preview = AVCaptureVideoPreviewLayer(session: session)
        preview.videoGravity = .resizeAspectFill
        preview.frame = view.bounds
        view.layer.addSublayer(preview)
        nonisolated(unsafe) let session = session
        queue.async { session.startRunning() }
    }

    override func viewDidLayoutSubviews() {
        super.viewDidLayoutSubviews()
        view.layer.sublayers?.first?.frame = view.bounds
    }

    override func viewDidDisappear(_ animated: Bool) {
        super.viewDidDisappear(animated)
        nonisolated(unsafe) let session = session
        queue.async { session.stopRunning() }
    }

    nonisolated func metadataOutput(
        _ output: AVCaptureMetadataOutput, didOutput objects: [AVMetadataObject], from connection: AVCaptureConnection
    ) {
        let text = objects.compactMap { ($0 as? AVMetadataMachineReadableCodeObject)?.stringValue }.first
        MainActor.assumeIsolated { if let text { found(text) } }
    }
}
