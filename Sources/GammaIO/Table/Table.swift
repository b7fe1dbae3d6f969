import GammaCore

/// Columns of equal length with a header: a FITS binary table, an ECSV table, or one made in memory.
public struct Table: Sendable, Equatable {
    /// FITS EXTNAME; empty when unnamed.
    public var name: String
    /// Header cards (structural FITS keywords are left out) or ECSV `meta`.
    public var header: FITSHeader
    /// The columns in order.
    public private(set) var columns: [Column]
    /// Where the table was read, for faults.
    public var origin: Origin

    /// Makes a table.
    /// - Precondition: all columns have the same number of rows.
    public init(name: String = "", header: FITSHeader = FITSHeader(), columns: [Column] = [], origin: Origin = Origin())
    {
        self.name = name
        self.header = header
        self.columns = []
        self.origin = origin
        for column in columns { append(column) }
    }

    /// Tables are equal when their content is, wherever they were read.
    public static func == (a: Table, b: Table) -> Bool {
        a.name == b.name && a.header == b.header && a.columns == b.columns
    }

    /// Number of rows.
    public var rowCount: Int { columns.first?.rowCount ?? 0 }

    /// Adds a column at the end.
    /// - Precondition: as many rows as the others.
    public mutating func append(_ column: Column) {
        precondition(columns.isEmpty || column.rowCount == rowCount, "column \(column.name) has another number of rows")
        columns.append(column)
    }

    /// Index of the column of that name: exact spelling first, then without regard to case.
    public func index(of name: String) -> Int? {
        columns.firstIndex { $0.name == name } ?? columns.firstIndex { $0.name.lowercased() == name.lowercased() }
    }

    /// The column of that name, or nil.
    public func optionalColumn(_ name: String) -> Column? { index(of: name).map { columns[$0] } }

    /// The column of that name.
    /// - Throws: ``Fault/Code/missingColumn``.
    public func column(_ name: String) throws -> Column {
        guard let column = optionalColumn(name) else {
            let names = columns.map(\.name)
            let near = nearestName(to: name, in: names).map { "did you mean '\($0)'?" }
            throw Fault(
                .missingColumn, "there is no column '\(name)'", at: origin,
                hint: near ?? "columns here: \(names.joined(separator: ", "))")
        }
        return column
    }

    /// Numeric values of a column converted to `unit`; a column without unit is taken to be in `unit` already.
    /// - Throws: faults for a missing column, a column that is no number, a unit that does not fit.
    public func doubles(_ name: String, in unit: Unit = .none) throws -> [Double] {
        let column = try column(name)
        let place = Origin(column: column.name).completed(by: origin)
        guard let values = column.doubles else {
            throw Fault(.badColumn, "column '\(column.name)' does not hold plain numbers", at: place)
        }
        guard unit != .none, let found = try self.unit(of: column, convertibleTo: unit) else { return values }
        let factor = try found.factor(to: unit)
        return factor == 1 ? values : values.map { $0 * factor }
    }

    /// Rows for which `keep` is true, in order.
    public func selecting(rows keep: [Bool]) -> Table {
        precondition(keep.count == rowCount, "one flag a row")
        let rows = keep.indices.filter { keep[$0] }
        var table = Table(name: name, header: header, origin: origin)
        for column in columns { table.append(column.selecting(rows: rows)) }
        return table
    }
}

extension Column {
    /// The given rows, in the given order.
    public func selecting(rows: [Int]) -> Column {
        var column = self
        let width = width
        func pick<T>(_ values: [T]) -> [T] {
            var picked: [T] = []
            picked.reserveCapacity(rows.count * width)
            for row in rows { picked.append(contentsOf: values[row * width..<(row + 1) * width]) }
            return picked
        }
        switch values {
        case .double(let v): column.values = .double(pick(v))
        case .float(let v): column.values = .float(pick(v))
        case .int64(let v): column.values = .int64(pick(v))
        case .int32(let v): column.values = .int32(pick(v))
        case .int16(let v): column.values = .int16(pick(v))
        case .uint8(let v): column.values = .uint8(pick(v))
        case .bool(let v): column.values = .bool(pick(v))
        case .bits(let v): column.values = .bits(pick(v))
        case .string(let v): column.values = .string(pick(v))
        case .variable(let v): column.values = .variable(rows.map { v[$0] })
        }
        if !missing.isEmpty { column.missing = pick(missing) }
        return column
    }
}
