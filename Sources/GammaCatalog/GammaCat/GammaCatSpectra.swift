import GammaCore
import GammaModels

/// The spectra of gamma-cat: a power law by its flux density or by its flux, or a power law with a cut-off.
///
/// Errors are the statistical ones.
struct GammaCatSpectra {
    private let kinds: [String]
    private let low, high: [Double]
    private let columns: [String: (values: [Double], errors: [Double])]

    init(_ table: CatalogColumns) throws {
        kinds = try table.text("spec_type").map { $0.lowercased() }
        low = try table.optionalNumbers("spec_erange_min", in: .TeV)
        high = try table.optionalNumbers("spec_erange_max", in: .TeV)
        let units: [(name: String, unit: Unit)] = [
            ("pl_norm", .differentialFlux), ("pl_index", .none), ("pl_e_ref", .TeV), ("pl2_flux", .flux),
            ("pl2_index", .none), ("pl2_e_min", .TeV), ("pl2_e_max", .TeV), ("ecpl_norm", .differentialFlux),
            ("ecpl_index", .none), ("ecpl_e_ref", .TeV), ("ecpl_e_cut", .TeV), ("dnde_1TeV", .differentialFlux),
            ("flux_1TeV", .flux), ("eflux_1TeV_10TeV", .energyFlux),
        ]
        var columns: [String: (values: [Double], errors: [Double])] = [:]
        for (name, unit) in units {
            columns[name] = (
                try table.optionalNumbers("spec_\(name)", in: unit),
                try table.optionalNumbers("spec_\(name)_err", in: unit)
            )
        }
        self.columns = columns
    }

    func name(_ row: Int) -> String { kinds[row].isEmpty ? "none" : kinds[row] }

    func range(_ row: Int) -> ClosedRange<Double>? {
        low[row] > 0 && high[row] > low[row] ? low[row]...high[row] : nil
    }

    private func stated(_ name: String, _ row: Int) -> CatalogSpectrum.Stated {
        columns[name].map { ($0.values[row], $0.errors[row]) } ?? (.nan, .nan)
    }

    func spectrum(_ row: Int) -> Result<any SpectralModel, NoModelReason> {
        switch kinds[row] {
        case "pl":
            return CatalogSpectrum.powerLaw(
                amplitude: stated("pl_norm", row), index: stated("pl_index", row),
                reference: stated("pl_e_ref", row).value)
        case "pl2":
            // A flux without upper energy is one above the lower energy; 10⁵ TeV stands for infinity as in Gammapy.
            let upper = stated("pl2_e_max", row).value
            return CatalogSpectrum.make(
                PowerLaw2(),
                [
                    "amplitude": stated("pl2_flux", row), "index": stated("pl2_index", row),
                    "emin": (stated("pl2_e_min", row).value, .nan), "emax": (upper > 0 ? upper : 1e5, .nan),
                ])
        case "ecpl":
            let cutoff = stated("ecpl_e_cut", row)
            return CatalogSpectrum.make(
                ExpCutoffPowerLaw(),
                [
                    "amplitude": stated("ecpl_norm", row), "index": stated("ecpl_index", row),
                    "reference": (stated("ecpl_e_ref", row).value, .nan),
                    "lambda_": (1 / cutoff.value, cutoff.error / (cutoff.value * cutoff.value)),
                ])
        case "", "none": return .failure(.noSpectrum)
        default: return .failure(.unknownSpectrum(kinds[row]))
        }
    }

    /// The fluxes that gamma-cat derives from the spectra.
    func fluxes(_ row: Int) -> [CatalogFlux] {
        let kinds: [(name: String, kind: CatalogFlux.Kind)] = [
            ("dnde_1TeV", .differential(at: 1)), ("flux_1TeV", .integral(from: 1, to: .infinity)),
            ("eflux_1TeV_10TeV", .energy(from: 1, to: 10)),
        ]
        return kinds.compactMap { name, kind in
            let (value, error) = stated(name, row)
            guard value.isFinite else { return nil }
            return CatalogFlux("spec_\(name)", kind, value, error: error > 0 ? error : nil)
        }
    }
}
