import GammaCore

extension Table {
    /// The table as comma-separated values (RFC 4180), units in brackets behind the names, arrays as JSON, what is missing
    /// empty.
    public var csvText: String {
        func quoted(_ text: String) -> String {
            let needsQuotes = text.contains { $0 == "," || $0 == "\"" || $0.isNewline }
            return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
        }
        func line(_ cells: [String]) -> String { cells.map(quoted).joined(separator: ",") + "\n" }
        let cells = columns.map(\.plainCells)
        let head = columns.map { $0.unit.isEmpty ? $0.name : "\($0.name) [\($0.unit)]" }
        return line(head) + (0..<rowCount).map { row in line(cells.map { $0[row] }) }.joined()
    }
}

extension Column {
    /// One text a row: all digits, JSON for arrays, empty where a value is missing.
    fileprivate var plainCells: [String] {
        if shape.isEmpty, case .variable(let rows) = values {
            return rows.map { JSONValue.array($0.map(JSONValue.double)).text() }
        }
        if shape.isEmpty { return ecsvScalars }
        let numbers = doubles?.map(JSONValue.double) ?? strings?.map(JSONValue.string) ?? []
        return (0..<rowCount).map { JSONValue.array(Array(numbers[$0 * width..<($0 + 1) * width])).text() }
    }
}
