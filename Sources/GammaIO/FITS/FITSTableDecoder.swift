import GammaCore

/// Takes columns out of the big-endian rows of a binary table. The fields were checked to lie within `rowSize`.
struct FITSTableDecoder {
    let data: UnsafeRawBufferPointer
    let rowSize: Int
    let rows: Int
    /// Offset of the heap in `data`.
    let heap: Int

    /// One column with its scaling, nulls and shape.
    func column(_ field: FITSField) throws -> Column {
        var column = Column(
            field.name, .double([]), unit: field.unit, shape: field.shape, description: field.description)
        if let element = field.form.element {
            try decodeVariable(field, element: element, into: &column)
        } else if field.form.count == 0, field.form.code != "A" {
            // A field of no elements has no values to keep its number of rows: it is a list of empty rows.
            column.shape = []
            column.values = .variable([[Double]](repeating: [], count: rows))
        } else {
            decodeFixed(field, into: &column)
        }
        return column
    }

    private func decodeFixed(_ field: FITSField, into column: inout Column) {
        let count = field.form.count
        switch field.form.code {
        case "A": column.values = .string(strings(field))
        case "X": column.values = .bits(bits(field))
        case "L":
            column.values = .bool(
                gather(field.offset, count) { (raw: UInt8) in raw == UInt8(ascii: "T") || raw == 1 })
        case "B": integers(field, UInt8.self, into: &column) { .uint8($0) }
        case "I": integers(field, Int16.self, into: &column) { .int16($0) }
        case "J": integers(field, Int32.self, into: &column) { .int32($0) }
        case "K": integers(field, Int64.self, into: &column) { .int64($0) }
        case "E", "C":
            let count = field.form.code == "C" ? 2 * count : count
            if field.isScaled {
                let (scale, zero) = (field.scale, field.zero)
                column.values = .double(
                    gather(field.offset, count) { (raw: UInt32) in Double(Float(bitPattern: raw)) * scale + zero })
            } else {
                column.values = .float(gather(field.offset, count) { (raw: UInt32) in Float(bitPattern: raw) })
            }
        default:
            let count = field.form.code == "M" ? 2 * count : count
            let (scale, zero) = (field.scale, field.zero)
            column.values = .double(
                field.isScaled
                    ? gather(field.offset, count) { (raw: UInt64) in Double(bitPattern: raw) * scale + zero }
                    : gather(field.offset, count) { (raw: UInt64) in Double(bitPattern: raw) })
        }
    }

    /// Integer columns: as they are, as unsigned by the TZERO convention, or scaled to floating point.
    private func integers<Raw: FixedWidthInteger & Sendable>(
        _ field: FITSField, _ type: Raw.Type, into column: inout Column, _ wrap: ([Raw]) -> Column.Values
    ) {
        let raw: [Raw] = gather(field.offset, field.form.count) { (raw: Raw) in raw }
        let isNull = field.null.map { null in raw.map { $0 == null } } ?? []
        let hasNulls = isNull.contains(true)
        if !field.isScaled {
            column.values = wrap(hasNulls ? zip(raw, isNull).map { $1 ? 0 : $0 } : raw)
            if hasNulls { column.missing = isNull }
            return
        }
        switch (field.form.code, field.scale, field.zero) {
        case ("B", 1, -128): column.values = .int16(raw.map { Int16(truncatingIfNeeded: $0) - 128 })
        case ("I", 1, 32_768): column.values = .int32(raw.map { Int32(truncatingIfNeeded: $0) + 32_768 })
        case ("J", 1, 2_147_483_648): column.values = .int64(raw.map { Int64(truncatingIfNeeded: $0) + 2_147_483_648 })
        case ("K", 1, 9_223_372_036_854_775_808):
            let unsigned = raw.map { UInt64(bitPattern: Int64(truncatingIfNeeded: $0)) ^ (1 << 63) }
            let fits = unsigned.allSatisfy { $0 <= UInt64(Int64.max) }
            column.values =
                fits ? .int64(unsigned.map { Int64(truncatingIfNeeded: $0) }) : .double(unsigned.map(Double.init))
        default:
            var values = raw.map { Double($0) * field.scale + field.zero }
            if hasNulls { for index in values.indices where isNull[index] { values[index] = .nan } }
            column.values = .double(values)
            return
        }
        if hasNulls { column.missing = isNull }
    }

    /// `count` values of each row from `offset` on, in native byte order.
    @inline(__always)
    private func gather<Raw: FixedWidthInteger, Value>(_ offset: Int, _ count: Int, _ make: (Raw) -> Value) -> [Value] {
        let size = MemoryLayout<Raw>.size
        return [Value](unsafeUninitializedCapacity: rows * count) { buffer, filled in
            var next = 0
            for row in 0..<rows {
                var position = row * rowSize + offset
                for _ in 0..<count {
                    let raw = Raw(bigEndian: data.loadUnaligned(fromByteOffset: position, as: Raw.self))
                    buffer.initializeElement(at: next, to: make(raw))
                    position += size
                    next += 1
                }
            }
            filled = next
        }
    }

