import GammaKit

/// Finding sources, step by step; each function is a section of the page "Finding sources".
public struct SourceSearchTutorial {
    /// The folder for results.
    public let output: String

    /// Makes the tutorial for a folder.
    public init(output: String) { self.output = output }

    /// A field with sources that are known.
    public func simulate() throws -> SimulatedField {
        let geometry = try WCSGeometry.create(
            centre: SkyDirection(ra: 83.63, dec: 22.01), width: 2.4, binSize: 0.06,
            projection: "TAN", axes: [.energy(min: 0.4, max: 40, bins: 4)])
        var population = SourcePopulation()
        population.points = 2
        population.extended = 1
        population.sigmas = 0.1...0.15
        population.amplitudes = 2e-12...5e-12
        let truth = try population.sources(on: geometry, seed: 5)
        let field = try SimulatedField(FieldSimulator(geometry), truth: truth, seed: 5)
        try field.write(to: output)
        return field
    }

    /// Field → significance of a point source in every pixel, and its peaks.
    public func peaks(_ field: SimulatedField) throws -> SourceList {
        let maps = try TSMapEstimator(kernelWidth: 0.5).run(field.dataset)
        let peaks = try PeakFinder(threshold: 5, minDistance: .degrees(0.3)).run(maps)
        print(peaks.textTable.text())
        try SkyMapPanelsFigure.significance(of: maps, sources: [peaks])
            .save("\(output)/peaks.png")
        return peaks
    }

    /// Field → all its sources.
    public func search(_ field: SimulatedField) throws -> SourceSearchResult {
        var finder = SourceFinder()
        finder.sizes = [0, 0.12]
        let result = try finder.run([field.dataset], execution: Execution(threads: 2))
        print(result.roundsTable.text())
        print(result.sources.textTable.text())
        try SourceSearchFolder(result).write(to: "\(output)/search")
        return result
    }

    /// Field → all its sources, each in the shape and with the spectrum that it needs.
    public func model(_ field: SimulatedField) throws -> SourceSearchResult {
        var finder = SourceFinder()
        finder.sizes = [0, 0.12]
        finder.indices = [2.3, 1.5]
        finder.shapes = [.point, .gaussian, .elongated]
        finder.spectra = [.powerLaw, .logParabola, .expCutoff]
        let result = try finder.run([field.dataset], execution: Execution(threads: 2))
        print(result.steps.textTable.text())
        for left in result.residuals {
            print("highest √TS \(left.name): \(left.highest)")
        }
        return result
    }

    /// Sources found beside those that are true.
    public func compare(
        _ result: SourceSearchResult, _ field: SimulatedField
    ) throws -> DetectionQuality {
        let quality = try DetectionQuality(
            result.sources, truth: field.truth, in: [field.dataset])
        print(quality.report)
        return quality
    }
}
