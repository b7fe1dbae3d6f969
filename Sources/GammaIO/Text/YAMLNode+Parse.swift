import GammaCore
import Yams

extension YAMLNode {
    /// Parses one YAML document. Aliases and merge keys (`<<`) are resolved; an empty document is null.
    /// - Parameter file: what faults call the text.
    /// - Throws: ``Fault/Code/yamlSyntax`` with line and column, also for duplicate keys, for documents that nest deeper than 100
    ///   levels and for aliases that would blow up to more than a million nodes.
    public static func parse(_ text: String, file: String? = nil) throws -> YAMLNode {
        try refuseComplexKeys(in: text, file: file)
        let root: Node?
        do {
            root = try Yams.compose(yaml: text)
        } catch let error as YamlError {
            throw fault(error, text: text, file: file)
        }
        guard let root else {
            return YAMLNode(.scalar("", isQuoted: false), origin: Origin(file: file, line: 1, lineColumn: 1))
        }
        var converter = Converter(file: file)
        return try converter.node(root, path: "", depth: 0)
    }

    /// Reads a YAML file.
    /// - Throws: faults for a file that cannot be read, that is not UTF-8, and those of ``parse(_:file:)``.
    public static func read(_ path: String) throws -> YAMLNode {
        try parse(TextFile.read(path), file: path)
    }

    /// Yams compares whole keys, which takes exponential time when keys are built from nested aliases. No file here needs such
    /// keys, so they are refused where there are enough aliases to do harm (3¹⁰ values).
    private static func refuseComplexKeys(in text: String, file: String?) throws {
        guard text.utf8.contains(UInt8(ascii: "&")), text.utf8.lazy.filter({ $0 == UInt8(ascii: "*") }).count > 30
        else { return }
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let hasAliasKey = line.contains(#/(^|[\s\[{,?])\*[^\s,\[\]{}:]+\s*:/#)
            let hasComplexKey = line.contains(#/(^|[\s\[{,-])\?(\s|$)/#) || line.contains(#/[\]}]\s*:/#)
            guard hasAliasKey || hasComplexKey else { continue }
            throw Fault(
                .yamlSyntax, "keys must be plain text here, not aliases, lists or mappings",
                at: Origin(file: file, line: index + 1, lineColumn: 1))
        }
    }

    private static func fault(_ error: YamlError, text: String, file: String?) -> Fault {
        func make(_ problem: String, _ line: Int, _ column: Int?, hint: String? = nil) -> Fault {
            let margin = Self.line(line, of: text).prefix { $0 == " " || $0 == "\t" }
            return Fault(
                .yamlSyntax, problem, at: Origin(file: file, line: max(1, line), lineColumn: column.map { max(1, $0) }),
                hint: margin.contains("\t") ? "indent with blanks, not tabs" : hint)
        }
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            return make(context.map { "\(problem) (\($0.text))" } ?? problem, mark.line, mark.column)
        case .duplicatedKeysInMapping(let names, let context):
            return make(
                "duplicate key '\(names.first ?? "")'", context.mark.line, context.mark.column, hint: "keep one of them"
            )
        case .reader(let problem, let offset, _, _):
            let before = text.utf8.prefix(max(0, offset ?? 0))
            let line = before.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            let column = line.last.map { String(decoding: $0, as: UTF8.self).unicodeScalars.count } ?? 0
            return make(problem, line.count, column + 1)
        default:
            return make("this is not YAML", 1, nil)
        }
    }

    private static func line(_ number: Int, of text: String) -> Substring {
        let lines = text.split(separator: "\n", maxSplits: max(0, number), omittingEmptySubsequences: false)
        return number >= 1 && number <= lines.count ? lines[number - 1] : ""
    }
}

/// Copies Yams' nodes into values with origins, within limits on depth and size.
private struct Converter {
    let file: String?
    var count = 0

    mutating func node(_ node: Node, path: String, depth: Int) throws -> YAMLNode {
        let mark = node.mark
        let origin = Origin(file: file, line: mark?.line, lineColumn: mark?.column, keyPath: path.isEmpty ? nil : path)
        count += 1
        guard depth <= 100 else { throw Fault(.yamlSyntax, "nested deeper than 100 levels", at: origin) }
        guard count <= 1_000_000 else { throw Fault(.yamlSyntax, "too many values, or aliases of aliases", at: origin) }
        switch node {
        case .scalar(let scalar):
            let isText = scalar.style != .plain || scalar.tag.description == Tag.Name.str.rawValue
            return YAMLNode(.scalar(scalar.string, isQuoted: isText), origin: origin)
        case .sequence(let sequence):
            let items = try sequence.enumerated().map { try self.node($1, path: "\(path)[\($0)]", depth: depth + 1) }
            return YAMLNode(.sequence(items), origin: origin)
        case .mapping(let mapping):
            return YAMLNode(.mapping(try pairs(mapping, path: path, depth: depth)), origin: origin)
        case .alias:
            throw Fault(.yamlSyntax, "an alias that cannot be resolved", at: origin)
        }
    }

    private mutating func pairs(
        _ mapping: Node.Mapping, path: String, depth: Int
    ) throws -> [(key: YAMLNode, value: YAMLNode)] {
        var pairs: [(key: YAMLNode, value: YAMLNode)] = []
        var merged: [(key: YAMLNode, value: YAMLNode)] = []
        for (key, value) in mapping {
            let keyNode = try node(key, path: path, depth: depth + 1)
            guard case .scalar(let name, let isQuoted) = keyNode.content else {
                throw Fault(.yamlSyntax, "a key must be plain text", at: keyNode.origin)
            }
            let valuePath = path.isEmpty ? name : "\(path).\(name)"
            if name == "<<", !isQuoted {
                merged += try mergedPairs(value, path: path, depth: depth + 1)
            } else {
                pairs.append((keyNode, try node(value, path: valuePath, depth: depth + 1)))
            }
        }
        guard !merged.isEmpty else { return pairs }
        var seen = Set(pairs.map(\.key.scalarText))
        return merged.filter { seen.insert($0.key.scalarText).inserted } + pairs
    }

    private mutating func mergedPairs(
        _ value: Node, path: String, depth: Int
    ) throws -> [(key: YAMLNode, value: YAMLNode)] {
        let node = try node(value, path: path, depth: depth)
        switch node.content {
        case .mapping(let pairs): return pairs
        case .sequence(let items):
            return try items.flatMap { item in
                guard case .mapping(let pairs) = item.content else {
                    throw Fault(.yamlSyntax, "only mappings can be merged", at: item.origin)
                }
                return pairs
            }
        case .scalar: throw Fault(.yamlSyntax, "only mappings can be merged", at: node.origin)
        }
    }
}
