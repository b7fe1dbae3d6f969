import Foundation
import GammaCore
import GammaIO

extension DatasetManifest {
    /// Reads a manifest in JSON or YAML in any of these forms:
    /// - `{name, files: [{path, url, size, sha256}]}`; `url` relative to the manifest, or left out when it is the path;
    /// - Gammapy's `gammapy-data-index.json`: `[{name, files: [{path, url, filesize, hashmd5}]}]`;
    /// - the tree of a GitHub repository: `{tree: [{path, type, size, sha}]}`;
    /// - a Zenodo record: `{files: [{key, size, checksum, links: {self}}]}`.
    /// - Parameters:
    ///   - location: where the manifest was fetched, for relative addresses and for faults.
    ///   - source: which data set is wanted, and which folder of a repository it is.
    /// - Throws: faults with line and column; ``Fault/Code/noData`` when the manifest lists nothing of that name.
    public static func parse(_ text: String, location: String, source: DatasetSource) throws -> DatasetManifest {
        let root = try YAMLNode.parse(text, file: location)
        let files: [File]
        if root.isSequence {
            files = try index(root, location, source)
        } else if let tree = root["tree"] {
            files = try repository(tree, source)
        } else {
            files = try root.required("files").sequence().map { try file($0, location) }
        }
        guard !files.isEmpty else {
            throw Fault(.noData, "there are no files of '\(source.name)' in this list", at: Origin(file: location))
        }
        var seen: Set<String> = []
        for file in files where !seen.insert(file.path).inserted {
            throw Fault(.badValue, "the file '\(file.path)' is listed twice", at: Origin(file: location))
        }
        return DatasetManifest(name: source.name, files: files)
    }

    private static func index(_ root: YAMLNode, _ location: String, _ source: DatasetSource) throws -> [File] {
        let records = try root.sequence()
        let names = try records.map { try $0.required("name").string() }
        guard let record = zip(names, records).first(where: { $0.0 == source.name })?.1 else {
            throw Fault(
                .noData, "there is no data set '\(source.name)' in this list", at: Origin(file: location),
                hint: nearestName(to: source.name, in: names).map { "did you mean '\($0)'?" }
                    ?? "data sets: \(names.joined(separator: ", "))")
        }
        return try record.required("files").sequence().map { try file($0, location) }
    }

    private static func repository(_ tree: YAMLNode, _ source: DatasetSource) throws -> [File] {
        let folder = source.folder.isEmpty ? "" : source.folder + "/"
        var files: [File] = []
        for entry in try tree.sequence() where (try? entry["type"]?.string()) == "blob" {
            let path = try entry.required("path").string()
            guard path.hasPrefix(folder) else { continue }
            let sha = try checksum(entry, "sha", digits: 40, at: entry)
            files.append(
                File(
                    path: try safePath(path, at: entry), url: try address(path, relativeTo: source.baseURL, at: entry),
                    size: try size(entry, "size"), checksum: sha.map { .gitBlob($0) }))
        }
        return files
    }

    private static func file(_ entry: YAMLNode, _ location: String) throws -> File {
        let key = entry["path"] == nil ? "key" : "path"
        let path = try entry.required(key).string()
        let stated = try entry.optional("url")?.string() ?? entry["links"]?.optional("self")?.string()
        var sum = try checksum(entry, "sha256", digits: 64, at: entry).map { Checksum.sha256($0) }
        if sum == nil { sum = try checksum(entry, "md5", digits: 32, at: entry).map { .md5($0) } }
        if sum == nil { sum = try checksum(entry, "hashmd5", digits: 32, at: entry).map { .md5($0) } }
        if sum == nil, let text = try entry.optional("checksum")?.string() {
            let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
            switch (parts.first, parts.last?.count) {
            case ("md5", 32): sum = .md5(parts[1])
            case ("sha256", 64): sum = .sha256(parts[1])
            default:
                throw Fault(
                    .badValue, "'\(text)' is not a checksum known here", at: entry["checksum"]?.origin ?? entry.origin)
            }
        }
        return File(
            path: try safePath(path.hasPrefix("$GAMMAPY_DATA/") ? String(path.dropFirst(14)) : path, at: entry),
            url: try address(stated ?? path, relativeTo: location, at: entry),
            size: try size(entry, "size") ?? size(entry, "filesize"), checksum: sum)
    }

    private static func size(_ entry: YAMLNode, _ key: String) throws -> Int? {
        guard let node = entry.optional(key) else { return nil }
        let size = try node.int()
        guard size >= 0 else { throw Fault(.badValue, "a size must not be negative", at: node.origin) }
        return size
    }

    private static func checksum(_ entry: YAMLNode, _ key: String, digits: Int, at place: YAMLNode) throws -> String? {
        guard let node = entry.optional(key) else { return nil }
        let text = try node.string().lowercased()
        guard text.count == digits, text.allSatisfy(\.isHexDigit) else {
            throw Fault(.badValue, "'\(text)' is not a checksum of \(digits) digits", at: node.origin)
        }
        return text
    }

    /// A path that stays below the data folder, whatever the list says.
    private static func safePath(_ path: String, at place: YAMLNode) throws -> String {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let isSafe =
            !parts.isEmpty
            && parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." && !$0.contains("\0") && !$0.contains("\\") }
        guard isSafe else {
            throw Fault(.badValue, "'\(path)' does not stay below the data folder", at: place.origin)
        }
        return path
    }

    /// An absolute address; only http and https are fetched.
    private static func address(_ text: String, relativeTo base: String, at place: YAMLNode) throws -> String {
        if text.contains("://") {
            guard text.hasPrefix("http://") || text.hasPrefix("https://"), !text.contains(where: \.isWhitespace) else {
                throw Fault(.badValue, "'\(text)' is not an http address", at: place.origin)
            }
            return text
        }
        guard base.contains("://"), let end = base.lastIndex(of: "/"),
            let encoded = text.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed)
        else {
            throw Fault(
                .badValue, "'\(text)' is not an address", at: place.origin,
                hint: "a list that lies in a local file needs complete addresses")
        }
        return String(base[...end]) + encoded
    }
}
