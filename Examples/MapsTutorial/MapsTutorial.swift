import GammaKit

/// The three-dimensional tutorial, step by step; each function is a section of the page "Maps and three-dimensional fits".
public struct MapsTutorial {
    /// The archive of event lists.
    public let archive: String
    /// The folder for results.
    public let output: String

    /// Makes the tutorial for an archive and a folder.
    public init(archive: String, output: String) {
        self.archive = archive
        self.output = output
    }

    /// An image with an axis of energy.
    public func geometry() throws -> WCSGeometry {
        let crab = SkyDirection(ra: 83.63, dec: 22.01)
        let geometry = try WCSGeometry.create(
            centre: crab, width: 4, binSize: 0.05, projection: "TAN",
            axes: [.energy(min: 0.5, max: 40, bins: 5)])
        print(geometry.nx, "×", geometry.ny, "pixels,", geometry.planeCount, "energies")
        return geometry
    }

    /// Runs → one stacked dataset.
    public func reduce(_ geometry: WCSGeometry) throws -> MapDataset {
        let crab = SkyDirection(ra: 83.63, dec: 22.01)
        let store = try DataStore(archive)
        let runs = try store.observations(.ids([23523, 23526]))

        let exclusion = try geometry.image.exclusionMask(
            from: .circles([.init(centre: crab, radius: 0.3)]))
        let reduction = MapReduction(
            safeMask: SafeMaskMaker([.aeffDefault, .offsetMax(degrees: 2.5)]),
            background: FoVBackgroundMaker(.scale, exclusion: exclusion.map),
            cutoutRadius: 2.5)

        let empty = try MapDataset.empty(
            geometry: geometry,
            energyTrue: .energy(min: 0.1, max: 100, bins: 20, name: "energy_true"))
        let stack = try reduction.stack(
            runs, into: empty, Execution(threads: 2))
        print(stack.backgrounds.table.text())
        print([stack.dataset.summary].textTable().text())
        return stack.dataset
    }

    /// Dataset → files and images.
    public func look(_ stacked: MapDataset) throws {
        try DatasetsFile.write([stacked], to: "\(output)/datasets.yaml")

        try stacked.countsImage.write(to: "\(output)/counts.fits")
        try SkyMapFigure(stacked.countsImage, name: "Counts", stretch: .sqrt)
            .sources([SkyMapSource("Crab nebula", at: stacked.geometry.centre)])
            .save("\(output)/counts.png")
        try SkyMapPanelsFigure([
            SkyMapFigure(stacked.excessImage.smoothed(.gauss(sigma: 0.1)), name: "Excess"),
            SkyMapFigure(stacked.exposureImage(energy: 1), name: "Exposure"),
        ]).save("\(output)/excess_exposure.svg")
    }

    /// Dataset → model of source and background.
    public func fit(_ stacked: MapDataset) throws -> ModelsFitResult {
        let source = SkyModel(
            "Crab", spectral: PowerLaw(index: 2.5, amplitude: 3e-11),
            spatial: GaussianSpatialModel(at: stacked.geometry.centre, sigma: 0.0145))
        let background = FoVBackgroundModel(dataset: stacked.name)
        var start = Models([.sky(source), .background(background)])
        try start.update("Crab.spatial.sigma") { $0.isFrozen = true }

        let result = try Fit([stacked], models: start).run(Execution(threads: 2))
        print(result.report)
        try result.models.write(to: "\(output)/models.yaml")
        return result
    }

    /// The model with a free extension, and how much better it is.
    public func fitExtension(_ stacked: MapDataset, _ result: ModelsFitResult) throws -> ModelsFitResult {
        var models = result.models
        try models.update("Crab.spatial.sigma") {
            $0.value = 0.05
            $0.isFrozen = false
        }
        let extended = try Fit([stacked], models: models).run(Execution(threads: 2))
        let sigma = try extended.models.parameter("Crab.spatial.sigma")
        print(ValueFormat.value(sigma.value, error: sigma.error), "deg")
        print("TS of the extension:", result.fit.stat - extended.fit.stat)
        return extended
    }

    /// What the model leaves: significances, which should follow a Gaussian of width 1.
    public func residuals(_ stacked: MapDataset, _ models: Models) throws -> WCSMap {
        let disk = try ConvolutionKernel.disk(radius: 2)
        let counts = try stacked.countsImage.convolved(with: disk)
        let expected = try stacked.image(of: stacked.predicted(models).values)
            .convolved(with: disk)
        let statistics = CashCountsStatistic.array(
            nOn: counts.values.map { $0.rounded() }, muBackground: expected.values)
        let significance = try WCSMap(
            counts.geometry, values: statistics.map(\.sqrtTS))

        let shape = try models.source("Crab").spatial?.region
        try SkyMapFigure.significance(significance, title: "Residuals")
            .regions(shape.map { [$0] } ?? [], name: "Crab, fitted")
            .save("\(output)/residuals.png")
        try SignificanceHistogramFigure(values: significance.values)
            .save("\(output)/residual_histogram.png")
        return significance
    }

    /// All steps.
    public func run() throws -> ModelsFitResult {
        let stacked = try reduce(geometry())
        try look(stacked)
        let result = try fit(stacked)
        _ = try residuals(stacked, result.models)
        return result
    }
}

/// Reads a map and draws it.
public func drawMap(_ path: String, output: String) throws -> WCSMap {
    let map = try WCSMap.read(path)
    print(map.geometry.nx, map.geometry.ny, map.geometry.axes.map(\.name), map.unit)
    try SkyMapFigure(map, name: "Counts", stretch: .asinh).save("\(output)/map.png")
    return map
}

/// Fits all datasets of a list together, with the models of a file.
public func jointMapFit(datasets list: String, models file: String) throws -> ModelsFitResult {
    let datasets = try DatasetsFile.read(list)
    let models = try Models.read(file)
    let result = try Fit(datasets, models: models).run(Execution(threads: 2))
    print(result.report)
    return result
}

/// The same from a configuration file, as `gammakit run` does it.
public func configuredMaps(config file: String, models: String, output: String) throws -> DatasetsResult {
    let execution = Execution(threads: 2)
    let config = try AnalysisConfig.read(file, notices: execution.notices)
    let analysis = try MapAnalysis(config, execution: execution)
    let result = try analysis.run(models: Models.read(models))
    print(result.report)
    try result.write(to: output, execution: execution)
    return result
}
