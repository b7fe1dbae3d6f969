import GammaCore

/// Kinds of file in which tables are written.
public enum TableFormat: String, Sendable, CaseIterable {
    /// Enhanced comma-separated values: all digits, units and metadata, read by astropy and Gammapy.
    case ecsv
    /// A FITS binary table.
    case fits
    /// Comma-separated values: all digits, units in the heads.
    case csv
    /// For a paper: rounded values with their errors.
    case latex
    /// For a page of text: rounded values with their errors.
    case markdown

    /// Endings of names of such files, the usual one first.
    public var endings: [String] {
        switch self {
        case .ecsv: [".ecsv"]
        case .fits: [".fits", ".fit", ".fits.gz", ".fit.gz"]
        case .csv: [".csv"]
        case .latex: [".tex"]
        case .markdown: [".md"]
        }
    }

    /// The format that the ending of a file's name stands for.
    /// - Throws: ``Fault/Code/badValue`` for another ending.
    public init(path: String) throws {
        let name = path.lowercased()
        guard let format = Self.allCases.first(where: { $0.endings.contains(where: name.hasSuffix) }) else {
            throw Fault(
                .badValue, "a table cannot be written to '\(path)': unknown ending", at: Origin(file: path),
                hint: "endings: " + Self.allCases.map { $0.endings[0] }.joined(separator: " "))
        }
        self = format
    }
}

extension Table {
    /// Writes the table in the format of the name's ending: `.ecsv`, `.fits`, `.csv`, `.tex`, `.md`; the file is replaced as a whole.
    /// - Parameter text: the rounded table for LaTeX and Markdown; nil makes it of the columns (``textTable(title:)``).
    /// - Throws: ``Fault/Code/badValue`` for another ending, faults of the file system.
    public func write(to path: String, text: TextTable? = nil) throws {
        let path = try DataPath.expand(path)
        switch try TableFormat(path: path) {
        case .ecsv: try writeECSV(to: path)
        case .fits: try FITSWriter.write([.table(self)], to: path)
        case .csv: try AtomicFile.write(csvText, to: path)
        case .latex: try AtomicFile.write((text ?? textTable()).latex(), to: path)
        case .markdown: try AtomicFile.write((text ?? textTable()).markdown(), to: path)
        }
    }

    /// The columns with one value a row, rounded; a column `NAME_err` goes to `NAME` as its error (`error` to `value`), `NAME_errn` and `NAME_errp`
    /// as those below and above.
    public func textTable(title: String = "") -> TextTable {
        let scalars = columns.filter { column in
            if case .variable = column.values { return false }
            return column.shape.isEmpty
        }
        let names = Set(scalars.map(\.name))
        let isError = { (name: String) in
            name == "error" && names.contains("value")
                || ["_err", "_errn", "_errp"].contains {
                    name.hasSuffix($0) && names.contains(String(name.dropLast($0.count)))
                }
        }
        let shown = scalars.filter { !isError($0.name) }
        var table = TextTable(
            shown.map { column in
                let alignment: TextTable.Alignment =
                    column.strings != nil
                    ? .left : isError(column.name == "value" ? "error" : column.name + "_err") ? .plusMinus : .right
                return .init(column.name, unit: column.unit, alignment: alignment)
            }, title: title)
        let cells = shown.map(roundedCells)
        for row in 0..<rowCount { table.append(cells.map { $0[row] }) }
        return table
    }

    private func roundedCells(_ column: Column) -> [String] {
        guard let values = column.doubles, column.integers == nil else {
            return column.ecsvScalars
        }
        func errors(_ ending: String) -> [Double]? { optionalColumn(column.name + ending)?.doubles }
        if let below = errors("_errn"), let above = errors("_errp") {
            return values.indices.map { ValueFormat.value(values[$0], below: below[$0], above: above[$0]) }
        }
        if let error = errors("_err") ?? (column.name == "value" ? optionalColumn("error")?.doubles : nil) {
            return zip(values, error).map { ValueFormat.value($0, error: $1) }
        }
        return values.map { ValueFormat.number($0, digits: 6) }
    }
}
