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
