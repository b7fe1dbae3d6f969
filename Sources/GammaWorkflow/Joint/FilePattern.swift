import Foundation
import GammaCore

/// A path in which `*`, `?` and `[…]` stand for parts of names, as in a shell.
struct FilePattern {
    let text: String

    init(_ text: String) { self.text = text }

    /// The files and folders that match, sorted; names that begin with a dot only where the pattern says so.
    func paths() -> [String] {
        var found = [text.hasPrefix("/") ? "/" : ""]
        for part in text.split(separator: "/").map(String.init) {
            found = found.flatMap { folder in
                part.contains { "*?[".contains($0) } ? matches(part, in: folder) : existing(folder + part)
            }.map { $0 + "/" }
        }
        return found.map { String($0.dropLast()) }
    }

    private func existing(_ path: String) -> [String] {
        FileManager.default.fileExists(atPath: path) ? [path] : []
    }

    private func matches(_ pattern: String, in folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
        return names.filter { fnmatch(pattern, $0, FNM_PERIOD) == 0 }.sorted().map { folder + $0 }
    }
}
