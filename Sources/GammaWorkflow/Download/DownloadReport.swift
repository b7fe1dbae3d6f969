import GammaIO

/// What a download did.
public struct DownloadReport: Sendable, CustomStringConvertible {
    /// What was done for a file.
    public enum Outcome: String, Sendable {
        /// Fetched as a whole.
        case downloaded
        /// A part was there and was continued.
        case resumed
        /// It was there and right.
        case present
    }

    /// One file.
    public struct File: Sendable {
        /// Path relative to the data folder.
        public var path: String
        /// What was done.
        public var outcome: Outcome
        /// Size in bytes.
        public var size: Int
    }

    /// Name of the data set.
    public var name: String
    /// The data folder, absolute.
    public var folder: String
    /// The files in the order of the list.
    public var files: [File]
    /// What users of the data have to quote.
    public var credit: String

    /// The command by which a shell learns where the data are.
    public var environmentCommand: String {
        let isPlain = folder.allSatisfy { $0.isLetter || $0.isNumber || "/._-+".contains($0) }
        return "export GAMMAPY_DATA=" + (isPlain ? folder : "'" + folder.replacing("'", with: "'\\''") + "'")
    }

    /// What was done, the environment variable to set, what to quote.
    public var description: String {
        func count(_ outcome: Outcome) -> Int { files.count { $0.outcome == outcome } }
        let size = files.reduce(0) { $0 &+ $1.size }
        var text = "\(name): \(files.count) files, \(Self.text(ofBytes: size)), in \(folder)"
        text += " (\(count(.downloaded)) fetched, \(count(.resumed)) continued, \(count(.present)) there already)\n"
        text += "Tell GammaKit and Gammapy where the data are:\n    \(environmentCommand)\n"
        if !credit.isEmpty { text += "Please quote: \(credit)\n" }
        return text
    }

    /// Path, outcome and size of each file, as `--json` prints them.
    public var json: JSONValue {
        .object([
            ("name", .string(name)), ("folder", .string(folder)),
            (
                "files",
                .array(
                    files.map {
                        .object([
                            ("path", .string($0.path)), ("outcome", .string($0.outcome.rawValue)),
                            ("size", .int($0.size)),
                        ])
                    })
            ), ("credit", .string(credit)),
        ])
    }

    private static func text(ofBytes count: Int) -> String {
        if count < 1000 { return "\(count) bytes" }
        let units = ["kB", "MB", "GB", "TB"]
        var value = Double(count) / 1000
        var index = 0
        while value >= 999.5, index + 1 < units.count {
            value /= 1000
            index += 1
        }
        return (value < 10 ? "\((value * 10).rounded() / 10)" : "\(Int(value.rounded()))") + " " + units[index]
    }
}
