import GammaCore
import GammaModels

/// The spectra of 4FGL: three for every source. The one with a cut-off has other parameters from data release 3 on.
struct FourthFermiSpectra: FermiSpectra {
    private let kinds: [String]
    private let reference: [Double]
    private let flux, energyFlux: StatedColumn
    private let powerLaw: (amplitude: StatedColumn, index: StatedColumn)
    private let parabola: (amplitude: StatedColumn, index: StatedColumn, beta: StatedColumn)
    private let cutoff: (amplitude: StatedColumn, index: StatedColumn, factor: StatedColumn, power: StatedColumn)
    private let hasLocalFactor: Bool
    private let table: FermiBands

    init(_ columns: CatalogColumns, bounds: CatalogColumns?) throws {
        func column(_ name: String, in unit: Unit = .none) throws -> StatedColumn {
            try StatedColumn(optional: columns, name, in: unit)
        }
        kinds = try columns.text("SpectrumType")
        reference = try columns.numbers("Pivot_Energy", in: .TeV)
        flux = try column("Flux1000", in: .flux)
        energyFlux = try column("Energy_Flux100", in: .energyFlux)
        powerLaw = (try StatedColumn(columns, "PL_Flux_Density", in: .differentialFlux), try column("PL_Index"))
        parabola = (
            try column("LP_Flux_Density", in: .differentialFlux), try column("LP_Index"), try column("LP_beta")
        )
        hasLocalFactor = columns.has("PLEC_ExpfactorS")
        let ending = hasLocalFactor ? "S" : ""
        cutoff = (
            try column("PLEC_Flux_Density", in: .differentialFlux), try column("PLEC_Index" + ending),
            try column("PLEC_Expfactor" + ending), try column("PLEC_Exp_Index")
        )
        table = try FermiBands(
            columns, bounds: bounds, standard: [5e-5, 1e-4, 3e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1, 1])
    }

    func variants(_ row: Int, source: String, shape: Result<CatalogShape, NoModelReason>) -> [CatalogVariant] {
        func variant(_ name: String, _ spectrum: Result<any SpectralModel, NoModelReason>) -> CatalogVariant {
            CatalogVariant(name, source: source, spectrum: spectrum, shape: shape, energyRange: 5e-5...1)
        }
        let all = [
            variant("PL", powerLawSpectrum(row)), variant("LP", parabolaSpectrum(row)),
            variant("PLEC", cutoffSpectrum(row)),
        ]
        let chosen: Int? =
            switch kinds[row] {
            case "PowerLaw": 0
            case "LogParabola": 1
            case "PLSuperExpCutoff", "PLSuperExpCutoff2", "PLSuperExpCutoff4": 2
            default: nil
            }
        guard let chosen else {
            let reason = kinds[row].isEmpty ? NoModelReason.noSpectrum : .unknownSpectrum(kinds[row])
            return [variant(kinds[row].isEmpty ? "none" : kinds[row], .failure(reason))]
        }
        let others = all.indices.filter { $0 != chosen }.map { all[$0] }
        return [all[chosen]] + others.filter { (try? $0.spectrum.get()) != nil }
    }

    private func powerLawSpectrum(_ row: Int) -> Result<any SpectralModel, NoModelReason> {
        CatalogSpectrum.powerLaw(
            amplitude: powerLaw.amplitude[row], index: powerLaw.index[row], reference: reference[row])
    }

    private func parabolaSpectrum(_ row: Int) -> Result<any SpectralModel, NoModelReason> {
        CatalogSpectrum.make(
            LogParabola(),
            [
                "amplitude": parabola.amplitude[row], "reference": (reference[row], .nan),
                "alpha": parabola.index[row],
                "beta": parabola.beta[row],
            ])
    }

    private func cutoffSpectrum(_ row: Int) -> Result<any SpectralModel, NoModelReason> {
        let model: any SpectralModel =
            hasLocalFactor ? SuperExpCutoffPowerLaw4FGLDR3() : SuperExpCutoffPowerLaw4FGL()
        return CatalogSpectrum.make(
            model,
            [
                "amplitude": cutoff.amplitude[row], "reference": (reference[row], .nan), "index_1": cutoff.index[row],
                "index_2": cutoff.power[row], "expfactor": cutoff.factor[row],
            ])
    }

    func fluxes(_ row: Int) -> [CatalogFlux] {
        let densities = [
            ("PL", powerLaw.amplitude, powerLawSpectrum(row)), ("LP", parabola.amplitude, parabolaSpectrum(row)),
            ("PLEC", cutoff.amplitude, cutoffSpectrum(row)),
        ].filter { (try? $0.2.get()) != nil }
        return densities.flatMap { name, column, _ in
            column.flux("\(name)_Flux_Density", .differential(at: reference[row]), row, variant: name)
        }
            + flux.flux("Flux1000", .integral(from: 1e-3, to: 0.1), row)
            + energyFlux.flux("Energy_Flux100", .energy(from: 1e-4, to: 0.1), row)
    }

    func bands(_ row: Int) -> [CatalogBand] { table.bands(row) }
}
