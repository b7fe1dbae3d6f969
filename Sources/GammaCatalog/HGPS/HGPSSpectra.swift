import GammaCore
import GammaModels

/// The spectra of the H.E.S.S. survey: a power law, and for some sources one with a cut-off.
struct HGPSSpectra {
    private let kinds: [String]
    private let powerLaws: [Result<any SpectralModel, NoModelReason>]
    private let cutoffs: [Result<any SpectralModel, NoModelReason>]
    private let low: [Double]
    private let high: [Double]
    private let columns: [(flux: CatalogFlux, values: [Double], errors: [Double])]

    init(_ table: CatalogColumns) throws {
        kinds = try table.text("Spectral_Model")
        low = try table.optionalNumbers("Energy_Range_Spec_Min", in: .TeV)
        high = try table.optionalNumbers("Energy_Range_Spec_Max", in: .TeV)
        powerLaws = try Self.spectra(table, "PL", PowerLaw())
        cutoffs = try Self.spectra(table, "ECPL", ExpCutoffPowerLaw())
        var columns: [(flux: CatalogFlux, values: [Double], errors: [Double])] = []
        func add(_ name: String, _ kind: CatalogFlux.Kind, _ unit: Unit, variant: String? = nil) throws {
            columns.append(
                (
                    CatalogFlux(name, kind, .nan, variant: variant), try table.optionalNumbers(name, in: unit),
                    try table.optionalNumbers(name + "_Err", in: unit)
                ))
        }
        try add("Flux_Spec_Int_1TeV", .integral(from: 1, to: .infinity), .flux)
        try add("Flux_Spec_Energy_1_10_TeV", .energy(from: 1, to: 10), .energyFlux)
        for kind in ["PL", "ECPL"] {
            try add("Flux_Spec_\(kind)_Int_1TeV", .integral(from: 1, to: .infinity), .flux, variant: kind)
            try add("Flux_Spec_\(kind)_Diff_1TeV", .differential(at: 1), .differentialFlux, variant: kind)
        }
        self.columns = columns
    }

    private static func spectra(
        _ table: CatalogColumns, _ kind: String, _ model: any SpectralModel
    ) throws -> [Result<any SpectralModel, NoModelReason>] {
        let amplitude = try table.numbers("Flux_Spec_\(kind)_Diff_Pivot", in: .differentialFlux)
        let amplitudeError = try table.optionalNumbers("Flux_Spec_\(kind)_Diff_Pivot_Err", in: .differentialFlux)
        let index = try table.numbers("Index_Spec_\(kind)")
        let indexError = try table.optionalNumbers("Index_Spec_\(kind)_Err")
        let reference = try table.numbers("Energy_Spec_\(kind)_Pivot", in: .TeV)
        let perTeV = try Unit(parsing: "TeV-1")
        let lambda = try table.optionalNumbers("Lambda_Spec_\(kind)", in: perTeV)
        let lambdaError = try table.optionalNumbers("Lambda_Spec_\(kind)_Err", in: perTeV)
        return amplitude.indices.map { row in
            CatalogSpectrum.make(
                model,
                [
                    "amplitude": (amplitude[row], amplitudeError[row]), "index": (index[row], indexError[row]),
                    "reference": (reference[row], .nan), "lambda_": (lambda[row], lambdaError[row]),
                ])
        }
    }

    /// The survey's choice first.
    func variants(_ row: Int, parts: [CatalogVariant.Part]) -> [CatalogVariant] {
        let range = low[row] > 0 && high[row] > low[row] ? low[row]...high[row] : nil
        func variant(_ name: String, _ spectrum: Result<any SpectralModel, NoModelReason>) -> CatalogVariant {
            CatalogVariant(name, spectrum: spectrum, parts: parts, energyRange: range)
        }
        func known(_ variant: CatalogVariant) -> [CatalogVariant] {
            if case .success = variant.spectrum { return [variant] }
            return []
        }
        let (powerLaw, cutoff) = (variant("PL", powerLaws[row]), variant("ECPL", cutoffs[row]))
        switch kinds[row] {
        case "PL": return [powerLaw] + known(cutoff)
        case "ECPL": return [cutoff] + known(powerLaw)
        case "": return [variant("none", .failure(.noSpectrum))]
        default: return [variant(kinds[row], .failure(.unknownSpectrum(kinds[row])))]
        }
    }

    func fluxes(_ row: Int) -> [CatalogFlux] {
        columns.filter { $0.values[row].isFinite }.map { column in
            var flux = column.flux
            flux.value = column.values[row]
            flux.error = column.errors[row].isFinite ? column.errors[row] : nil
            return flux
        }
    }
}
