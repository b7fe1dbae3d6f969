import GammaKit

/// Is the fit right? Two sources, of which the first model knows one.
public struct FitCheck {
    let output: String

    /// - Parameter output: folder for results.
    public init(output: String) { self.output = output }

    private let crab = SkyModel(
        "Crab", spectral: PowerLaw(index: 2.6, amplitude: 4e-11),
        spatial: GaussianSpatialModel(at: SkyDirection(ra: 83.63, dec: 22.01), sigma: 0.08))
    private let neighbour = SkyModel(
        "neighbour", spectral: PowerLaw(index: 2.3, amplitude: 1e-11),
        spatial: PointSpatialModel(at: SkyDirection(ra: 83.2, dec: 22.4)))

    /// A simulated map with both sources, and the fit of one: what it leaves, and what is left with both.
    public func run() throws -> (one: Residuals, both: Residuals) {
        let dataset = try simulatedMap(truth: Models(crab, neighbour))
        let first = try Fit([dataset], models: Models(crab)).run()
        let one = try residuals(dataset, first.models)
        let second = try Fit([dataset], models: Models(crab, neighbour)).run()
        let both = try residuals(dataset, second.models)
        try page(DatasetsResult(datasets: [dataset], fit: second))
        return (one, both)
    }

    private func residuals(_ dataset: MapDataset, _ models: Models) throws -> Residuals {
        let residuals = try ResidualEstimator(correlationRadius: 0.1).run([dataset], models: models)
        print(residuals.report)
        try ResidualsFolder(residuals, models: models).write(to: output)
        return residuals
    }

    /// What a fit says of itself, and what simulations say of it.
    public func judge() throws -> BootstrapResult {
        let dataset = try simulatedSpectrum()
        let models = Models(SkyModel("Crab", spectral: PowerLaw(index: 2.6, amplitude: 4e-11)))
        var fit = try Fit([dataset], models: models)
        fit.recordsTrace = true
        let result = try fit.run()
        try result.traceTable.write(to: "\(output)/trace.ecsv")
        compare(result)
        try lookAround(fit, result)
        let bootstrap = try simulate([dataset], result)
        try band(result)
        return bootstrap
    }

    /// Numbers that compare it with other models of the same data, and what to do about it.
    public func compare(_ result: ModelsFitResult) {
        print("AIC", result.aic, "BIC", result.bic)
        for (first, second, coefficient) in result.fit.correlations(atLeast: 0.8) {
            print(first, "and", second, "are correlated:", coefficient)
        }
        for (source, energy) in result.decorrelationEnergies {
            print("the flux of", source, "is known best at", energy, "TeV")
        }
        for suggestion in result.suggestions {
            print(suggestion)
        }
    }

    /// Test statistics of the sources, and the statistic along a parameter and around a pair.
    public func lookAround(_ fit: Fit, _ result: ModelsFitResult) throws {
        var checks = FitChecks()
        checks.sources = result.models.skyModels.map(\.name)
        checks.profiles = ["Crab.spectral.index"]
        checks.contours = [try ParameterPair("Crab.spectral.index", "Crab.spectral.amplitude")]
        let found = try checks.run(around: result, of: fit)
        for test in found.sourceTests {
            print(test.source, test.result.ts)
        }
        for profile in found.scans?.profiles ?? [] {
            print(profile.parameter, zip(profile.values, profile.rises))
        }
    }

    /// Goodness of fit, errors and bias by simulation.
    public func simulate(_ datasets: [any Dataset], _ result: ModelsFitResult) throws -> BootstrapResult {
        let bootstrap = try ParametricBootstrap(datasets, around: result).run(count: 100, seed: 1)
        print("p-value", bootstrap.pValue, "±", bootstrap.pValueError)
        for parameter in bootstrap.parameters {
            print(parameter.name, parameter.error, parameter.standardDeviation, parameter.bias)
        }
        return bootstrap
    }

    /// The fitted spectrum with a band from samples of the covariance, and as tables.
    public func band(_ result: ModelsFitResult) throws {
        let energies = Quadrature.geomspace(0.5, 20, count: 50)
        try SpectrumFigure(nil, models: result.models, energies: energies, errors: .sampled(seed: 1))
            .save("\(output)/band.svg")
        let table = try result.models.spectrumTable(of: "Crab", energies: energies)
        try table.write(to: "\(output)/band.csv")
        try table.write(to: "\(output)/band.tex")
    }

    /// Everything on one page.
    public func page(_ result: DatasetsResult) throws {
        let page = try result.htmlReport(title: "Two sources")
        try page.write(to: "\(output)/report.html")
    }

    /// What is behind the tables.
    public func look(_ residuals: Residuals) {
        for maps in residuals.maps {
            for peak in maps.peaks.peaks {
                print(peak.position, peak.value, "σ, after trials", maps.postTrial(peak.value))
            }
        }
        for series in residuals.summary where (series.goodness?.pValue ?? 1) < 0.01 {
            print("does not fit:", series.title, "along", series.axis.rawValue)
        }
    }
}
