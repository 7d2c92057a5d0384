#if DEBUG
    import SwiftUI

    /// A sample as Xcode's canvas shows it: inside the app's look, in a place of its own.
    struct Previewed: View {
        let name: String
        var taste = Taste()

        var body: some View {
            Look(taste: taste) {
                NavigationStack { samples.first { $0.name == name }?.view() }
            }
        }
    }

    // Linux has no canvas, nor the macro. A test compares the list with the samples.
    #if canImport(DeveloperToolsSupport)
        #Preview("today") { Previewed(name: "today") }
        #Preview("today-none") { Previewed(name: "today-none") }
        #Preview("today-loading") { Previewed(name: "today-loading") }
        #Preview("today-under-way") { Previewed(name: "today-under-way") }
        #Preview("outcome-saved") { Previewed(name: "outcome-saved") }
        #Preview("household") { Previewed(name: "household") }
        #Preview("household-people") { Previewed(name: "household-people") }
        #Preview("household-gone") { Previewed(name: "household-gone") }
        #Preview("edit-household") { Previewed(name: "edit-household") }
        #Preview("edit-person") { Previewed(name: "edit-person") }
        #Preview("edit-person-needs") { Previewed(name: "edit-person-needs") }
        #Preview("outcome") { Previewed(name: "outcome") }
        #Preview("outcome-day") { Previewed(name: "outcome-day") }
        #Preview("outcome-unfinished") { Previewed(name: "outcome-unfinished") }
        #Preview("outcome-amend") { Previewed(name: "outcome-amend") }
        #Preview("service") { Previewed(name: "service") }
        #Preview("service-details") { Previewed(name: "service-details") }
        #Preview("note") { Previewed(name: "note") }
        #Preview("note-secret") { Previewed(name: "note-secret") }
        #Preview("fates") { Previewed(name: "fates") }
        #Preview("fates-offline") { Previewed(name: "fates-offline") }
        #Preview("fates-no-local-network") { Previewed(name: "fates-no-local-network") }
        #Preview("search") { Previewed(name: "search") }
        #Preview("search-none") { Previewed(name: "search-none") }
        #Preview("add-household") { Previewed(name: "add-household") }
        #Preview("add-person") { Previewed(name: "add-person") }
        #Preview("rides") { Previewed(name: "rides") }
        #Preview("rides-none") { Previewed(name: "rides-none") }
        #Preview("ride-cancel") { Previewed(name: "ride-cancel") }
        #Preview("ride-turned-away") { Previewed(name: "ride-turned-away") }
        #Preview("book-ride") { Previewed(name: "book-ride") }
        #Preview("book-ride-consent") { Previewed(name: "book-ride-consent") }
        #Preview("consent") { Previewed(name: "consent") }
        #Preview("consent-given") { Previewed(name: "consent-given") }
        #Preview("enrol") { Previewed(name: "enrol") }
        #Preview("enrol-read") { Previewed(name: "enrol-read") }
        #Preview("enrol-wrong") { Previewed(name: "enrol-wrong") }
        #Preview("enrol-expired") { Previewed(name: "enrol-expired") }
        #Preview("enrol-no-local-network") { Previewed(name: "enrol-no-local-network") }
        #Preview("settings") { Previewed(name: "settings") }
        #Preview("settings-sign-out") { Previewed(name: "settings-sign-out") }
        #Preview("settings-unsent") { Previewed(name: "settings-unsent") }
        #Preview("squad") { Previewed(name: "squad") }
        #Preview("squad-assign") { Previewed(name: "squad-assign") }
        #Preview("announce") { Previewed(name: "announce") }
        #Preview("app-locked") { Previewed(name: "app-locked") }
        #Preview("locked") { Previewed(name: "locked") }
        #Preview("revoked") { Previewed(name: "revoked") }
        #Preview("clock-unsure") { Previewed(name: "clock-unsure") }
        #Preview("file-newer") { Previewed(name: "file-newer") }
        #Preview("file-damaged") { Previewed(name: "file-damaged") }
        #Preview("file-full") { Previewed(name: "file-full") }
        #Preview("key-lost") { Previewed(name: "key-lost") }
        #Preview("key-destroyed") { Previewed(name: "key-destroyed") }
    #endif
#endif
