import GammaCore

/// Differential flux points as arrays in each row; columns that are not there state nothing.
struct DifferentialPointColumns {
    private let energy, low, high: [[Double]]
    private let flux, error, below, above, limit, isLimit: [[Double]]

    /// - Parameter prefix: what all names begin with; an empty name stands for no column.
    init(
        _ table: CatalogColumns, prefix: String, energy: String, low: String, high: String, flux: String,
        error: String = "", below: String, above: String, limit: String, isLimit: String = ""
    ) throws {
        func arrays(_ name: String, _ unit: Unit = .none) throws -> [[Double]] {
            try table.arrays(prefix + name, in: unit) ?? [[Double]](repeating: [], count: table.rowCount)
        }
        self.energy = try arrays(energy, .TeV)
        self.low = try arrays(low, .TeV)
        self.high = try arrays(high, .TeV)
        self.flux = try arrays(flux, .differentialFlux)
        self.error = try arrays(error, .differentialFlux)
        self.below = try arrays(below, .differentialFlux)
        self.above = try arrays(above, .differentialFlux)
        self.limit = try arrays(limit, .differentialFlux)
        self.isLimit = try arrays(isLimit)
    }

    /// The points of a row. One without a value but with a limit is a limit, as one that is marked.
    func bands(_ row: Int) -> [CatalogBand] {
        func value(_ rows: [[Double]], _ index: Int) -> Double {
            rows[row].indices.contains(index) ? rows[row][index] : .nan
        }
        return energy[row].indices.filter { energy[row][$0] > 0 }.map { index in
            let (symmetric, below, above) = (value(error, index), value(below, index), value(above, index))
            let (flux, limit) = (value(flux, index), value(limit, index))
            return CatalogBand(
                eMin: value(low, index), eMax: value(high, index), eRef: energy[row][index], value: flux,
                below: below.isFinite ? below : symmetric, above: above.isFinite ? above : symmetric, limit: limit,
                isLimit: value(isLimit, index) == 1 || (!flux.isFinite && limit.isFinite))
        }
    }
}
