import GammaCore
import GammaMaps
import GammaModels

/// What one detector of LHAASO measured of all sources.
struct LHAASODetector {
    /// Test statistic.
    let statistic: [Double]
    private let ending: String
    private let names: [String]
    private let lon, lat, radius: [Double]
    private let size, sizeError, sizeLimit: [Double]
    private let flux, fluxError, fluxLimit: [Double]
    private let index, indexError: [Double]
    private let reference, statistic100: [Double]

    init(_ table: CatalogColumns, ending: String) throws {
        func numbers(_ name: String, in unit: Unit = .none) throws -> [Double] {
            try table.optionalNumbers(name + ending, in: unit)
        }
        self.ending = ending
        names = try table.text((ending.isEmpty ? "Model_a" : "Model_b")).map { $0.filter { $0 != "*" } }
        lon = try numbers("RAJ2000", in: .deg)
        lat = try numbers("DECJ2000", in: .deg)
        radius = try numbers("pos_err", in: .deg)
        size = try numbers("r39", in: .deg)
        sizeError = try numbers("r39_err", in: .deg)
        sizeLimit = try numbers("r39_ul", in: .deg)
        flux = try numbers("N0", in: .differentialFlux)
        fluxError = try numbers("N0_err", in: .differentialFlux)
        fluxLimit = try numbers("N0_ul", in: .differentialFlux)
        index = try numbers("gamma")
        indexError = try numbers("gamma_err")
        reference = try numbers("E0", in: .TeV)
        statistic = try numbers("TS").map { $0 > 0 ? $0 : .nan }
        statistic100 = try numbers("TS100")
    }

    /// Where the detector saw the source.
    func position(_ row: Int) -> SkyDirection? {
        let position = SkyDirection(lon: lon[row], lat: lat[row], frame: .fk5)
        return position.isValid ? position : nil
    }

    /// The stated radius holds the position with 95 %.
    func positionError(_ row: Int) -> PositionError? {
        PositionError(containing: 0.95, semiMajor: radius[row], semiMinor: radius[row])
    }

    func variant(_ row: Int, source: String) -> CatalogVariant {
        let range: ClosedRange<Double>? = names[row] == "WCDA" ? 1...25 : names[row] == "KM2A" ? 25...2000 : nil
        let spectrum: Result<any SpectralModel, NoModelReason>
        if flux[row] > 0 {
            spectrum = CatalogSpectrum.powerLaw(
                amplitude: (flux[row], fluxError[row]), index: (index[row], indexError[row]),
                reference: reference[row])
        } else {
            spectrum = .failure(fluxLimit[row] > 0 ? .upperLimitOnly : .noSpectrum)
        }
        return CatalogVariant(
            names[row], source: source, spectrum: spectrum, shape: shape(row), energyRange: range)
    }

    /// A Gaussian whose σ is the radius that holds 39 % of the light, or a point where that is only limited.
    private func shape(_ row: Int) -> Result<CatalogShape, NoModelReason> {
        guard let position = position(row) else { return .failure(.noShape) }
        guard size[row] > 0 else { return .success(.point(at: position, error: positionError(row))) }
        return .success(
            .gaussian(at: position, sigma: size[row], sigmaError: sizeError[row], error: positionError(row)))
    }

    func fluxes(_ row: Int) -> [CatalogFlux] {
        let kind = CatalogFlux.Kind.differential(at: reference[row])
        if flux[row] > 0 {
            let error = fluxError[row] > 0 ? fluxError[row] : nil
            return [CatalogFlux("N0\(ending)", kind, flux[row], error: error, variant: names[row])]
        }
        guard fluxLimit[row] > 0 else { return [] }
        return [CatalogFlux("N0_ul\(ending)", kind, fluxLimit[row], isUpperLimit: true, variant: names[row])]
    }

    func details(_ row: Int) -> [CatalogDetail] {
        var lines: [CatalogDetail] = []
        func add(_ name: String, _ value: Double, _ unit: String = "") {
            guard value.isFinite else { return }
            lines.append(CatalogDetail("\(names[row]) \(name)", ValueFormat.number(value), unit: unit))
        }
        add("TS", statistic[row])
        add("TS above 100 TeV", statistic100[row])
        add("limit of r39", sizeLimit[row], "deg")
        return lines
    }
}
