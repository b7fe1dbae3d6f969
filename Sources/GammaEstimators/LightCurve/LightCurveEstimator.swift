import GammaCore
import GammaData
import GammaDatasets
import GammaModels
import GammaProducts

/// A light curve: the flux of one source in time bins, in one or more energy bins.
///
/// The datasets, maps and spectra in any mix, are those of single runs or shorter. Without intervals every dataset is a bin
/// of its own.
public struct LightCurveEstimator: Sendable {
    /// Time bins; nil makes one of each dataset.
    public var intervals: [(start: Instant, stop: Instant)]?
    /// Edges of the energy bins, TeV; each is moved to the nearest bin edge of the datasets.
    public var energyEdges: [Double]
    /// Measures one flux.
    public var flux: FluxEstimator
    /// Whether datasets of different telescopes may share a bin.
    public var allowsMultipleTelescopes = false
    /// Datasets may reach beyond a time interval by so much, s.
    public var tolerance = Self.defaultTolerance
    /// By default times agree within so much, s.
    public static let defaultTolerance = 1e-6
    /// Whether the datasets of a time bin are added up before the measurement; backgrounds as their models scale them, so
    /// that nothing but the source can be fitted.
    public var stacksIntervals = false

    /// Makes an estimator.
    public init(
        source: String, energyEdges: [Double], intervals: [(start: Instant, stop: Instant)]? = nil,
        options: FluxOptions = FluxOptions()
    ) {
        self.intervals = intervals
        self.energyEdges = energyEdges
        flux = FluxEstimator(source: source, options: options)
    }

    /// One bin a time interval that holds any dataset; intervals without data are left out with a notice. A bin that fails
    /// says so in its outcomes and ends no other.
    /// - Throws: faults as ``FluxPointsEstimator``; ``Fault/Code/noData`` when datasets have no good time intervals or no
    ///   interval holds any.
    public func run(
        _ datasets: [any Dataset], models: Models, execution: Execution = Execution()
    ) throws -> LightCurve {
        try run(parts: datasets.countsDatasets().map { try LightCurvePart($0) }, models: models, execution: execution)
    }

    /// The same for data that become datasets in their turn: no more of them are in memory than those of one time bin a
    /// thread.
    public func run(
        parts: [LightCurvePart], models: Models, execution: Execution = Execution()
    ) throws -> LightCurve {
        try run(parts, models, sources: [flux.source], execution)[0]
    }

    /// Light curves of several sources of datasets that are there already.
    /// - Throws: as ``run(_:models:execution:)``.
    public func all(
        _ datasets: [any Dataset], models: Models, sources: [String]? = nil, execution: Execution = Execution()
    ) throws -> [LightCurve] {
        try all(
            parts: datasets.countsDatasets().map { try LightCurvePart($0) }, models: models, sources: sources,
            execution: execution)
    }

    /// Light curves of several sources; each dataset is made and predicted once for all of them.
    /// - Parameter sources: their names; nil: all sources of the models. ``FluxEstimator/source`` is not looked at.
    /// - Throws: as ``run(_:models:execution:)``.
    public func all(
        parts: [LightCurvePart], models: Models, sources: [String]? = nil, execution: Execution = Execution()
    ) throws -> [LightCurve] {
        try run(parts, models, sources: sources ?? models.skyModels.map(\.name), execution)
    }

