import Foundation
import GammaCore

/// Folders of results.
public enum OutputFolder {
    /// Looks whether a folder is there or can be made, before hours of work go into what would be written to it.
    /// - Throws: ``Fault/Code/fileUnwritable``.
    public static func check(_ path: String) throws {
        let path = try DataPath.expand(path)
        var folder = URL(filePath: path).standardizedFileURL.path
        let manager = FileManager.default
        while !manager.fileExists(atPath: folder), folder != "/" {
            folder = URL(filePath: folder).deletingLastPathComponent().path
        }
        var isFolder: ObjCBool = false
        _ = manager.fileExists(atPath: folder, isDirectory: &isFolder)
        guard isFolder.boolValue else {
            throw Fault(
                .fileUnwritable, "the folder cannot be made: '\(folder)' is a file", at: Origin(file: path),
                hint: "choose another folder")
        }
        guard manager.isWritableFile(atPath: folder) else {
            throw Fault(
                .fileUnwritable, "there is no permission to write to '\(folder)'", at: Origin(file: path),
                hint: "choose another folder")
        }
    }

    /// Makes a folder, with those above it, unless it is there.
    /// - Throws: ``Fault/Code/fileUnwritable``.
    public static func make(_ path: String) throws {
        try check(path)
        var folder = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/") {
            folder += part + "/"
            guard mkdir(folder, 0o777) != 0, errno != EEXIST, errno != EISDIR else { continue }
            throw Fault(
                .fileUnwritable, "the folder cannot be made: \(String(cString: strerror(errno)))",
                at: Origin(file: String(folder.dropLast())), hint: "choose another folder")
        }
    }

    /// The folder of a file.
    public static func of(_ file: String) -> String {
        let folder = file.lastIndex(of: "/").map { String(file[..<$0]) } ?? "."
        return folder.isEmpty ? "/" : folder
    }

    /// A name as a part of the names of files: everything but letters, digits and `_-+.` becomes `_`.
    static func filePart(_ name: String) -> String {
        String(name.map { $0.isLetter || $0.isNumber || "_-+.".contains($0) ? $0 : "_" })
    }
}
