import GammaKit

/// A map, a spectrum and flux points of one source in one fit, with linked parameters and a prior.
public struct JointFitTutorial {
    /// A folder for results.
    public var output: String

    /// Chooses the folder.
    public init(output: String) { self.output = output }

    /// Three kinds of data of one source.
    public func data() throws -> [any Dataset] {
        let map = try simulatedMap(name: "map")
        let spectrum = try simulatedSpectrum(name: "spectrum")
        let points = try FluxPointsDataset(
            name: "points", points: simulatedPoints())
        let datasets: [any Dataset] = [map, spectrum, points]
        return datasets
    }

    /// One source for the telescopes, the same source as the other instrument sees it, and a background.
    public func start() throws -> Models {
        let centre = SkyDirection(ra: 83.63, dec: 22.01)
        let source = SkyModel(
            "Crab", spectral: PowerLaw(index: 2.4, amplitude: 3e-11),
            spatial: GaussianSpatialModel(at: centre, sigma: 0.05),
            datasetNames: ["map", "spectrum"])
        let elsewhere = SkyModel(
            "Crab elsewhere",
            spectral: PowerLaw(index: 2.4, amplitude: 3e-11) * PowerLawNorm(norm: 1),
            datasetNames: ["points"])
        let background = FoVBackgroundModel(dataset: "map")

        var models = Models([.sky(source), .sky(elsewhere), .background(background)])
        try models.link(
            "Crab.spectral.index", "Crab elsewhere.spectral.model1.index")
        try models.link(
            "Crab.spectral.amplitude", "Crab elsewhere.spectral.model1.amplitude")
        try models.update("Crab elsewhere.spectral.model2.norm") {
            $0.prior = GaussianPrior(mu: 1, sigma: 0.1)
        }
        return models
    }

    /// All data at once.
    public func fit(_ datasets: [any Dataset], _ models: Models) throws -> ModelsFitResult {
        let result = try Fit(datasets, models: models).run(Execution(threads: 2))
        print(result.report)
        return result
    }

    /// What the statistic loses by the assumption of one index.
    public func compatibility(_ datasets: [any Dataset], _ result: ModelsFitResult) throws -> Double {
        var untied = result.models
        try untied.unlink("Crab elsewhere.spectral.model1.index")
        let separate = try Fit(datasets, models: untied).run(Execution(threads: 2))
        let ts = result.fit.stat - separate.fit.stat
        print("TS of two indices instead of one:", ts)
        return ts
    }

    /// Data and models in files that `gammakit fit` and Gammapy read.
    public func write(_ datasets: [any Dataset], _ models: Models) throws {
        try DatasetsFile.write(datasets, to: "\(output)/datasets.yaml")
        try models.write(to: "\(output)/models.yaml")
    }

    /// The spectrum with the flux points as they are and as the calibration corrects them.
    public func figure(_ result: ModelsFitResult) throws {
        let energies = Quadrature.geomspace(0.02, 40, count: 100)
        let measured = try simulatedPoints()
        let norm = try result.models
            .parameter("Crab elsewhere.spectral.model2.norm").value
        var points = SpectrumPoints(measured)
        points.name = "Points"
        var corrected = points
        corrected.name = "Points / norm"
        corrected.dnde = points.dnde.map { $0 / norm }

        var figure = try SpectrumFigure(
            measured, models: result.models, source: "Crab", energies: energies)
        figure.points = [points, corrected]
        try figure.save("\(output)/joint_spectrum.svg")
    }

    /// All steps.
    public func run() throws -> ModelsFitResult {
        let datasets = try data()
        let result = try fit(datasets, start())
        _ = try compatibility(datasets, result)
        try write(datasets, result.models)
        try figure(result)
        return result
    }
}

/// Without any file: flux points at low energies from an instrument whose fluxes are 8 % too high, drawn with a seed.
public func simulatedPoints(seed: UInt64 = 1) throws -> FluxPoints {
    let truth = PowerLaw(index: 2.6, amplitude: 4e-11)
    let edges = Quadrature.geomspace(0.02, 0.2, count: 7)
    var random = RandomStream(seed: seed, stream: "points")
    let points = zip(edges, edges.dropFirst()).map { low, high in
        let reference = ReferenceFlux(truth, eMin: low, eMax: high, eRef: (low * high).squareRoot())
        var point = FluxPoint(
            eMin: low, eMax: high, reference: reference, norm: 1.08 + 0.05 * random.normal())
        point.normErr = 0.05
        return point
    }
    return FluxPoints(points, metadata: FluxMetadata(sedType: .dnde, source: "Crab"))
}
