import GammaCore

extension Table {
    /// Reads an ECSV table (version 1.0), with array columns as JSON in their cells.
    ///
    /// Empty cells are NaN, or marked in ``Column/missing`` for integers and logical values. Metadata become header cards;
    /// comments become COMMENT cards and nested metadata text in YAML.
    /// - Throws: faults with line and column of what cannot be read.
    public static func readECSV(_ path: String) throws -> Table { try parseECSV(TextFile.read(path), file: path) }

    /// Parses the text of an ECSV file; see ``readECSV(_:)``.
    /// - Parameter file: what faults call the text.
    public static func parseECSV(_ text: String, file: String? = nil) throws -> Table {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let first = lines.first, first.hasPrefix("# %ECSV") else {
            throw Fault(
                .malformed, "this is not an ECSV file: it does not begin with '# %ECSV 1.0'",
                at: Origin(file: file, line: 1))
        }
        let head = lines.prefix { $0.hasPrefix("#") }
        // As many lines as in the file, so that the parser's line numbers are those of the file.
        let yaml = "\n" + head.dropFirst().map { $0.dropFirst($0.hasPrefix("# ") ? 2 : 1) }.joined(separator: "\n")
        let node = try YAMLNode.parse(yaml, file: file)
        let columns = try node.required("datatype").sequence().map(ECSVColumn.init)
        let delimiter = try node.optional("delimiter")?.string() ?? " "
        guard let separator = delimiter.utf8.first, delimiter.utf8.count == 1 else {
            throw Fault(.malformed, "the delimiter must be one character", at: node["delimiter"]?.origin ?? node.origin)
        }
        let body = lines.dropFirst(head.count).joined(separator: "\n")
        var rows = try DelimitedText.rows(body, separator: separator, firstLine: head.count + 1, file: file)
        rows.removeAll { $0.cells.isEmpty }
        guard let names = rows.first, names.cells == columns.map(\.name) else {
            throw Fault(
                .malformed, "the line of column names does not agree with the header",
                at: Origin(file: file, line: rows.first?.line ?? head.count + 1))
        }
        let data = rows.dropFirst()
        for row in data where row.cells.count != columns.count {
            throw Fault(
                .malformed, "\(row.cells.count) values where \(columns.count) belong",
                at: Origin(file: file, line: row.line))
        }
        let lineNumbers = data.map(\.line)
        var table = Table(
            header: FITSHeader(try cards(node.optional("meta")), origin: Origin(file: file)), origin: Origin(file: file)
        )
        for (index, column) in columns.enumerated() {
            let cells = data.map { $0.cells[index] }
            table.append(
                try column.column(cells) { row in
                    Origin(file: file, column: column.name, row: row + 1, line: lineNumbers[row])
                })
        }
        if case .string(let name) = table.header["EXTNAME"] {
            table.name = name
            table.header["EXTNAME"] = nil
        }
        return table
    }

    /// Metadata: a mapping, or an ordered mapping written as a list of single pairs.
    private static func cards(_ meta: YAMLNode?) throws -> [FITSHeader.Card] {
        guard let meta else { return [] }
        let pairs = meta.isSequence ? try meta.sequence().flatMap { try $0.mapping() } : try meta.mapping()
        return pairs.flatMap { key, value -> [FITSHeader.Card] in
            if key == "comments", let lines = try? value.strings() {
                return lines.map { FITSHeader.Card("COMMENT", .comment($0)) }
            }
            return [FITSHeader.Card(key, FITSHeader.Value(value))]
        }
    }
}

extension FITSHeader.Value {
    /// A scalar as its kind; a list or mapping as text in YAML flow style.
    init(_ node: YAMLNode) {
        if node.isNull {
            self = .undefined
        } else if node.isString || node.isSequence || node.isMapping {
            self = .string((try? node.string()) ?? node.flowText())
        } else if let flag = try? node.bool() {
            self = .bool(flag)
        } else if let text = try? node.string(), let integer = YAMLScalar.int(text) {
            self = .int(integer)
        } else {
            self = (try? node.double()).map { .double($0) } ?? .undefined
        }
    }
}

/// Text in rows of cells: quotes around cells, doubled quotes within.
enum DelimitedText {
    struct Row {
        let cells: [String]
        let line: Int
    }

    static func rows(_ text: String, separator: UInt8, firstLine: Int, file: String?) throws -> [Row] {
        let bytes = Array(text.utf8)
        let quote = UInt8(ascii: "\"")
        let newline = UInt8(ascii: "\n")
        let isBlank = separator == UInt8(ascii: " ")
        var rows: [Row] = []
        var line = firstLine
        var position = 0
        while position < bytes.count {
            var cells: [String] = []
            let start = line
            var needsCell = false
            while position < bytes.count, bytes[position] != newline {
                if bytes[position] == separator || bytes[position] == 0x20 {
                    if bytes[position] == separator, !isBlank {
                        if needsCell || cells.isEmpty { cells.append("") }
                        needsCell = true
                    }
                    position += 1
                    continue
                }
                var cell: [UInt8] = []
                if bytes[position] == quote {
                    position += 1
                    var isClosed = false
                    while position < bytes.count {
                        let byte = bytes[position]
                        position += 1
                        if byte == newline { line += 1 }
                        if byte == quote {
                            guard position < bytes.count, bytes[position] == quote else {
                                isClosed = true
                                break
                            }
                            position += 1
                        }
                        cell.append(byte)
                    }
                    guard isClosed else {
                        throw Fault(.malformed, "a quote is not closed", at: Origin(file: file, line: start))
                    }
                } else {
                    while position < bytes.count, bytes[position] != separator, bytes[position] != newline {
                        cell.append(bytes[position])
                        position += 1
                    }
                    while cell.last == 0x20 { cell.removeLast() }
                }
                cells.append(String(decoding: cell, as: UTF8.self))
                needsCell = false
            }
            if needsCell { cells.append("") }
            rows.append(Row(cells: cells, line: start))
            position += 1
            line += 1
        }
        return rows
    }
}
