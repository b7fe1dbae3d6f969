import GammaCore
import GammaIO
import GammaMaps

/// The columns of a catalogue's table as plain arrays: those that must be there, and those that may be missing.
///
/// Numbers that are not finite count as not stated and become NaN; texts such as `NULL` and `--` become empty.
struct CatalogColumns {
    let table: Table

    init(_ table: Table) { self.table = table }

    var rowCount: Int { table.rowCount }

    func has(_ name: String) -> Bool { table.optionalColumn(name) != nil }

    /// File, HDU and row, counted from 0 here and from 1 there.
    func origin(_ row: Int, column: String? = nil) -> Origin {
        Origin(column: column, row: row + 1).completed(by: table.origin)
    }

    // MARK: Text

    /// A column of text that must be there.
    func text(_ name: String) throws -> [String] {
        let column = try table.column(name)
        guard let strings = column.strings ?? column.integers?.map(String.init), strings.count == rowCount else {
            throw Fault(
                .badColumn, "column '\(column.name)' does not hold one text a row",
                at: Origin(column: column.name).completed(by: table.origin))
        }
        return strings.map(Self.stated)
    }

    /// A column of text; empty texts when it is not there.
    func optionalText(_ name: String) throws -> [String] {
        has(name) ? try text(name) : [String](repeating: "", count: rowCount)
    }

    /// Names: text in every row.
    func names(_ name: String) throws -> [String] {
        let texts = try text(name)
        if let row = texts.firstIndex(of: "") {
            throw Fault(.badValue, "the source of this row has no name", at: origin(row, column: name))
        }
        return texts
    }

    private static func stated(_ text: String) -> String {
        let trimmed = text.split { $0.isWhitespace || $0 == "\0" }.joined(separator: " ")
        return ["NULL", "--", "None", "nan", "N/A"].contains(trimmed) ? "" : trimmed
    }

    // MARK: Numbers

    /// A column of numbers that must be there.
    func numbers(_ name: String, in unit: Unit = .none) throws -> [Double] {
        let values = try table.doubles(name, in: unit)
        guard values.count == rowCount else { throw shapeFault(name, "one number a row") }
        return values.map(Self.stated)
    }

    /// A column of numbers; NaN when it is not there.
    func optionalNumbers(_ name: String, in unit: Unit = .none) throws -> [Double] {
        has(name) ? try numbers(name, in: unit) : [Double](repeating: .nan, count: rowCount)
    }

    /// A column of numbers; nil where none is stated.
    func statedNumbers(_ name: String, in unit: Unit = .none) throws -> [Double?] {
        try optionalNumbers(name, in: unit).map { $0.isFinite ? $0 : nil }
    }

    /// Arrays of one length for all rows; nil when the column is not there.
    func arrays(_ name: String, in unit: Unit = .none) throws -> [[Double]]? {
        guard let column = table.optionalColumn(name) else { return nil }
        let values = try table.doubles(name, in: unit)
        let width = column.width
        guard width > 0, values.count == rowCount * width else { throw shapeFault(name, "an array a row") }
        return (0..<rowCount).map { values[$0 * width..<($0 + 1) * width].map(Self.stated) }
    }

    func shapeFault(_ name: String, _ wanted: String) -> Fault {
        Fault(
            .badColumn, "column '\(name)' does not hold \(wanted)",
            at: Origin(column: name).completed(by: table.origin))
    }

    private static func stated(_ value: Double) -> Double { value.isFinite ? value : .nan }

    // MARK: Positions

    /// Positions, which every row must have.
    func positions(_ lonName: String, _ latName: String, _ frame: SkyFrame) throws -> [SkyDirection] {
        let lon = try numbers(lonName, in: .deg)
        let lat = try numbers(latName, in: .deg)
        return try lon.indices.map { row in
            let position = SkyDirection(lon: lon[row], lat: lat[row], frame: frame)
            guard position.isValid else {
                let column = lon[row].isFinite ? latName : lonName
                throw Fault(
                    .badValue, "the position of this source is not on the sky", at: origin(row, column: column))
            }
            return position
        }
    }
}
