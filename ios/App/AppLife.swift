import DoorstepKit
import DoorstepUI
import SwiftUI

/// The app from launch to suspension: one open file, closed before the system stops the process.
///
/// A process that is suspended while it holds a lock of SQLite may be killed for it; the file lies in no App Group, and is
/// closed all the same.
@MainActor final class AppLife {
    let opening: Opening
    let keeper: TasteKeeper

    private let absence = KeptAbsence()
    private let places = KeptPlaces()
    private let clocks = Clocks()
    private let handover = SystemHandover()
    private let notices = Notices()

    init() {
        let taste = KeptTaste()
        keeper = TasteKeeper(taste.read(), keep: taste.keep)
        let (clocks, handover) = (clocks, handover)
        let file = DataFolder.database
        opening = Opening(file: file, handover: handover, keeper: keeper, places: places.take()) {
            try DataFolder.make()
            let key = try DatabaseKey(store: Keychain(), random: Keychain.random).take()
            return try await Phone.open(file: file, key: key, platform: clocks)
        }
        handover.words = { [keeper] in Strings(isEnglish: keeper.taste.isEnglish) }
        opening.lock.began(leftAtMs: absence.leftAtMs, uptimeMs: clocks.uptimeMs)
    }

    /// The open phone, where the file opens.
    var phone: Phone? {
        if case .works(let model) = opening.state { model.phone } else { nil }
    }

    func phaseChanged(_ phase: ScenePhase) {
        switch phase {
        case .background:
            opening.lock.went(uptimeMs: clocks.uptimeMs)
            absence.leftAtMs = opening.lock.leftAtMs
            places.keep(opening.places)
            Task { await went() }
        case .active:
            // Before anything waits: nobody sees a name first.
            opening.lock.came(uptimeMs: clocks.uptimeMs)
            absence.leftAtMs = nil
            places.keep(nil)
            Task { await came() }
        default: break
        }
    }

    private func went() async {
        // Asked for before anything waits, so that sealing and closing come to their end.
        let task = UIApplication.shared.beginBackgroundTask()
        BackgroundSync.schedule()
        await notices.plan(with: phone, words: Strings(isEnglish: keeper.taste.isEnglish))
        // Back in front meanwhile, it goes on.
        if UIApplication.shared.applicationState == .background { await phone?.pause() }
        UIApplication.shared.endBackgroundTask(task)
    }

    private func came() async {
        do { try await phone?.resume() } catch { await opening.openNow() }
        if case .works(let model) = opening.state {
            // Somebody looks: what waits is sent now, over whatever leads to the hub. Where nothing does, the chip says so.
            Task { try? await model.phone.sync(personWaits: true) }
        }
        await notices.clear()
    }

    /// Syncs in the background. The file is open for as long as it takes, and closed again.
    func syncInBackground() async {
        await opening.openNow()
        guard let phone else { return }
        let way = await Networks.now()
        guard way.carriesBackgroundWork(wifiOnly: keeper.taste.wifiOnly) else { return }
        do {
            try await phone.resume()
            _ = try await phone.sync(personWaits: false)
        } catch {
            // Nobody waits for it: what is unsent stays, and the chip says so.
        }
        await notices.plan(with: phone, words: Strings(isEnglish: keeper.taste.isEnglish))
        if UIApplication.shared.applicationState == .background { await phone.pause() }
    }
}
