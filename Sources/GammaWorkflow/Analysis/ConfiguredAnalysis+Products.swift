import GammaCore
import GammaData
import GammaDatasets
import GammaEstimators
import GammaModels
import GammaProducts

extension ConfiguredAnalysis {
    /// Flux points of the configured sources; none when the configuration has no energies for them.
    public func fluxPoints(_ datasets: [any Dataset], models: Models) throws -> [FluxPoints] {
        guard let edges = config.fluxPoints.energy.edges else { return [] }
        let points = try FluxPointsEstimator.all(
            datasets, models: models,
            sources: sources(config.fluxPoints.source, models, keyPath: "flux_points.source"), energyEdges: edges,
            options: FluxOptions(config.fluxPoints.parameters),
            allowsMultipleTelescopes: config.fluxPoints.parameters.allowMultipleTelescopes ?? false,
            execution: execution)
        log.add(execution.notices)
        for points in points { log.add(.info, "flux points of \(points.metadata.source): \(points.count)") }
        return points
    }

    /// Light curves of the configured sources: one point a run unless time intervals are given.
    ///
    /// Without energies they cover the fit range; without configured sources they are of those of the flux points.
    /// - Parameters:
    ///   - parts: runs, or parts of runs where time intervals cut them (``parts(of:reduce:)``).
    ///   - energies: edges of the reconstructed energy of the data, TeV.
    public func lightCurves(_ parts: [LightCurvePart], energies: [Double], models: Models) throws -> [LightCurve] {
        guard !parts.isEmpty else { return [] }
        let names = config.mentions("light_curve") ? config.lightCurve.source : config.fluxPoints.source
        let parameters = config.lightCurve.parameters.common
        var estimator = LightCurveEstimator(
            source: "", energyEdges: lightCurveEdges(energies), intervals: config.lightCurve.timeIntervals.intervals,
            options: FluxOptions(parameters))
        estimator.allowsMultipleTelescopes = parameters.allowMultipleTelescopes ?? false
        estimator.tolerance = config.lightCurve.parameters.atol?.seconds ?? LightCurveEstimator.defaultTolerance
        estimator.stacksIntervals = config.lightCurve.parameters.stackOverTimeInterval ?? false
        let curves = try estimator.all(
            parts: parts, models: models, sources: sources(names, models, keyPath: "light_curve.source"),
            execution: execution)
        log.add(execution.notices)
        for curve in curves { log.add(.info, "light curve of \(curve.metadata.source): \(curve.count) points") }
        return curves
    }

    /// The runs as parts of a light curve, cut where they reach beyond one of its time intervals; each is reduced in its turn.
    /// - Parameter reduce: makes the dataset of an observation; nil when nothing of it is left.
    func parts(
        of observations: [Observation], reduce: @escaping @Sendable (Observation) throws -> (any Dataset)?
    ) throws -> [LightCurvePart] {
        var runs = observations
        if let intervals = config.lightCurve.timeIntervals.intervals, observations.contains(where: areCut(intervals)) {
            runs = observations.parts(in: intervals)
        }
        return try runs.map { run in
            try LightCurvePart(name: run.name, gti: run.gti) { [self] in try reduce(run).map(inFitRange) }
        }
    }

    /// Whether a run lies partly inside and partly outside one of the time intervals.
    private func areCut(_ intervals: [(start: Instant, stop: Instant)]) -> (Observation) -> Bool {
        let tolerance = config.lightCurve.parameters.atol?.seconds ?? LightCurveEstimator.defaultTolerance
        return { run in
            guard let start = run.start, let stop = run.stop else { return false }
            return intervals.contains { interval in
                let overlaps =
                    interval.stop.seconds(since: start) > tolerance && stop.seconds(since: interval.start) > tolerance
                let isInside =
                    start.seconds(since: interval.start) >= -tolerance
                    && stop.seconds(since: interval.stop) <= tolerance
                return overlaps && !isInside
            }
        }
    }

    private func lightCurveEdges(_ energies: [Double]) -> [Double] {
        if let edges = config.lightCurve.energyEdges.edges { return edges }
        let range = config.fit.fitRange
        return [range.min?.TeV ?? energies.first ?? 0, range.max?.TeV ?? energies.last ?? 0]
    }

    /// The models to measure: the configured ones, or every source for `all` unless a model is called so.
    private func sources(_ names: OneOrMany<String>, _ models: Models, keyPath: String) throws -> [String] {
        if names == "all", !models.names.contains("all") { return models.skyModels.map(\.name) }
        return try names.values.map { try source($0, models, keyPath: keyPath) }
    }

    /// One model to measure: the configured one; with only one source in the models, that one, with a notice.
    func source(_ name: String, _ models: Models, keyPath: String) throws -> String {
        let names = models.skyModels.map(\.name)
        if names.contains(name) { return name }
        if names.count == 1, let only = names.first {
            execution.notices.add(
                "there is no model '\(name)'; the only source, '\(only)', is taken", at: config.origin(of: keyPath))
            return only
        }
        let near = nearestName(to: name, in: names).map { "did you mean '\($0)'?" }
        throw Fault(
            .badValue, "there is no model '\(name)'", at: config.origin(of: keyPath),
            hint: near ?? "models: \(names.joined(separator: ", "))")
    }
}
