import GammaCore

extension Table {
    /// Reads a table of columns between bars (astropy's `ascii.fixed_width`), the form of covariance files.
    /// - Throws: faults with the line that does not fit.
    public static func readFixedWidth(_ path: String) throws -> Table {
        try parseFixedWidth(TextFile.read(path), file: path)
    }

    /// Parses a table of columns between bars. A column whose cells are all numbers holds numbers, any other text.
    /// - Parameter file: what faults call the text.
    public static func parseFixedWidth(_ text: String, file: String? = nil) throws -> Table {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
            .filter { !$1.allSatisfy(\.isWhitespace) }
            .map { (number: $0 + 1, cells: cells($1)) }
        guard let head = lines.first, head.cells.count > 0, text.contains("|") else {
            throw Fault(.malformed, "there is no table with columns between '|'", at: Origin(file: file, line: 1))
        }
        let rows = lines.dropFirst()
        for row in rows where row.cells.count != head.cells.count {
            throw Fault(
                .malformed, "\(row.cells.count) values where \(head.cells.count) belong",
                at: Origin(file: file, line: row.number))
        }
        var table = Table(origin: Origin(file: file))
        for (index, name) in head.cells.enumerated() {
            let texts = rows.map { $0.cells[index] }
            let numbers = texts.compactMap { Double($0) }
            table.append(Column(name, numbers.count == texts.count ? .double(numbers) : .string(texts)))
        }
        return table
    }

    private static func cells(_ line: Substring) -> [String] {
        var line = line.trimmingBlanks[...]
        if line.hasSuffix("\r") { line = line.dropLast() }
        if line.hasPrefix("|") { line = line.dropFirst() }
        if line.hasSuffix("|") { line = line.dropLast() }
        return line.split(separator: "|", omittingEmptySubsequences: false).map(\.trimmingBlanks)
    }

    /// The scalar columns between bars, aligned to the right as astropy's `ascii.fixed_width` does.
    public var fixedWidthText: String {
        let columns = columns.filter { $0.shape.isEmpty }.map { column -> [String] in
            let cells = column.strings ?? column.doubles?.map { "\($0)" } ?? []
            let texts = [column.name] + (column.strings == nil ? column.integerTexts ?? cells : cells)
            let width = texts.map(\.count).max() ?? 0
            return texts.map { String(repeating: " ", count: width - $0.count) + $0 }
        }
        guard let length = columns.first?.count else { return "" }
        return (0..<length).map { row in "| " + columns.map { $0[row] }.joined(separator: " | ") + " |\n" }.joined()
    }
}

extension Column {
    fileprivate var integerTexts: [String]? {
        switch values {
        case .double, .float: nil
        default: integers?.map(String.init)
        }
    }
}
