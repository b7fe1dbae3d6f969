import GammaCore

/// One column of a ``Table``: a value for each row, or an array of fixed shape for each row.
public struct Column: Sendable, Equatable {
    /// The values, row after row; within a row in FITS order (first axis fastest).
    public enum Values: Sendable, Equatable {
        /// 64-bit floating point.
        case double([Double])
        /// 32-bit floating point.
        case float([Float])
        /// 64-bit integers.
        case int64([Int64])
        /// 32-bit integers.
        case int32([Int32])
        /// 16-bit integers.
        case int16([Int16])
        /// Bytes.
        case uint8([UInt8])
        /// Logical values.
        case bool([Bool])
        /// Bit fields (FITS form `nX`), one Bool a bit.
        case bits([Bool])
        /// Text, without trailing blanks.
        case string([String])
        /// Numbers whose count differs from row to row (FITS forms P and Q).
        case variable([[Double]])
    }

    /// Name, as written.
    public var name: String
    /// The unit as written, empty when there is none.
    public var unit: String
    /// One line of description, for ECSV.
    public var description: String
    /// Shape of one row's value in FITS order; empty for a scalar.
    public var shape: [Int]
    /// All values.
    public var values: Values

    /// Makes a column; `shape` in FITS order.
    public init(_ name: String, _ values: Values, unit: String = "", shape: [Int] = [], description: String = "") {
        self.name = name
        self.values = values
        self.unit = unit
        self.shape = shape
        self.description = description
    }

    /// Values in one row.
    public var width: Int { shape.reduce(1, *) }

    /// Number of rows.
    public var rowCount: Int {
        if case .variable(let rows) = values { return rows.count }
        return width == 0 ? 0 : valueCount / width
    }

    private var valueCount: Int {
        switch values {
        case .double(let v): v.count
        case .float(let v): v.count
        case .int64(let v): v.count
        case .int32(let v): v.count
        case .int16(let v): v.count
        case .uint8(let v): v.count
        case .bool(let v), .bits(let v): v.count
        case .string(let v): v.count
        case .variable(let v): v.count
        }
    }

    /// Numeric values of any kind as `Double` (logical as 0 and 1); nil for text and variable-length columns.
    public var doubles: [Double]? {
        switch values {
        case .double(let v): v
        case .float(let v): v.map(Double.init)
        case .int64(let v): v.map(Double.init)
        case .int32(let v): v.map(Double.init)
        case .int16(let v): v.map(Double.init)
        case .uint8(let v): v.map(Double.init)
        case .bool(let v), .bits(let v): v.map { $0 ? 1 : 0 }
        case .string, .variable: nil
        }
    }

    /// Integer values of any integer kind (also floats without fraction); nil otherwise.
    public var integers: [Int]? {
        switch values {
        case .int64(let v): return v.map(Int.init)
        case .int32(let v): return v.map(Int.init)
        case .int16(let v): return v.map(Int.init)
        case .uint8(let v): return v.map(Int.init)
        case .bool(let v), .bits(let v): return v.map { $0 ? 1 : 0 }
        case .double, .float:
            guard let v = doubles else { return nil }
            let integers = v.compactMap { Int(exactly: $0) }
            return integers.count == v.count ? integers : nil
        case .string, .variable: return nil
        }
    }

    /// Text of every row; numbers are nil.
    public var strings: [String]? {
        if case .string(let v) = values { return v }
        return nil
    }
}