    private func bits(_ field: FITSField) -> [Bool] {
        var flags: [Bool] = []
        flags.reserveCapacity(rows * field.form.count)
        for row in 0..<rows {
            let start = row * rowSize + field.offset
            for bit in 0..<field.form.count { flags.append(data[start + bit / 8] & (0x80 >> (bit % 8)) != 0) }
        }
        return flags
    }

    private func strings(_ field: FITSField) -> [String] {
        let perRow = field.shape.reduce(1, *)
        let length = perRow == 0 ? 0 : field.form.count / perRow
        var strings: [String] = []
        strings.reserveCapacity(rows * perRow)
        for row in 0..<rows {
            let start = row * rowSize + field.offset
            for index in 0..<perRow { strings.append(text(at: start + index * length, length: length)) }
        }
        return strings
    }

    /// Text up to a NUL or the end of the field, without trailing blanks.
    private func text(at start: Int, length: Int) -> String {
        let field = start..<start + length
        return FITSCardParser.text(data, start..<(data[field].firstIndex(of: 0) ?? field.upperBound))
    }

    // MARK: Variable length

    private func decodeVariable(_ field: FITSField, element: Character, into column: inout Column) throws {
        if element == "A" {
            column.values = .string(
                try descriptors(field, bitsAnElement: 8).map { text(at: $0.start, length: $0.count) })
            return
        }
        if let kind = Column.VariableElement(rawValue: String(element)) { column.variableElement = kind }
        let size = FITSForm.elementSize(element) ?? 1
        let lanes = element == "C" || element == "M" ? 2 : 1
        let (scale, zero) = (field.scale, field.zero)
        let null = field.null
        column.values = .variable(
            try descriptors(field, bitsAnElement: element == "X" ? 1 : size * 8).map { start, count in
                (0..<count * lanes).map { index in
                    let position = start + index * (size / lanes)
                    let value = number(element, at: position, bit: index, base: start, null: null)
                    return field.isScaled ? value * scale + zero : value
                }
            })
    }

    private func number(_ element: Character, at position: Int, bit: Int, base: Int, null: Int?) -> Double {
        func integer<Raw: FixedWidthInteger>(_ type: Raw.Type) -> Double {
            let raw = Raw(bigEndian: data.loadUnaligned(fromByteOffset: position, as: Raw.self))
            return null.map { raw == $0 } == true ? .nan : Double(raw)
        }
        switch element {
        case "L": return data[position] == UInt8(ascii: "T") || data[position] == 1 ? 1 : 0
        case "X": return data[base + bit / 8] & (0x80 >> (bit % 8)) != 0 ? 1 : 0
        case "B": return integer(UInt8.self)
        case "I": return integer(Int16.self)
        case "J": return integer(Int32.self)
        case "K": return integer(Int64.self)
        case "E", "C":
            return Double(
                Float(bitPattern: UInt32(bigEndian: data.loadUnaligned(fromByteOffset: position, as: UInt32.self))))
        default:
            return Double(bitPattern: UInt64(bigEndian: data.loadUnaligned(fromByteOffset: position, as: UInt64.self)))
        }
    }

    /// Where the elements of each row are in the heap, checked to lie in it.
    private func descriptors(_ field: FITSField, bitsAnElement: Int) throws -> [(start: Int, count: Int)] {
        guard field.form.count == 1 else { return [(start: Int, count: Int)](repeating: (0, 0), count: rows) }
        var total = 0
        let isLong = field.form.code == "Q"
        return try (0..<rows).map { row in
            let position = row * rowSize + field.offset
            func word(_ index: Int) -> Int {
                isLong
                    ? Int(Int64(bigEndian: data.loadUnaligned(fromByteOffset: position + 8 * index, as: Int64.self)))
                    : Int(Int32(bigEndian: data.loadUnaligned(fromByteOffset: position + 4 * index, as: Int32.self)))
            }
            let (count, offset) = (word(0), word(1))
            if count == 0 { return (0, 0) }
            let (bits, overflow) = count.multipliedReportingOverflow(by: bitsAnElement)
            let size = bits / 8 + (bits % 8 == 0 ? 0 : 1)
            let space = data.count - min(heap, data.count)
            guard count > 0, offset >= 0, !overflow, offset <= space, size <= space - offset else {
                throw Fault(
                    .malformed, "\(count) values at offset \(offset) lie outside the heap of \(space) bytes",
                    at: Origin(column: field.name, row: row + 1).completed(by: field.origin))
            }
            total += size
            // Rows may share values, but a file that does so without end is a trap.
            guard total <= 16 * space else {
                throw Fault(.malformed, "the rows share the heap too often", at: field.origin)
            }
            return (heap + offset, count)
        }
    }
}

extension FITSField {
    /// True when values are to be scaled by TSCAL and TZERO.
    var isScaled: Bool { scale != 1 || zero != 0 }
}
