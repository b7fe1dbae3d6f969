import Foundation
import GammaCore
import GammaIO

/// Fetches data sets into a folder. What is there already is kept when it is right; an interrupted file is continued; a
/// file with a wrong checksum never gets its name.
public struct DatasetDownloader: Sendable {
    /// The data folder; each data set makes a folder of its name in it.
    public let folder: String
    private let curl: Curl

    /// Makes a downloader.
    /// - Parameter searchPath: where `curl` is looked for; nil: the environment's PATH.
    /// - Throws: ``Fault/Code/unsupported`` when there is no curl.
    public init(folder: String, searchPath: String? = nil) throws {
        self.folder = URL(fileURLWithPath: try DataPath.expand(folder)).standardizedFileURL.path
        curl = try Curl(searchPath: searchPath)
    }

    /// Fetches the list of files of a data set.
    /// - Throws: ``Fault/Code/fileUnreadable`` when the server does not answer, and the faults of the list itself.
    public func manifest(_ source: DatasetSource) throws -> DatasetManifest {
        guard source.manifestURL.contains("://") else {
            let bytes = try FileBytes.read(DataPath.expand(source.manifestURL))
            return try .parse(String(decoding: bytes, as: UTF8.self), location: source.manifestURL, source: source)
        }
        let path = NSTemporaryDirectory() + "/gammakit-list-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let outcome = try curl.fetch(source.manifestURL, into: path) { _ in }
        guard outcome == .complete else { throw Self.fault(outcome, "the list of files", source.manifestURL) }
        let text = String(decoding: try FileBytes.read(path), as: UTF8.self)
        return try .parse(text, location: source.manifestURL, source: source)
    }

    /// Fetches a data set by its registered name, or any other source.
    /// - Throws: the first fault in the order of the list; files that are complete stay.
    public func download(_ source: DatasetSource, _ execution: Execution = Execution()) throws -> DownloadReport {
        try download(manifest(source), credit: source.credit, execution)
    }

    /// Fetches the files of a manifest.
    /// - Throws: the first fault in the order of the list; files that are complete stay.
    public func download(
        _ manifest: DatasetManifest, credit: String = "", _ execution: Execution = Execution()
    ) throws -> DownloadReport {
        let meter = DownloadMeter(step: "download \(manifest.name)", total: manifest.size, progress: execution.progress)
        let files = try parallelMap(manifest.files, execution) { file in
            DownloadReport.File(
                path: file.path, outcome: try fetch(file, meter), size: Curl.size(of: destination(file)))
        }
        return DownloadReport(name: manifest.name, folder: folder, files: files, credit: credit)
    }

    private func destination(_ file: DatasetManifest.File) -> String { folder + "/" + file.path }

    private func fetch(_ file: DatasetManifest.File, _ meter: DownloadMeter) throws -> DownloadReport.Outcome {
        let destination = destination(file)
        if FileManager.default.fileExists(atPath: destination), try isRight(destination, file) {
            try meter.update(file.path, Curl.size(of: destination))
            return .present
        }
        do {
            try FileManager.default.createDirectory(
                atPath: (destination as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        } catch {
            throw Fault(
                .fileUnwritable, "the folder cannot be made: \(error.localizedDescription)",
                at: Origin(file: destination))
        }
        let part = destination + ".part"
        var begun = Curl.size(of: part)
        if let size = file.size, begun > size {
            try? FileManager.default.removeItem(atPath: part)
            begun = 0
        }
        if begun == 0 || file.size != begun { try transfer(file, into: part, &begun, meter) }
        if try !isRight(part, file) {
            // The beginning may come from an older version of the file: once more from scratch.
            try? FileManager.default.removeItem(atPath: part)
            guard begun > 0 else { throw wrongChecksum(file) }
            begun = 0
            try transfer(file, into: part, &begun, meter)
            guard try isRight(part, file) else {
                try? FileManager.default.removeItem(atPath: part)
                throw wrongChecksum(file)
            }
        }
        try Self.move(part, to: destination)
        return begun > 0 ? .resumed : .downloaded
    }

    /// - Parameter begun: bytes that were there before; 0 afterwards when the server could not continue.
    private func transfer(
        _ file: DatasetManifest.File, into part: String, _ begun: inout Int, _ meter: DownloadMeter
    ) throws {
        var outcome = try curl.fetch(file.url, into: part) { try meter.update(file.path, $0) }
        if outcome == .cannotResume, begun > 0 {
            try? FileManager.default.removeItem(atPath: part)
            begun = 0
            outcome = try curl.fetch(file.url, into: part) { try meter.update(file.path, $0) }
        }
        guard outcome == .complete else { throw Self.fault(outcome, "'\(file.path)'", file.url) }
        // curl makes no file of an empty answer.
        if !FileManager.default.fileExists(atPath: part) { try AtomicFile.write([UInt8](), to: part) }
    }

    /// Whether a file has the size and the checksum that it should have.
    private func isRight(_ path: String, _ file: DatasetManifest.File) throws -> Bool {
        if let size = file.size, Curl.size(of: path) != size { return false }
        guard let checksum = file.checksum else { return true }
        let bytes = try FileBytes.read(path)
        return switch checksum {
        case .sha256(let expected): Digest.sha256(bytes) == expected.lowercased()
        case .md5(let expected): Digest.md5(bytes) == expected.lowercased()
        case .gitBlob(let expected): GitBlob.sha1(bytes) == expected.lowercased()
        }
    }

    private static func move(_ part: String, to destination: String) throws {
        guard rename(part, destination) == 0 else {
            throw Fault(.fileUnwritable, "the file cannot be given its name", at: Origin(file: destination))
        }
    }

    private func wrongChecksum(_ file: DatasetManifest.File) -> Fault {
        Fault(
            .malformed, "what was received is not '\(file.path)': size or checksum is wrong; it was removed",
            at: Origin(file: file.url), hint: "try again; if it stays so, the list and the file on the server disagree")
    }

    private static func fault(_ outcome: Curl.Outcome, _ what: String, _ url: String) -> Fault {
        var reason = "the server cannot continue the file"
        var hint = "try again: what has arrived is kept and continued"
        if case .failed(let text) = outcome {
            reason = text
            // 5: no proxy, 6: no such host, 7: no connection, 28: no answer in time.
            if ["curl: (5)", "curl: (6)", "curl: (7)", "curl: (28)"].contains(where: text.hasPrefix) {
                let host = URL(string: url)?.host ?? url
                reason = "there is no connection to \(host) (\(text))"
                hint =
                    "is this machine connected? a proxy is named by https_proxy; then try again, what has arrived is kept"
            }
        }
        return Fault(.fileUnreadable, "\(what) cannot be fetched: \(reason)", at: Origin(file: url), hint: hint)
    }
}
