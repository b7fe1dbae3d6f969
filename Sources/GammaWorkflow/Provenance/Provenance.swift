import Foundation
import GammaCore
import GammaIO

/// What the products of an analysis were made of, and how: enough to make them again.
///
/// It lies as `provenance.json` beside the products. Duration and time of the day are here only, so that the products of
/// equal analyses have equal bits.
public struct Provenance: Sendable, Codable, Equatable {
    /// A file and what it held.
    public struct File: Sendable, Codable, Equatable {
        /// Absolute path of an input; path in the folder of a product.
        public var path: String
        /// What `git hash-object` says of it.
        public var hash: String
    }

    /// Version of the format.
    public var schema = "gammakit-provenance-1"
    /// Version of GammaKit.
    public var version = GammaKitVersion.current
    /// The folder in which relative paths of the configuration begin.
    public var folder: String
    /// The text of the configuration, as the file had it.
    public var configuration: String
    /// The models that were given to it, as YAML; nil for those of the configuration.
    public var models: String?
    /// The files that were read, by path.
    public var inputs: [File]
    /// The files that were written, by path.
    public var products: [File] = []
    /// Threads; products do not depend on them.
    public var threads: Int
    /// When it began (ISO, UTC).
    public var started = ""
    /// How long it took, s.
    public var seconds = 0.0

    /// Name of the file.
    public static let fileName = "provenance.json"

    /// Looks at the inputs of an analysis.
    /// - Throws: faults of reading them.
    init(_ config: AnalysisConfig, modelsFile: String?, _ execution: Execution) throws {
        folder = FileManager.default.currentDirectoryPath
        configuration = config.text ?? config.yamlText()
        models = try modelsFile.map { String(decoding: try FileBytes.read(DataPath.expand($0)), as: UTF8.self) }
        threads = execution.threads
        let paths = try config.inputFiles(execution) + (modelsFile.map { [try DataPath.expand($0)] } ?? [])
        inputs = try parallelMap(Set(paths.map(Self.absolute)).sorted(), execution) {
            File(path: $0, hash: try Self.hash($0))
        }
    }

    /// Writes it beside the products.
    /// - Returns: its path.
    mutating func write(to folder: String, products paths: [String]) throws -> String {
        let folder = try DataPath.expand(folder)
        products = try Set(paths).sorted().map { path in
            File(
                path: path.hasPrefix(folder + "/") ? String(path.dropFirst(folder.count + 1)) : path,
                hash: try Self.hash(path))
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let path = folder + "/" + Self.fileName
        try AtomicFile.write(Array(encoder.encode(self)) + [10], to: path)
        return path
    }

    /// Reads it.
    /// - Throws: faults of reading, ``Fault/Code/malformed`` for another file.
    public static func read(_ path: String) throws -> Provenance {
        do {
            return try JSONDecoder().decode(Provenance.self, from: Data(FileBytes.read(path)))
        } catch let error as DecodingError {
            throw Fault(
                .malformed, "this is not the provenance of an analysis: \(error.text)", at: Origin(file: path))
        }
    }

    /// The provenance of a product: in its folder or one above it.
    /// - Throws: ``Fault/Code/fileNotFound`` when there is none.
    public static func find(_ product: String) throws -> (provenance: Provenance, folder: String) {
        let path = absolute(try DataPath.expand(product))
        guard FileManager.default.fileExists(atPath: path) else {
            throw Fault(.fileNotFound, "there is no such file", at: Origin(file: product))
        }
        var folder = path
        while folder != "/" {
            if FileManager.default.fileExists(atPath: folder + "/" + fileName) {
                return (try read(folder + "/" + fileName), folder)
            }
            folder = URL(filePath: folder).deletingLastPathComponent().path
        }
        throw Fault(
            .fileNotFound, "there is no \(fileName) in the folder of this product, nor above it",
            at: Origin(file: product), hint: "gammakit run --output writes one")
    }

    /// What `git hash-object` says of a file.
    static func hash(_ path: String) throws -> String { GitBlob.sha1(try FileBytes.read(path)) }

    private static func absolute(_ path: String) -> String { URL(filePath: path).standardizedFileURL.path }
}

extension DecodingError {
    /// What is wrong, in short.
    fileprivate var text: String {
        switch self {
        case .keyNotFound(let key, _): "there is no '\(key.stringValue)'"
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            context.debugDescription
        @unknown default: "\(self)"
        }
    }
}
