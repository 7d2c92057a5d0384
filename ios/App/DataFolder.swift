import Foundation

/// Where the phone's file lies: out of backups, out of App Groups, readable once the phone was unlocked after it started.
enum DataFolder {
    static var folder: URL {
        URL.applicationSupportDirectory.appending(path: "Doorstep", directoryHint: .isDirectory)
    }

    static var database: URL { folder.appending(path: "phone.db") }

    /// Makes the folder; what is put into it takes its protection. Work in the background needs it while the phone is locked.
    static func make() throws {
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true,
            attributes: [.protectionKey: FileProtectionType.completeUntilFirstUserAuthentication])
        var folder = folder
        var values = URLResourceValues()
        // A copy in a backup would outlive a revoked key, and a file without its key is of no use to anybody.
        values.isExcludedFromBackup = true
        try folder.setResourceValues(values)
    }
}
