import GammaKit

/// From a map to a list of sources, step by step; each function is a section of the page "Detection of sources".
public struct DetectionTutorial {
    /// The folder for results.
    public let output: String

    /// Makes the tutorial for a folder.
    public init(output: String) { self.output = output }

    /// A field with three sources, of which the extended one is wide below a few TeV and narrow above.
    public func field() throws -> MapDataset {
        func place(_ east: Double, _ north: Double) -> SkyDirection {
            SkyDirection(ra: 83.63 + east, dec: 22.01 + north)
        }
        let truth = Models(
            SkyModel(
                "halo", spectral: PowerLaw(index: 3.2, amplitude: 6e-11),
                spatial: GaussianSpatialModel(at: place(0, 0.1), sigma: 0.17)),
            SkyModel(
                "core", spectral: PowerLaw(index: 1.6, amplitude: 1.4e-11),
                spatial: GaussianSpatialModel(at: place(0, 0.1), sigma: 0.02)),
            SkyModel(
                "east", spectral: PowerLaw(index: 2.2, amplitude: 9e-12),
                spatial: PointSpatialModel(at: place(0.6, -0.5))),
            SkyModel(
                "west", spectral: PowerLaw(index: 2.2, amplitude: 7e-12),
                spatial: PointSpatialModel(at: place(-0.65, -0.3))))
        return try simulatedMap(seed: 12, truth: truth)
    }

    /// Excess, significance and flux in a disk around every pixel.
    public func excess(_ dataset: MapDataset) throws -> FluxMaps {
        let estimator = ExcessMapEstimator(correlationRadius: 0.1, energyEdges: [0.5, 2, 40])
        let maps = try estimator.run(dataset, execution: Execution(threads: 2))
        try maps.write(to: "\(output)/excess_map.fits")
        try SkyMapPanelsFigure.significance(of: maps).save("\(output)/excess_map.png")
        return maps
    }

    /// The background of the data themselves, measured where no source is.
    public func normalised(_ dataset: MapDataset) throws -> (dataset: MapDataset, mask: WCSMask) {
        func background(_ mask: WCSMask?) throws -> MapDataset {
            try FoVBackgroundMaker(.scale, exclusion: mask?.map).apply(to: dataset).dataset
        }
        let exclusion = try ExclusionMaskBuilder().run { try background($0) }
        print(exclusion.report)
        return (try background(exclusion.mask), exclusion.mask)
    }

    /// The significance of a point source at every pixel, and its peaks.
    public func search(_ dataset: MapDataset) throws -> SourceList {
        let maps = try TSMapEstimator().run(dataset, execution: Execution(threads: 2))
        let sources = try PeakFinder(threshold: 5, minDistance: .degrees(0.3)).run(maps)
        print(sources.textTable.text())
        try sources.write(to: "\(output)/sources.ecsv")
        try sources.writeRegions(to: "\(output)/sources.reg")
        try SkyMapPanelsFigure.significance(of: maps, sources: [sources])
            .save("\(output)/ts_map.png")
        return sources
    }

    /// The peaks as models, fitted together, and what each of them is worth.
    public func fit(
        _ dataset: MapDataset, _ sources: SourceList
    ) throws -> (fit: ModelsFitResult, tests: [SourceTest]) {
        var start = try sources.models(like: TSMapEstimator.pointSource)
        start.components.append(.background(FoVBackgroundModel(dataset: dataset.name)))
        let fit = try Fit([dataset], models: start).run(Execution(threads: 2))
        print(fit.report)

        let tests = try NestedTest.sources(
            of: fit, datasets: [dataset], execution: Execution(threads: 2))
        print(tests.textTable.text())
        return (fit, tests)
    }

    /// Whether the brightest source is extended: a Gaussian against a point.
    public func fitExtension(_ dataset: MapDataset, _ result: ModelsFitResult) throws -> NestedTestResult {
        var extended = result.models
        let point = try extended.source("source-1")
        extended["source-1"] = .sky(
            SkyModel(
                "source-1", spectral: point.spectral,
                spatial: GaussianSpatialModel(
                    at: point.spatial?.position ?? dataset.geometry.centre, sigma: 0.1)))
        try extended.update("source-1.spatial.sigma") { $0.minimum = 0 }

        let test = NestedTest([dataset], null: result.models, alternative: extended)
        let result = try test.run(Execution(threads: 2))
        print(result)
        try result.alternative.models.write(to: "\(output)/models.yaml")
        return result
    }

    /// Whether its shape depends on energy.
    public func morphology(_ dataset: MapDataset, _ models: Models) throws -> EnergyDependentMorphology {
        var models = models
        models.setFrozen(true)
        models.setFrozen(false, models: ["source-1"], part: .spatial)
        try models.update("source-1.spatial.e") { $0.isFrozen = true }
        try models.update("source-1.spatial.phi") { $0.isFrozen = true }
        try models.update("source-1.spectral.amplitude") { $0.isFrozen = false }

        let estimator = EnergyDependentMorphologyEstimator(
            source: "source-1", energyEdges: [0.5, 1.2, 2.9, 40])
        let result = try estimator.run([dataset], models: models, execution: Execution(threads: 2))
        print(result.report)
        try EnergyDependenceFigure(result).save("\(output)/morphology.svg")
        return result
    }

    /// All steps.
    public func run() throws -> EnergyDependentMorphology {
        let field = try field()
        _ = try excess(field)
        let (dataset, _) = try normalised(field)
        let sources = try search(dataset)
        let (fit, _) = try fit(dataset, sources)
        let extended = try fitExtension(dataset, fit)
        return try morphology(dataset, extended.alternative.models)
    }
}

/// Whether a spectrum bends: a cutoff against none.
public func cutoffTest(_ dataset: SpectrumDataset) throws -> NestedTestResult {
    let models = Models(
        SkyModel(
            "Crab",
            spectral: ExpCutoffPowerLaw(index: 2.5, amplitude: 4e-11, lambda: 0.01)))
    let result = try NestedTest(
        [dataset], models: models, null: [.fixed("Crab.spectral.lambda_", 0)]
    ).run()
    print(result)
    print(result.ts.pValue, result.ts.significance)
    return result
}

/// Whether two sources have one spectral index.
public func sameIndexTest(_ datasets: [any Dataset], _ models: Models) throws -> NestedTestResult {
    try NestedTest(
        datasets, models: models,
        null: [.linked("west.spectral.index", to: "east.spectral.index")]
    ).run()
}
