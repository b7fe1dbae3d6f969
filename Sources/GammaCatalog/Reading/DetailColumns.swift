import GammaCore

/// Columns that become lines of a card; those that are not there are left out.
struct DetailColumns {
    private var numbers: [(name: String, unit: String, values: [Double])] = []
    private var texts: [(name: String, values: [String])] = []
    private let table: CatalogColumns

    init(_ table: CatalogColumns) { self.table = table }

    mutating func text(_ name: String, _ column: String) throws {
        if table.has(column) { texts.append((name, try table.text(column))) }
    }

    mutating func number(_ name: String, _ column: String, _ unit: String = "") throws {
        if table.has(column) { numbers.append((name, unit, try table.numbers(column))) }
    }

    /// What is stated in a row.
    func lines(_ row: Int) -> [CatalogDetail] {
        texts.filter { !$0.values[row].isEmpty }.map { CatalogDetail($0.name, $0.values[row]) }
            + numbers.filter { $0.values[row].isFinite }.map {
                CatalogDetail($0.name, ValueFormat.number($0.values[row]), unit: $0.unit)
            }
    }
}
