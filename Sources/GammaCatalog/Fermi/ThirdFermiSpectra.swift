import GammaCore
import GammaModels

/// The spectra of 3FGL.
struct ThirdFermiSpectra: FermiSpectra {
    private let kinds: [String]
    private let reference: [Double]
    private let amplitude, index, beta, cutoff, power, flux, energyFlux: StatedColumn
    private let bandColumns: [(low: Double, high: Double, flux: [Double], errors: [[Double]], significance: [Double])]

    init(_ table: CatalogColumns) throws {
        kinds = try table.text("SpectrumType")
        reference = try table.numbers("Pivot_Energy", in: .TeV)
        amplitude = try StatedColumn(table, "Flux_Density", in: .differentialFlux)
        index = try StatedColumn(table, "Spectral_Index")
        beta = try StatedColumn(optional: table, "beta")
        cutoff = try StatedColumn(optional: table, "Cutoff", in: .TeV)
        power = try StatedColumn(optional: table, "Exp_Index")
        flux = try StatedColumn(table, "Flux1000", in: .flux)
        energyFlux = try StatedColumn(optional: table, "Energy_Flux100", in: .energyFlux)
        bandColumns = try Self.edges.compactMap { low, high in
            let name = "\(low)_\(high)"
            guard table.has("Flux" + name), let errors = try table.arrays("Unc_Flux" + name, in: .flux) else {
                return nil
            }
            guard errors.first.map({ $0.count == 2 }) ?? true else {
                throw table.shapeFault("Unc_Flux" + name, "two errors a row")
            }
            return (
                Double(low) * 1e-6, Double(high) * 1e-6, try table.numbers("Flux" + name, in: .flux), errors,
                try table.optionalNumbers("Sqrt_TS" + name)
            )
        }
    }

    /// Edges of the bands in MeV, as in the names of the columns.
    private static let edges = [(100, 300), (300, 1000), (1000, 3000), (3000, 10000), (10000, 100_000)]

    func variants(_ row: Int, source: String, shape: Result<CatalogShape, NoModelReason>) -> [CatalogVariant] {
        let reference = (value: reference[row], error: Double.nan)
        let (name, spectrum): (String, Result<any SpectralModel, NoModelReason>) =
            switch kinds[row] {
            case "PowerLaw":
                (
                    "PL",
                    CatalogSpectrum.powerLaw(amplitude: amplitude[row], index: index[row], reference: reference.value)
                )
            case "LogParabola":
                (
                    "LP",
                    CatalogSpectrum.make(
                        LogParabola(),
                        [
                            "amplitude": amplitude[row], "reference": reference, "alpha": index[row],
                            "beta": beta[row],
                        ])
                )
            case "PLExpCutoff":
                (
                    "PLEC",
                    CatalogSpectrum.make(
                        ExpCutoffPowerLaw3FGL(),
                        [
                            "amplitude": amplitude[row], "reference": reference, "index": index[row],
                            "ecut": cutoff[row],
                        ])
                )
            case "PLSuperExpCutoff":
                (
                    "PLEC",
                    CatalogSpectrum.make(
                        SuperExpCutoffPowerLaw3FGL(),
                        [
                            "amplitude": amplitude[row], "reference": reference, "index_1": index[row],
                            "index_2": power[row], "ecut": cutoff[row],
                        ])
                )
            case "": ("none", .failure(.noSpectrum))
            default: (kinds[row], .failure(.unknownSpectrum(kinds[row])))
            }
        return [CatalogVariant(name, source: source, spectrum: spectrum, shape: shape, energyRange: 1e-4...0.1)]
    }

    /// Fluxes; in two sources of 3FGL the flux above 1 GeV is an upper limit, whose error is given as zero.
    func fluxes(_ row: Int) -> [CatalogFlux] {
        amplitude.flux("Flux_Density", .differential(at: reference[row]), row)
            + flux.flux("Flux1000", .integral(from: 1e-3, to: 0.1), row)
            + energyFlux.flux("Energy_Flux100", .energy(from: 1e-4, to: 0.1), row)
    }

    func bands(_ row: Int) -> [CatalogBand] {
        bandColumns.filter { $0.flux[row].isFinite }.map { band in
            CatalogBand.fermi(
                eMin: band.low, eMax: band.high, value: band.flux[row], below: band.errors[row][0],
                above: band.errors[row][1], significance: band.significance[row])
        }
    }
}
