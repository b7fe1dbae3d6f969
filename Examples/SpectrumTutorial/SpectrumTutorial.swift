import GammaKit

/// The one-dimensional tutorial, step by step; each function is a section of the page "Spectrum of a point source".
public struct SpectrumTutorial {
    /// The archive of event lists.
    public let archive: String
    /// The folder for results.
    public let output: String

    /// Makes the tutorial for an archive and a folder.
    public init(archive: String, output: String) {
        self.archive = archive
        self.output = output
    }

    /// Looks into the archive and reads the runs around the source.
    public func observations() throws -> [Observation] {
        let execution = Execution(threads: 2)
        let store = try DataStore(archive, execution: execution)
        print(store.summary.text)

        let crab = SkyDirection(ra: 83.633, dec: 22.014)
        let runs = try store.observations(
            .cone(crab, radius: 5), required: [.aeff, .edisp],
            loading: [.aeff, .edisp, .psf], execution: execution)
        for run in runs {
            print(run.id, run.events.count, "events,", run.livetime, "s")
        }
        for (notice, _) in execution.notices.all { print(notice) }
        return runs
    }

    /// Runs → spectra.
    public func reduce(_ runs: [Observation]) throws -> [SpectrumDataset] {
        let region = SkyRegion.circle(
            centre: SkyDirection(ra: 83.63, dec: 22.01), radius: 0.11)
        let maker = SpectrumDatasetMaker(
            region: region,
            energy: try .energy(min: 0.2, max: 30, bins: 15),
            energyTrue: try .energy(min: 0.1, max: 60, bins: 30, name: "energy_true"),
            containmentCorrection: true)
        let reduction = SpectrumReduction(
            maker: maker,
            safeMask: SafeMaskMaker([.aeffDefault, .aeffMax(percent: 10)]),
            background: ReflectedRegionsBackgroundMaker())

        let datasets = try reduction.run(runs, Execution(threads: 2))
        print(datasets.summaryTable(title: "Runs").text())
        return datasets
    }

    /// Spectra → one spectrum, with the range of the fit.
    public func stack(_ datasets: [SpectrumDataset]) throws -> SpectrumDataset {
        var stacked = try SpectrumDataset.stacked(datasets)
        stacked.setFitRange(minimum: 0.6, maximum: 20)
        try DatasetsFile.write([stacked], to: "\(output)/datasets.yaml")
        return stacked
    }

    /// Spectrum → model with errors.
    public func fit(_ stacked: SpectrumDataset) throws -> ModelsFitResult {
        let start = Models(
            SkyModel("Crab", spectral: PowerLaw(index: 2.6, amplitude: 5e-11)))
        let result = try Fit([stacked], models: start).run()
        print(result.report)

        guard result.fit.outcome.isReliable else {
            print(result.fit.outcome, result.fit.outcome.advice ?? "")
            return result
        }
        try result.models.write(to: "\(output)/models.yaml")
        return result
    }

    /// The spectrum at an energy, and above one, with errors.
    public func derived(_ result: ModelsFitResult) throws -> (decorrelation: Double?, flux: Double, error: Double) {
        let crab = try result.models.source("Crab").spectral
        let position = try result.models.position(of: "Crab")
        let covariance = result.models.spectralCovariance(ofModelAt: position)
        let pivot = crab.pivotEnergy(covariance: covariance)
        let flux = crab.integralError(edges: [1, 10], covariance: covariance)
        print(ValueFormat.value(flux.values[0], error: flux.errors[0]), "cm-2 s-1")
        return (pivot, flux.values[0], flux.errors[0])
    }

    /// Flux points.
    public func fluxPoints(_ stacked: SpectrumDataset, _ models: Models) throws -> FluxPoints {
        let estimator = FluxPointsEstimator(
            source: "Crab", energyEdges: Quadrature.geomspace(0.4, 20, count: 11))
        let points = try estimator.run([stacked], models: models)
        print(points.textTable(.dnde).text())
        try points.write(to: "\(output)/flux_points.ecsv", sedType: .dnde)
        try points.write(to: "\(output)/flux_points.fits", sedType: .likelihood)
        return points
    }

    /// Light curve, one bin a run.
    public func lightCurve(_ datasets: [SpectrumDataset], _ models: Models) throws -> LightCurve {
        let curve = try LightCurveEstimator(source: "Crab", energyEdges: [0.6, 20])
            .run(datasets, models: models)
        print(curve.textTable(.flux).text())
        if let variability = curve.variability().fractional {
            print("Fvar = \(variability.fvar) ± \(variability.fvarError)")
        }
        try curve.write(to: "\(output)/light_curve.ecsv")
        return curve
    }

    /// Figures.
    public func figures(
        _ datasets: [SpectrumDataset], _ stacked: SpectrumDataset, _ models: Models, _ points: FluxPoints,
        _ curve: LightCurve
    ) throws {
        try SpectrumFigure(points, models: models, energies: stacked.fitEnergies)
            .save("\(output)/spectrum.png")
        try CountsFigure(stacked, models: models).save("\(output)/counts.pdf")
        try LightCurveFigure(curve).save("\(output)/light_curve.svg")
        try RegionsFigure(datasets)?.saveAll(to: "\(output)/regions")
    }

    /// All steps.
    public func run() throws -> ModelsFitResult {
        let datasets = try reduce(observations())
        let stacked = try stack(datasets)
        let result = try fit(stacked)
        _ = try derived(result)
        let points = try fluxPoints(stacked, result.models)
        let curve = try lightCurve(datasets, result.models)
        try figures(datasets, stacked, result.models, points, curve)
        return result
    }
}

/// The same from a configuration file, as `gammakit run` does it.
public func configuredAnalysis(config file: String, models: String, output: String) throws -> AnalysisResult {
    let execution = Execution(threads: 2)
    let config = try AnalysisConfig.read(file, notices: execution.notices)
    let analysis = try SpectrumAnalysis(config, execution: execution)
    let result = try analysis.run(models: Models.read(models))
    print(result.report)
    try result.write(to: output, execution: execution)
    return result
}
