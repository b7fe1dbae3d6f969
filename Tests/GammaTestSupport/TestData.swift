import Foundation

/// The public data sets that tests read: the folder named by GAMMAKIT_DATA, else `../shared/data` beside the repository.
///
/// Tests that need them are marked `.enabled(if: TestData.isAvailable)`.
public enum TestData {
    /// The folder, or nil when there is none.
    public static let folder: String? = {
        let named = ProcessInfo.processInfo.environment["GAMMAKIT_DATA"].map { URL(fileURLWithPath: $0) }
        let repository = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let candidates = [named, repository.deletingLastPathComponent().appendingPathComponent("shared/data")]
        return candidates.compactMap { $0?.standardizedFileURL.path }.first { isFolder($0) }
    }()

    /// Whether there are data at all.
    public static var isAvailable: Bool { folder != nil }

    /// The path of a file or folder below the data folder, or nil when it is not there.
    public static func path(_ relative: String) -> String? {
        guard let folder else { return nil }
        let path = folder + "/" + relative
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }

    /// The same as ``path(_:)``.
    public static func url(_ relative: String) -> String? { path(relative) }

    private static func isFolder(_ path: String) -> Bool {
        var folder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &folder) && folder.boolValue
    }
}
