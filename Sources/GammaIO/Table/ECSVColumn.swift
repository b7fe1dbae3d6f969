import GammaCore

/// A column of an ECSV file as its header describes it.
struct ECSVColumn {
    /// Types of the ECSV standard that have a counterpart here.
    enum Kind: String {
        case bool, int8, int16, int32, int64, uint8, uint16, uint32, uint64, float16, float32, float64, float128,
            string, json
    }

    /// An empty cell stands for an array of missing values, but not for one of a size that only a damaged header asks for.
    private static let mostEmptyValues = 65_536

    let name: String
    let unit: String
    let description: String
    let kind: Kind
    /// Shape of one row in C order; nil for scalars.
    let shape: [Int]?
    let isVariable: Bool

    init(_ node: YAMLNode) throws {
        name = try node.required("name").string()
        unit = try node.optional("unit")?.string() ?? ""
        description = try node.optional("description")?.string() ?? ""
        let type = try node.required("datatype")
        let subtype = try type.string() == "string" ? node.optional("subtype") : nil
        let text = try (subtype ?? type).string()
        let bracket = text.firstIndex(of: "[") ?? text.endIndex
        let word = text[..<bracket] == "object" ? "json" : String(text[..<bracket])
        guard let kind = Kind(rawValue: word) else {
            throw Fault(.unsupported, "column '\(name)' has the type '\(text)'", at: (subtype ?? type).origin)
        }
        self.kind = kind
        let sizes = text[bracket...].dropFirst().prefix { $0 != "]" }.split(separator: ",").map(\.trimmingBlanks)
        isVariable = sizes.contains("null")
        shape = bracket == text.endIndex || isVariable ? nil : sizes.compactMap { Int($0) }
        let count = (shape ?? []).reduce((product: 1, isValid: true)) {
            let (product, overflow) = $0.product.multipliedReportingOverflow(by: $1)
            return (product, $0.isValid && !overflow && $1 > 0)
        }
        guard count.isValid, shape?.count ?? sizes.count == sizes.count else {
            throw Fault(.malformed, "column '\(name)' has the shape '\(text)'", at: (subtype ?? type).origin)
        }
    }

    /// The column made of the text of its cells.
    func column(_ cells: [String], place: (Int) -> Origin) throws -> Column {
        var column = Column(name, .double([]), unit: unit, description: description)
        if isVariable {
            column.values = .variable(
                try cells.indices.map { row in
                    let values = try items(cells[row], place(row))
                    return try values.map { try number($0, place(row)) }
                })
            column.variableElement = variableElement
            return column
        }
        guard let shape else {
            column.values = try values(cells.indices.map { (cells[$0], $0) }, into: &column, place)
            return column
        }
        column.shape = shape.reversed()
        let count = shape.reduce(1, *)
        var flat: [(String, Int)] = []
        for row in cells.indices {
            let isEmpty = cells[row].isEmpty && count <= Self.mostEmptyValues
            let values = isEmpty ? [String](repeating: "", count: count) : try items(cells[row], place(row))
            guard values.count == count else {
                throw Fault(.malformed, "\(values.count) values where \(count) belong", at: place(row))
            }
            flat += values.map { ($0, row) }
        }
        column.values = try values(flat, into: &column, place)
        return column
    }

    private var variableElement: Column.VariableElement {
        switch kind {
        case .bool, .uint8: .uint8
        case .int8, .int16: .int16
        case .uint16, .int32: .int32
        case .uint32, .int64, .uint64: .int64
        case .float16, .float32: .float
        default: .double
        }
    }

    /// The innermost values of a JSON array in order; null is empty.
    private func items(_ cell: String, _ place: Origin) throws -> [String] {
        do {
            return Self.flatten(try JSONValue.parse(cell))
        } catch let fault as Fault {
            throw Fault(.malformed, fault.message, at: place)
        }
    }

    private static func flatten(_ value: JSONValue) -> [String] {
        switch value {
        case .array(let items): items.flatMap(flatten)
        case .null: [""]
        case .string(let text): [text]
        case .bool(let flag): [flag ? "True" : "False"]
        case .double(let value): ["\(value)"]
        default: [value.text()]
        }
    }

    private func number(_ text: String, _ place: Origin) throws -> Double {
        if text.isEmpty { return .nan }
        switch text.lowercased() {
        case "true": return 1
        case "false": return 0
        default: break
        }
        guard let value = Double(text) else { throw Fault(.badValue, "'\(text)' is not a number", at: place) }
        return value
    }

    private func values(
        _ cells: [(text: String, row: Int)], into column: inout Column, _ place: (Int) -> Origin
    ) throws -> Column.Values {
        func integers<Raw: FixedWidthInteger>(_ type: Raw.Type) throws -> [Raw] {
            markMissing()
            return try cells.map { text, row in
                if text.isEmpty { return 0 }
                guard let value = Raw(text) else {
                    throw Fault(.badValue, "'\(text)' is not a \(kind.rawValue)", at: place(row))
                }
                return value
            }
        }
        func markMissing() {
            if cells.contains(where: { $0.text.isEmpty }) { column.missing = cells.map { $0.text.isEmpty } }
        }
        switch kind {
        case .string, .json: return .string(cells.map(\.text))
        case .float64, .float128: return .double(try cells.map { try number($0.text, place($0.row)) })
        case .float16, .float32: return .float(try cells.map { Float(try number($0.text, place($0.row))) })
        case .int8, .int16: return .int16(try integers(Int16.self))
        case .uint8: return .uint8(try integers(UInt8.self))
        case .uint16, .int32: return .int32(try integers(Int32.self))
        case .uint32, .int64: return .int64(try integers(Int64.self))
        case .uint64:
            let values = try integers(UInt64.self)
            return values.contains { $0 > UInt64(Int64.max) }
                ? .double(values.map(Double.init)) : .int64(values.map { Int64(truncatingIfNeeded: $0) })
        case .bool:
            markMissing()
            return .bool(
                try cells.map { text, row in
                    switch text {
                    case "True", "true", "1": return true
                    case "False", "false", "0", "": return false
                    default: throw Fault(.badValue, "'\(text)' is neither True nor False", at: place(row))
                    }
                })
        }
    }
}
