import GammaCore
import GammaModels

/// The spectra of 3FHL.
///
/// `Spectral_Index` and `beta` are those of a log parabola also where the catalogue chose a power law; the index of that
/// is `PowerLaw_Index`.
struct HardFermiSpectra: FermiSpectra {
    private let kinds: [String]
    private let reference: [Double]
    private let amplitude, index, alpha, beta, flux, energyFlux: StatedColumn
    private let table: FermiBands

    init(_ columns: CatalogColumns, bounds: CatalogColumns?) throws {
        kinds = try columns.text("SpectrumType")
        reference = try columns.numbers("Pivot_Energy", in: .TeV)
        amplitude = try StatedColumn(columns, "Flux_Density", in: .differentialFlux)
        index = try StatedColumn(columns, "PowerLaw_Index")
        alpha = try StatedColumn(optional: columns, "Spectral_Index")
        beta = try StatedColumn(optional: columns, "beta")
        flux = try StatedColumn(columns, "Flux", in: .flux)
        energyFlux = try StatedColumn(optional: columns, "Energy_Flux", in: .energyFlux)
        table = try FermiBands(columns, bounds: bounds, standard: [0.01, 0.02, 0.05, 0.15, 0.5, 2])
    }

    func variants(_ row: Int, source: String, shape: Result<CatalogShape, NoModelReason>) -> [CatalogVariant] {
        let (name, spectrum): (String, Result<any SpectralModel, NoModelReason>) =
            switch kinds[row] {
            case "PowerLaw":
                (
                    "PL",
                    CatalogSpectrum.powerLaw(amplitude: amplitude[row], index: index[row], reference: reference[row])
                )
            case "LogParabola":
                (
                    "LP",
                    CatalogSpectrum.make(
                        LogParabola(),
                        [
                            "amplitude": amplitude[row], "reference": (reference[row], .nan), "alpha": alpha[row],
                            "beta": beta[row],
                        ])
                )
            case "": ("none", .failure(.noSpectrum))
            default: (kinds[row], .failure(.unknownSpectrum(kinds[row])))
            }
        return [CatalogVariant(name, source: source, spectrum: spectrum, shape: shape, energyRange: 0.01...2)]
    }

    func fluxes(_ row: Int) -> [CatalogFlux] {
        amplitude.flux("Flux_Density", .differential(at: reference[row]), row)
            + flux.flux("Flux", .integral(from: 0.01, to: 1), row)
            + energyFlux.flux("Energy_Flux", .energy(from: 0.01, to: 1), row)
    }

    func bands(_ row: Int) -> [CatalogBand] { table.bands(row) }
}