    private func run(
        _ parts: [LightCurvePart], _ models: Models, sources: [String], _ execution: Execution
    ) throws -> [LightCurve] {
        for source in sources { _ = try models.source(source) }
        guard !(stacksIntervals && flux.options.reoptimize) else {
            throw Fault(
                .incompatible, "other parameters cannot be fitted again in time bins whose datasets are stacked",
                hint: "stack, or reoptimize")
        }
        let bins = timeBins(parts, execution)
        guard !bins.isEmpty else {
            throw Fault(.noData, "no dataset lies wholly in any time interval of the light curve")
        }
        let values = try parallelMap(bins, execution, step: "light curve") { try measure($0, parts, models, sources) }
        if let fault = values.compactMap({ $0.fault }).first, values.allSatisfy({ $0.fault != nil }) { throw fault }
        for (bin, value) in zip(bins, values) where value.points == nil {
            execution.notices.add(
                "nothing was left of the data from \(bin.start.iso(.utc)) to \(bin.stop.iso(.utc)): left out")
        }
        return sources.enumerated().map { position, source in
            LightCurve(
                zip(bins, values).compactMap { bin, value in
                    value.points.map { LightCurve.Bin(start: bin.start, stop: bin.stop, points: $0[position]) }
                },
                timeScale: parts.first?.timeScale ?? .tt,
                metadata: FluxMetadata(
                    sedType: .flux, source: source, datasetNames: stacksIntervals ? ["stacked"] : parts.map(\.name),
                    nSigma: flux.options.nSigma,
                    nSigmaUL: flux.options.nSigmaUL, nSigmaSensitivity: flux.options.nSigmaSensitivity))
        }
    }

    private struct TimeBin: Sendable {
        var start: Instant
        var stop: Instant
        var positions: [Int]
    }

    /// The points of every source in one time bin, or why there are none; neither when nothing was left of its data.
    private func measure(
        _ bin: TimeBin, _ parts: [LightCurvePart], _ models: Models, _ sources: [String]
    ) throws -> (points: [[FluxPoint]]?, fault: Fault?) {
        do {
            let datasets = try bin.positions.compactMap { position in
                try parts[position].dataset().map { (position: position, dataset: $0) }
            }
            guard !datasets.isEmpty else { return (nil, nil) }
            func points(_ datasets: [any Dataset], _ models: Models) throws -> [FluxPoints] {
                try FluxPointsEstimator.all(
                    datasets, models: models, sources: sources, energyEdges: energyEdges, options: flux.options,
                    allowsMultipleTelescopes: allowsMultipleTelescopes)
            }
            if stacksIntervals {
                let (stack, models) = try stacked(datasets.map { $0.dataset }, models)
                return (try points([stack], models).map(\.points), nil)
            }
            let all = try points(datasets.map { $0.dataset }, models)
            return (all.map { $0.spread(over: parts.count, at: datasets.map { $0.position }).points }, nil)
        } catch let fault as Fault where fault.code != .cancelled {
            let failed = try sources.map { source in
                try FluxPointsEstimator(source: source, energyEdges: energyEdges, options: flux.options)
                    .failed(fault.message, models: models)
            }
            return (failed, fault)
        }
    }

    private func timeBins(_ parts: [LightCurvePart], _ execution: Execution) -> [TimeBin] {
        guard let intervals else {
            return parts.enumerated().map { TimeBin(start: $1.start, stop: $1.stop, positions: [$0]) }
                .sorted { $0.start < $1.start }
        }
        return intervals.compactMap { interval in
            let inside = parts.indices.filter {
                parts[$0].start.seconds(since: interval.start) >= -tolerance
                    && parts[$0].stop.seconds(since: interval.stop) <= tolerance
            }
            guard !inside.isEmpty else {
                execution.notices.add(
                    "no data in the time interval \(interval.start.iso(.utc)) to \(interval.stop.iso(.utc)): left out")
                return nil
            }
            return TimeBin(start: interval.start, stop: interval.stop, positions: inside)
        }
    }
}

extension FluxPoints {
    /// The points with their counts at the positions of their datasets in a longer list, NaN for all others (as Gammapy).
    fileprivate func spread(over count: Int, at positions: [Int]) -> FluxPoints {
        func spread(_ values: [Double]?) -> [Double]? {
            values.map { values in
                var all = Array(repeating: Double.nan, count: count)
                for (position, value) in zip(positions, values) { all[position] = value }
                return all
            }
        }
        var result = self
        for index in result.points.indices {
            result.points[index].counts = spread(points[index].counts)
            result.points[index].countsOff = spread(points[index].countsOff)
            result.points[index].npred = spread(points[index].npred)
            result.points[index].npredExcess = spread(points[index].npredExcess)
        }
        return result
    }
}
