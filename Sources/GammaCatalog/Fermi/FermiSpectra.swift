import GammaCore
import GammaModels

/// The spectra, fluxes and bands of a Fermi-LAT catalogue.
protocol FermiSpectra {
    /// The models of a source, the catalogue's choice first.
    func variants(_ row: Int, source: String, shape: Result<CatalogShape, NoModelReason>) -> [CatalogVariant]
    /// The stated fluxes.
    func fluxes(_ row: Int) -> [CatalogFlux]
    /// The bands of energy.
    func bands(_ row: Int) -> [CatalogBand]
}

/// Values of a column with their errors, read as one.
struct StatedColumn {
    let values: [Double]
    let errors: [Double]

    /// The column must be there, its errors `Unc_NAME` need not.
    init(_ table: CatalogColumns, _ name: String, in unit: Unit = .none) throws {
        values = try table.numbers(name, in: unit)
        errors = try table.optionalNumbers("Unc_" + name, in: unit)
    }

    /// A column that need not be there.
    init(optional table: CatalogColumns, _ name: String, in unit: Unit = .none) throws {
        values = try table.optionalNumbers(name, in: unit)
        errors = try table.optionalNumbers("Unc_" + name, in: unit)
    }

    subscript(row: Int) -> CatalogSpectrum.Stated { (values[row], errors[row]) }

    /// The flux of a row; none where nothing is stated. An error of exactly zero marks an upper limit.
    func flux(_ column: String, _ kind: CatalogFlux.Kind, _ row: Int, variant: String? = nil) -> [CatalogFlux] {
        guard values[row].isFinite else { return [] }
        return [
            CatalogFlux(
                column, kind, values[row], error: errors[row] > 0 ? errors[row] : nil,
                isUpperLimit: errors[row] == 0, variant: variant)
        ]
    }
}
