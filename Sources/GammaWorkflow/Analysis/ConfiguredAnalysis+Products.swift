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
    ///   - parts: runs, or parts of runs where time intervals cut them .
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

    /// The runs as parts of a light curve, cut where they reach beyond one of its time intervals; each is read and reduced in
    /// its turn, so that only times are kept.
    /// - Parameter reduce: makes the dataset of an observation; nil when nothing of it is left.
    func parts(
        of selection: RunSelection, reduce: @escaping @Sendable (Observation) throws -> (any Dataset)?
    ) throws -> [LightCurvePart] {
        guard let selected = selection.runs else { return [] }
        let notices = execution.notices
        var runs = try parallelMap(selection.reducedIDs, execution) { id in
            var run = try selected.read(id, notices)
            run.events = run.events.selecting(rows: [])
            run.responses = Responses()
            return run
        }
        let intervals = config.lightCurve.timeIntervals.intervals ?? []
        if runs.contains(where: { isCut($0.gti, by: intervals) }) { runs = runs.parts(in: intervals) }
        return try runs.map { part in
            try LightCurvePart(name: part.name, gti: part.gti) { [self] in
                let run = try selected.read(part.id, notices)
                let whole = part.name == part.id ? run : run.parts(in: intervals).first { $0.name == part.name }
                return try whole.flatMap(reduce).map(inFitRange)
            }
        }
    }

    /// Whether a run lies partly inside and partly outside one of the time intervals.
    func isCut(_ gti: GTI?, by intervals: [(start: Instant, stop: Instant)]) -> Bool {
        let tolerance = config.lightCurve.parameters.atol?.seconds ?? LightCurveEstimator.defaultTolerance
        guard let start = gti?.start, let stop = gti?.stop else { return false }
        return intervals.contains { interval in
            let overlaps =
                interval.stop.seconds(since: start) > tolerance && stop.seconds(since: interval.start) > tolerance
            let isInside =
                start.seconds(since: interval.start) >= -tolerance && stop.seconds(since: interval.stop) <= tolerance
            return overlaps && !isInside
        }
    }

    private func lightCurveEdges(_ energies: [Double]) -> [Double] {
        if let edges = config.lightCurve.energyEdges.edges { return edges }
        let range = config.fit.fitRange
        return [range.min?.TeV ?? energies.first ?? 0, range.max?.TeV ?? energies.last ?? 0]
    }

    /// The models to measure: the configured ones, or every source for `all` unless a model is called so.
    func sources(_ names: OneOrMany<String>, _ models: Models, keyPath: String) throws -> [String] {
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
