import GammaCore

/// Lays the columns of a table out as rows of big-endian values with a heap behind them.
struct FITSTableEncoder {
    private struct Field {
        let column: Column
        let form: String
        let size: Int
        /// Length of each string.
        var stringLength = 0
        /// The integer that stands for a missing value.
        var null: Int?
    }

    let table: Table
    let origin: Origin
    private let fields: [Field]

    /// Bytes of a row.
    var rowSize: Int { fields.reduce(0) { $0 + $1.size } }

    init(_ table: Table, origin: Origin) throws {
        self.table = table
        self.origin = origin
        fields = try table.columns.map { try Self.field(of: $0, origin: origin) }
    }

    /// TTYPE, TFORM, TUNIT, TDIM, TNULL and TCOMM of all columns.
    var columnCards: [FITSHeader.Card] {
        fields.enumerated().flatMap { index, field in
            let number = index + 1
            let column = field.column
            var cards: [FITSHeader.Card] = [
                .init("TTYPE\(number)", .string(column.name)), .init("TFORM\(number)", .string(field.form)),
            ]
            if !column.unit.isEmpty { cards.append(.init("TUNIT\(number)", .string(column.unit))) }
            if let null = field.null { cards.append(.init("TNULL\(number)", .int(null))) }
            if let dimensions = Self.dimensions(field) { cards.append(.init("TDIM\(number)", .string(dimensions))) }
            if !column.description.isEmpty { cards.append(.init("TCOMM\(number)", .string(column.description))) }
            return cards
        }
    }

    /// TDIM where TFORM does not say it: more than one axis, an axis of one, lists of strings.
    private static func dimensions(_ field: Field) -> String? {
        let shape = field.column.shape
        if case .variable = field.column.values { return nil }
        if case .string = field.column.values {
            return shape.isEmpty ? nil : "(\(([field.stringLength] + shape).map(String.init).joined(separator: ",")))"
        }
        guard shape.count > 1 || shape == [1] else { return nil }
        return "(\(shape.map(String.init).joined(separator: ",")))"
    }

    private static func field(of column: Column, origin: Origin) throws -> Field {
        let width = column.width
        guard width > 0 || column.rowCount == 0 else {
            throw Fault(
                .badColumn, "a column without elements has no rows",
                at: Origin(column: column.name).completed(by: origin))
        }
        func plain(_ code: String, _ size: Int) -> Field {
            Field(column: column, form: "\(width)\(code)", size: width * size)
        }
        func integers<Raw: FixedWidthInteger>(_ values: [Raw], _ code: String, preferred: Raw) throws -> Field {
            var field = plain(code, MemoryLayout<Raw>.size)
            if column.missing.contains(true) {
                field.null = try null(values, column, preferred: preferred, origin: origin)
            }
            return field
        }
        switch column.values {
        case .double: return plain("D", 8)
        case .float: return plain("E", 4)
        case .int64(let values): return try integers(values, "K", preferred: .min)
        case .int32(let values): return try integers(values, "J", preferred: .min)
        case .int16(let values): return try integers(values, "I", preferred: .min)
        case .uint8(let values): return try integers(values, "B", preferred: .max)
        case .bool: return plain("L", 1)
        case .bits: return Field(column: column, form: "\(width)X", size: (width + 7) / 8)
        case .string(let values):
            let length = max(1, values.reduce(0) { max($0, $1.utf8.count) })
            var field = Field(column: column, form: "\(width * length)A", size: width * length)
            field.stringLength = length
            return field
        case .variable(let rows):
            let element = column.variableElement
            let longest = rows.reduce(0) { max($0, $1.count) }
            let heap = rows.reduce(0) { $0 + $1.count } * element.size
            let isLong = heap > Int(Int32.max)
            return Field(
                column: column, form: "1\(isLong ? "Q" : "P")\(element.rawValue)(\(longest))", size: isLong ? 16 : 8)
        }
    }

    /// An integer that no present value has.
    private static func null<Raw: FixedWidthInteger>(
        _ values: [Raw], _ column: Column, preferred: Raw, origin: Origin
    ) throws -> Int {
        var used: Set<Raw> = []
        for (value, isMissing) in zip(values, column.missing) where !isMissing { used.insert(value) }
        var candidate = preferred
        for _ in 0...used.count {
            if !used.contains(candidate) { return Int(candidate) }
            candidate = preferred == .max ? candidate &- 1 : candidate &+ 1
            if candidate == preferred { break }
        }
        throw Fault(
            .badColumn, "every integer is used, none is left to mark missing values",
            at: Origin(column: column.name).completed(by: origin))
    }

