import GammaCore

/// One column of a ``Table``: a value for each row, or an array of fixed shape for each row.
public struct Column: Sendable, Equatable {
    /// The types that elements of a variable-length column can be stored as.
    public enum VariableElement: String, Sendable, CaseIterable {
        /// Bytes.
        case uint8 = "B"
        /// 16-bit integers.
        case int16 = "I"
        /// 32-bit integers.
        case int32 = "J"
        /// 64-bit integers; exact up to 2⁵³.
        case int64 = "K"
        /// 32-bit floating point.
        case float = "E"
        /// 64-bit floating point.
        case double = "D"
    }

    /// The values, row after row; within a row in FITS order (first axis fastest).
    public enum Values: Sendable {
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
    /// Which values are missing (FITS TNULL, empty or masked in ECSV); empty when none is. What ``values`` holds there has no
    /// meaning; readers put 0 and false. A missing floating-point value is NaN and needs no mark.
    public var missing: [Bool]
    /// How the elements of a variable-length column are stored in FITS.
    public var variableElement: VariableElement

    /// Makes a column; `shape` in FITS order.
    public init(
        _ name: String, _ values: Values, unit: String = "", shape: [Int] = [], description: String = "",
        missing: [Bool] = [], variableElement: VariableElement = .double
    ) {
        self.name = name
        self.values = values
        self.unit = unit
        self.shape = shape
        self.description = description
        self.missing = missing.contains(true) ? missing : []
        self.variableElement = variableElement
    }

    /// Values in one row.
    public var width: Int { shape.reduce(1, *) }

    /// Number of rows.
    public var rowCount: Int {
        if case .variable(let rows) = values { return rows.count }
        return width == 0 ? 0 : valueCount / width
    }

    var valueCount: Int {
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
    /// Missing values are NaN.
    public var doubles: [Double]? {
        guard var numbers = plainDoubles else { return nil }
        for index in missing.indices where missing[index] { numbers[index] = .nan }
        return numbers
    }

    private var plainDoubles: [Double]? {
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

extension Column.Values: Equatable {
    /// Equal kind and values; NaN equals NaN, so that a column equals itself.
    public static func == (a: Column.Values, b: Column.Values) -> Bool {
        func same<T: BinaryFloatingPoint>(_ a: T, _ b: T) -> Bool { a == b || (a.isNaN && b.isNaN) }
        switch (a, b) {
        case (.double(let a), .double(let b)): return a.elementsEqual(b, by: same)
        case (.float(let a), .float(let b)): return a.elementsEqual(b, by: same)
        case (.int64(let a), .int64(let b)): return a == b
        case (.int32(let a), .int32(let b)): return a == b
        case (.int16(let a), .int16(let b)): return a == b
        case (.uint8(let a), .uint8(let b)): return a == b
        case (.bool(let a), .bool(let b)): return a == b
        case (.bits(let a), .bits(let b)): return a == b
        case (.string(let a), .string(let b)): return a == b
        case (.variable(let a), .variable(let b)):
            return a.elementsEqual(b) { $0.elementsEqual($1, by: same) }
        default: return false
        }
    }
}
