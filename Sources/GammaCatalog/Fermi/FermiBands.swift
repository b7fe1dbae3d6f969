import GammaCore
import GammaIO

/// The bands of 3FHL and 4FGL: arrays in each row, the energies in a table of their own.
struct FermiBands {
    private let edges: [(low: Double, high: Double)]
    private let flux: [[Double]]?
    private let errors: [[Double]]?
    private let significance: [[Double]]?

    /// - Parameters:
    ///   - bounds: the table `EnergyBounds`.
    ///   - standard: the edges in TeV when there is no such table.
    init(_ table: CatalogColumns, bounds: CatalogColumns?, standard: [Double]) throws {
        if let bounds {
            edges = zip(
                try bounds.numbers("LowerEnergy", in: .TeV), try bounds.numbers("UpperEnergy", in: .TeV)
            ).map { (low: $0, high: $1) }
        } else {
            edges = zip(standard, standard.dropFirst()).map { (low: $0, high: $1) }
        }
        flux = try table.arrays("Flux_Band", in: .flux)
        errors = try table.arrays("Unc_Flux_Band", in: .flux)
        significance = try table.arrays("Sqrt_TS_Band")
        guard let flux = flux?.first?.count else { return }
        guard flux == edges.count, errors?.first.map({ $0.count == 2 * flux }) ?? true,
            significance?.first.map({ $0.count == flux }) ?? true
        else { throw table.shapeFault("Flux_Band", "as many values as there are bands of energy (\(edges.count))") }
    }

    func bands(_ row: Int) -> [CatalogBand] {
        guard let flux, let errors else { return [] }
        return edges.indices.filter { flux[row][$0].isFinite && edges[$0].low > 0 && edges[$0].high > edges[$0].low }
            .map { index in
                CatalogBand.fermi(
                    eMin: edges[index].low, eMax: edges[index].high, value: flux[row][index],
                    below: errors[row][2 * index], above: errors[row][2 * index + 1],
                    significance: significance?[row][index] ?? .nan)
            }
    }
}
