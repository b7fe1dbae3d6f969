import GammaCore
import GammaIO

extension Covariance {
    /// The table that Gammapy writes beside a model file: names, then one column a parameter.
    public var text: String {
        let columns = (0..<count).map { column in
            Column(String(column), .double((0..<count).map { self[$0, column] }))
        }
        return Table(columns: [Column("Parameters", .string(names))] + columns).fixedWidthText
    }

    /// Reads a covariance file.
    /// - Throws: faults for files that cannot be read or hold no square table of numbers.
    public static func read(_ path: String) throws -> Covariance { try Covariance(Table.readFixedWidth(path)) }

    /// Reads the text of a covariance file.
    /// - Throws: faults for text that holds no square table of numbers.
    public static func parse(_ text: String, file: String? = nil) throws -> Covariance {
        try Covariance(Table.parseFixedWidth(text, file: file))
    }

    private init(_ table: Table) throws {
        let column = try table.column("Parameters")
        guard let names = column.rowCount == 0 ? [] : column.strings else {
            throw Fault(.badColumn, "the column 'Parameters' does not hold names", at: table.origin)
        }
        let columns = try (0..<names.count).map { try table.doubles(String($0)) }
        guard table.columns.count == names.count + 1 else {
            throw Fault(
                .malformed,
                "a covariance of \(names.count) parameters needs \(names.count) columns of numbers, not \(table.columns.count - 1)",
                at: table.origin)
        }
        self.init(
            names: names,
            values: names.indices.flatMap { row in columns.map { $0[row].isFinite ? $0[row] : 0 } })
    }

    /// The covariance in the order of the given names; nil when it does not hold them all.
    ///
    /// Names are matched where they are unique, else by position.
    func arranged(for wanted: [String]) -> Covariance? {
        if wanted == names { return self }
        if Set(names).count == names.count, Set(wanted).count == wanted.count {
            let positions = wanted.compactMap { names.firstIndex(of: $0) }
            if positions.count == wanted.count { return subset(positions) }
        }
        return wanted.count == count ? Covariance(names: wanted, values: values) : nil
    }
}
