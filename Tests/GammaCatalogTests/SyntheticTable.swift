import GammaIO

/// Columns of a synthetic catalogue, with defaults for the many that a test does not care for.
struct SyntheticTable {
    let name: String
    let rows: Int
    var columns: [Column] = []
    var cards: [FITSHeader.Card] = []

    init(_ name: String, rows: Int) {
        self.name = name
        self.rows = rows
    }

    mutating func text(_ name: String, _ values: String...) {
        columns.append(Column(name, .string(filled(values, ""))))
    }

    mutating func floats(_ name: String, _ unit: String = "", _ values: Double...) {
        columns.append(Column(name, .float(filled(values, .nan).map(Float.init)), unit: unit))
    }

    mutating func doubles(_ name: String, _ unit: String = "", _ values: [Double]) {
        columns.append(Column(name, .double(filled(values, .nan)), unit: unit))
    }

    /// The same array in every row.
    mutating func arrays(_ name: String, _ unit: String = "", shape: [Int]? = nil, _ values: [Double]) {
        let all = (0..<rows).flatMap { _ in values.map(Float.init) }
        columns.append(Column(name, .float(all), unit: unit, shape: shape ?? [values.count]))
    }

    var table: Table { Table(name: name, header: FITSHeader(cards), columns: columns) }

    private func filled<Value>(_ values: [Value], _ rest: Value) -> [Value] {
        (0..<rows).map { $0 < values.count ? values[$0] : rest }
    }
}
