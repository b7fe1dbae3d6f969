import GammaCore

extension Table {
    /// Writes an ECSV file that astropy and Gammapy read; the file is replaced as a whole.
    /// - Throws: ``Fault/Code/fileUnwritable``.
    public func writeECSV(to path: String) throws { try AtomicFile.write(ecsvText, to: path) }

    /// The table as ECSV 1.0: header cards as metadata, array columns as JSON in their cells, missing values empty.
    public var ecsvText: String {
        var lines = ["%ECSV 1.0", "---", "datatype:"]
        lines += columns.map { "- " + $0.ecsvHeader.flowText() }
        let meta = metadata
        if !meta.isEmpty { lines.append("meta: !!omap") }
        lines += meta.map { "- " + YAMLNode([($0.0, $0.1)]).flowText() }
        lines.append("schema: astropy-2.0")
        var text = lines.map { "# " + $0 + "\n" }.joined()
        text += columns.map { Self.cell($0.name) }.joined(separator: " ") + "\n"
        let cells = columns.map(\.ecsvCells)
        for row in 0..<rowCount {
            text += cells.map { $0[row] }.joined(separator: " ") + "\n"
        }
        return text
    }

    private var metadata: [(String, YAMLNode)] {
        var pairs: [(String, YAMLNode)] = name.isEmpty ? [] : [("EXTNAME", YAMLNode(name))]
        var comments: [String] = []
        for card in header.cards {
            switch card.value {
            case .string(let text): pairs.append((card.keyword, YAMLNode(text)))
            case .int(let value): pairs.append((card.keyword, YAMLNode(value)))
            case .double(let value): pairs.append((card.keyword, YAMLNode(value)))
            case .bool(let flag): pairs.append((card.keyword, YAMLNode(flag)))
            case .undefined: pairs.append((card.keyword, .null))
            case .comment(let text): comments.append(text)
            }
        }
        if !comments.isEmpty { pairs.append(("comments", YAMLNode(comments))) }
        return pairs
    }

    /// A cell with the quotes it needs.
    static func cell(_ text: String) -> String {
        let needsQuotes =
            text.isEmpty || text.utf8.contains { $0 == 0x20 || $0 == 0x22 || $0 == 0x0a || $0 == 0x0d || $0 == 0x09 }
        return needsQuotes || text.hasPrefix("#") ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }
}

extension Column {
    fileprivate var ecsvHeader: YAMLNode {
        var pairs: [(String, YAMLNode)] = [("name", YAMLNode(name))]
        if !unit.isEmpty { pairs.append(("unit", YAMLNode(unit))) }
        if case .variable = values {
            pairs += [("datatype", "string"), ("subtype", YAMLNode("\(ecsvType)[null]"))]
        } else if shape.isEmpty {
            pairs.append(("datatype", YAMLNode(ecsvType)))
        } else {
            let sizes = shape.reversed().map(String.init).joined(separator: ",")
            pairs += [("datatype", "string"), ("subtype", YAMLNode("\(ecsvType)[\(sizes)]"))]
        }
        if !description.isEmpty { pairs.append(("description", YAMLNode(description))) }
        return YAMLNode(pairs)
    }

    private var ecsvType: String {
        switch values {
        case .double: "float64"
        case .float: "float32"
        case .int64: "int64"
        case .int32: "int32"
        case .int16: "int16"
        case .uint8: "uint8"
        case .bool, .bits: "bool"
        case .string: "string"
        case .variable:
            switch variableElement {
            case .uint8: "uint8"
            case .int16: "int16"
            case .int32: "int32"
            case .int64: "int64"
            case .float: "float32"
            case .double: "float64"
            }
        }
    }

    /// One cell a row.
    fileprivate var ecsvCells: [String] {
        if case .variable(let rows) = values {
            let isFloat = variableElement == .float || variableElement == .double
            return rows.map { row in
                Table.cell(JSONValue.array(row.map { isFloat ? .double($0) : JSONValue(integer: $0) }).pythonText)
            }
        }
        if shape.isEmpty { return ecsvScalars.map(Table.cell) }
        let items = ecsvItems
        let width = width
        return (0..<rowCount).map { row in
            var items = Array(items[row * width..<(row + 1) * width])
            for length in shape.dropLast() {
                items = stride(from: 0, to: items.count, by: length).map { .array(Array(items[$0..<$0 + length])) }
            }
            return Table.cell(JSONValue.array(items).pythonText)
        }
    }

    var ecsvScalars: [String] {
        func text<Value>(_ values: [Value], _ make: (Value) -> String) -> [String] {
            missing.isEmpty ? values.map(make) : zip(values, missing).map { $1 ? "" : make($0) }
        }
        return switch values {
        case .double(let v): text(v) { "\($0)" }
        case .float(let v): text(v) { "\($0)" }
        case .int64(let v): text(v) { "\($0)" }
        case .int32(let v): text(v) { "\($0)" }
        case .int16(let v): text(v) { "\($0)" }
        case .uint8(let v): text(v) { "\($0)" }
        case .bool(let v), .bits(let v): text(v) { $0 ? "True" : "False" }
        case .string(let v): text(v) { $0 }
        case .variable: []
        }
    }

    private var ecsvItems: [JSONValue] {
        func items<Value>(_ values: [Value], _ make: (Value) -> JSONValue) -> [JSONValue] {
            missing.isEmpty ? values.map(make) : zip(values, missing).map { $1 ? .null : make($0) }
        }
        return switch values {
        case .double(let v): items(v) { .double($0) }
        // Through text, so that 0.1 does not become 0.10000000149011612.
        case .float(let v): items(v) { .double(Double("\($0)") ?? Double($0)) }
        case .int64(let v): items(v) { .int(Int($0)) }
        case .int32(let v): items(v) { .int(Int($0)) }
        case .int16(let v): items(v) { .int(Int($0)) }
        case .uint8(let v): items(v) { .int(Int($0)) }
        case .bool(let v), .bits(let v): items(v) { .bool($0) }
        case .string(let v): items(v) { .string($0) }
        case .variable: []
        }
    }
}

extension JSONValue {
    fileprivate init(integer value: Double) { self = Int(exactly: value).map { .int($0) } ?? .double(value) }

    /// JSON as Python writes it: NaN and infinities by name, which astropy reads.
    fileprivate var pythonText: String {
        switch self {
        case .double(let value) where value.isNaN: "NaN"
        case .double(let value) where value.isInfinite: value < 0 ? "-Infinity" : "Infinity"
        case .array(let items): "[" + items.map(\.pythonText).joined(separator: ",") + "]"
        default: text()
        }
    }
}