    /// The rows and the heap.
    func encode() throws -> (rows: [UInt8], heap: [UInt8]) {
        var heap: [UInt8] = []
        let rowSize = rowSize
        var rows = [UInt8](repeating: 0, count: rowSize * table.rowCount)
        try rows.withUnsafeMutableBytes { target in
            var offset = 0
            for field in fields {
                try encode(field, at: offset, rowSize: rowSize, into: target, heap: &heap)
                offset += field.size
            }
        }
        return (rows, heap)
    }

    private func encode(
        _ field: Field, at offset: Int, rowSize: Int, into target: UnsafeMutableRawBufferPointer, heap: inout [UInt8]
    ) throws {
        let column = field.column
        func scatter<Value, Raw: FixedWidthInteger>(_ values: [Value], _ make: (Value) -> Raw) {
            let width = column.width
            let size = MemoryLayout<Raw>.size
            var next = 0
            for row in 0..<table.rowCount {
                for element in 0..<width {
                    let raw = make(values[next])
                    target.storeBytes(
                        of: raw.bigEndian, toByteOffset: row * rowSize + offset + element * size, as: Raw.self)
                    next += 1
                }
            }
        }
        func integers<Raw: FixedWidthInteger>(_ values: [Raw]) {
            guard let null = field.null else { return scatter(values) { $0 } }
            let marked = zip(values, column.missing).map { $1 ? Raw(truncatingIfNeeded: null) : $0 }
            scatter(marked) { $0 }
        }
        switch column.values {
        case .double(let values): scatter(values) { $0.bitPattern }
        case .float(let values): scatter(values) { $0.bitPattern }
        case .int64(let values): integers(values)
        case .int32(let values): integers(values)
        case .int16(let values): integers(values)
        case .uint8(let values): integers(values)
        case .bool(let values): scatter(values) { $0 ? UInt8(ascii: "T") : UInt8(ascii: "F") }
        case .bits(let values):
            let width = column.width
            for row in 0..<table.rowCount {
                for bit in 0..<width where values[row * width + bit] {
                    target[row * rowSize + offset + bit / 8] |= 0x80 >> (bit % 8)
                }
            }
        case .string(let values):
            let width = column.width
            for (index, text) in values.enumerated() {
                let start = index / width * rowSize + offset + index % width * field.stringLength
                for (position, byte) in text.utf8.enumerated() { target[start + position] = byte }
            }
        case .variable(let values):
            for (row, elements) in values.enumerated() {
                let start = row * rowSize + offset
                if field.size == 16 {
                    target.storeBytes(of: Int64(elements.count).bigEndian, toByteOffset: start, as: Int64.self)
                    target.storeBytes(of: Int64(heap.count).bigEndian, toByteOffset: start + 8, as: Int64.self)
                } else {
                    let (count, place) = (
                        Int32(truncatingIfNeeded: elements.count), Int32(truncatingIfNeeded: heap.count)
                    )
                    target.storeBytes(of: count.bigEndian, toByteOffset: start, as: Int32.self)
                    target.storeBytes(of: place.bigEndian, toByteOffset: start + 4, as: Int32.self)
                }
                for value in elements { try append(value, as: column.variableElement, of: column, row: row, to: &heap) }
            }
        }
    }

    private func append(
        _ value: Double, as element: Column.VariableElement, of column: Column, row: Int, to heap: inout [UInt8]
    ) throws {
        func integer<Raw: FixedWidthInteger>(_ type: Raw.Type) throws {
            guard let raw = Raw(exactly: value) else {
                throw Fault(
                    .badColumn, "\(value) cannot be stored as \(element)",
                    at: Origin(column: column.name, row: row + 1).completed(by: origin))
            }
            heap.append(bigEndian: raw)
        }
        switch element {
        case .uint8: try integer(UInt8.self)
        case .int16: try integer(Int16.self)
        case .int32: try integer(Int32.self)
        case .int64: try integer(Int64.self)
        case .float: heap.append(bigEndian: Float(value).bitPattern)
        case .double: heap.append(bigEndian: value.bitPattern)
        }
    }
}

extension Column.VariableElement {
    var size: Int {
        switch self {
        case .uint8: 1
        case .int16: 2
        case .int32, .float: 4
        case .int64, .double: 8
        }
    }
}
