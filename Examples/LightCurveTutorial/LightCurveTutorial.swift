import GammaKit

/// Light curves of a flare, step by step; each function is a section of the page "Light curves".
public struct LightCurveTutorial {
    /// The archive of event lists.
    public let archive: String
    /// The folder for results.
    public let output: String

    /// Makes the tutorial for an archive and a folder.
    public init(archive: String, output: String) {
        self.archive = archive
        self.output = output
    }

    /// The runs of one night.
    public func observations() throws -> [Observation] {
        try DataStore(archive).observations(.ids(Array(33787...33801)))
    }

    /// How a run, or a part of one, becomes a spectrum.
    public func reduction() throws -> SpectrumReduction {
        let target = SkyDirection(ra: 329.717, dec: -30.2256)
        return SpectrumReduction(
            maker: SpectrumDatasetMaker(
                region: .circle(centre: target, radius: 0.11),
                energy: try .energy(min: 0.4, max: 20, bins: 10),
                energyTrue: try .energy(min: 0.1, max: 40, bins: 20, name: "energy_true"),
                containmentCorrection: true),
            safeMask: SafeMaskMaker([.aeffMax(percent: 10)]),
            background: ReflectedRegionsBackgroundMaker())
    }

    /// The spectrum of all runs together.
    public func fit(_ runs: [SpectrumDataset]) throws -> ModelsFitResult {
        let start = Models(
            SkyModel("PKS 2155-304", spectral: PowerLaw(index: 3.4, amplitude: 5e-11)))
        let result = try Fit([SpectrumDataset.stacked(runs)], models: start).run()
        print(result.report)
        return result
    }

    /// One bin a run, in two ranges of energy.
    public func runByRun(_ runs: [SpectrumDataset], _ models: Models) throws -> LightCurve {
        let estimator = LightCurveEstimator(
            source: "PKS 2155-304", energyEdges: [0.6, 1.3, 20])
        let curve = try estimator.run(runs, models: models, execution: Execution(threads: 2))
        print(curve.textTable(.flux).text())
        try curve.write(to: "\(output)/runs.ecsv")
        try LightCurveFigure(curve).save("\(output)/runs.svg")
        return curve
    }

    /// Bins of five minutes: the runs are cut before they are reduced.
    public func snippets(
        _ observations: [Observation], _ reduction: SpectrumReduction, _ models: Models
    ) throws -> LightCurve {
        let first = try Instant(iso: "2006-07-29T20:30:00", scale: .utc)
        let intervals = (0..<90).map { index in
            (
                start: first.adding(seconds: 300 * Double(index)),
                stop: first.adding(seconds: 300 * Double(index + 1))
            )
        }
        let parts = try observations.parts(in: intervals).map { part in
            try LightCurvePart(name: part.name, gti: part.gti) { try reduction.reduce(part) }
        }
        let estimator = LightCurveEstimator(
            source: "PKS 2155-304", energyEdges: [0.6, 20], intervals: intervals)
        let curve = try estimator.run(
            parts: parts, models: models, execution: Execution(threads: 2))
        try curve.write(to: "\(output)/snippets.fits")
        return curve
    }

    /// Whether and how fast the flux varies.
    public func variability(_ curve: LightCurve) throws -> FluxVariability {
        let variability = curve.variability()
        print(variability.textTable().text())
        try LightCurveFigure(curve).save("\(output)/snippets.svg")
        return variability
    }

    /// The stretches in which the flux is constant within its errors.
    public func blocks(_ variability: FluxVariability) -> [FluxBlock] {
        let blocks = variability.bayesianBlocks(falseAlarm: 0.01)
        for block in blocks {
            print(
                ValueFormat.number(block.start / 60, digits: 3), "to",
                ValueFormat.number(block.stop / 60, digits: 3), "min:",
                ValueFormat.value(block.mean, error: block.error), "cm-2 s-1")
        }
        return blocks
    }

    /// The index in each bin, fitted together with the flux.
    public func hardness(_ runs: [SpectrumDataset], _ models: Models) throws -> LightCurve {
        let estimator = LightCurveEstimator(
            source: "PKS 2155-304", energyEdges: [0.6, 20],
            options: FluxOptions(selection: [], freeParameters: ["index"]))
        let curve = try estimator.run(runs, models: models)
        for bin in curve.bins {
            for index in bin.points[0].nuisance {
                print(bin.start.iso(.utc), ValueFormat.value(index.value, error: index.error))
            }
        }
        return curve
    }

    /// All steps.
    public func run() throws -> [FluxBlock] {
        let observations = try observations()
        let reduction = try reduction()
        let runs = try reduction.run(observations, Execution(threads: 2))
        let models = try fit(runs).models
        _ = try runByRun(runs, models)
        _ = try hardness(runs, models)
        let curve = try snippets(observations, reduction, models)
        return blocks(try variability(curve))
    }
}
