import GammaCore
import GammaData
import GammaDatasets
import GammaMaps
import GammaModels
import GammaProducts

/// Flux points: the spectrum of one source measured in energy bins, each as a factor on its fitted model.
public struct FluxPointsEstimator: Sendable {
    /// Edges of the points, TeV; each is moved to the nearest bin edge of the datasets.
    public var energyEdges: [Double]
    /// Measures one point.
    public var flux: FluxEstimator
    /// Whether datasets of different telescopes may share a point.
    public var allowsMultipleTelescopes: Bool

    /// Makes an estimator.
    public init(
        source: String, energyEdges: [Double], options: FluxOptions = FluxOptions(),
        allowsMultipleTelescopes: Bool = false
    ) {
        self.energyEdges = energyEdges
        flux = FluxEstimator(source: source, options: options)
        self.allowsMultipleTelescopes = allowsMultipleTelescopes
    }

    /// One point for each pair of edges, in order; intervals that hold no bin, and fits that fail, say so in their outcome
    /// and end no other.
    ///
    /// The datasets are maps and spectra in any mix.
    /// - Throws: faults for a source that is not there, axes that do not fit together, telescopes that differ, models that
    ///   do not fit the datasets.
    public func run(
        _ datasets: [any Dataset], models: Models, execution: Execution = Execution()
    ) throws -> FluxPoints {
        try run(datasets, models: models, sources: [flux.source], execution)[0]
    }

    /// Flux points of several sources, each with all others as they are; predictions are shared.
    /// - Parameters:
    ///   - sources: their names; nil: all sources of the models.
    ///   - energyEdges: see ``energyEdges``.
    /// - Throws: as ``run(_:models:execution:)``.
    public static func all(
        _ datasets: [any Dataset], models: Models, sources: [String]? = nil, energyEdges: [Double],
        options: FluxOptions = FluxOptions(), allowsMultipleTelescopes: Bool = false,
        execution: Execution = Execution()
    ) throws -> [FluxPoints] {
        let names = sources ?? models.skyModels.map(\.name)
        let estimator = FluxPointsEstimator(
            source: names.first ?? "", energyEdges: energyEdges, options: options,
            allowsMultipleTelescopes: allowsMultipleTelescopes)
        return try estimator.run(datasets, models: models, sources: names, execution)
    }

    private func run(
        _ datasets: [any Dataset], models: Models, sources: [String], _ execution: Execution
    ) throws -> [FluxPoints] {
        let datasets = try datasets.countsDatasets()
        try check(datasets)
        for source in sources { try flux.options.checkFreeParameters(of: models.source(source)) }
        let predictions = try FluxPrediction.make(datasets, models: models, sources: sources, execution)
        let intervals = Array(zip(energyEdges, energyEdges.dropFirst()))
        let tasks = predictions.indices.flatMap { source in intervals.map { (source: source, interval: $0) } }
        let points = try parallelMap(tasks, execution, step: "flux points") { task in
            var flux = flux
            flux.source = sources[task.source]
            return try point(predictions[task.source], flux, low: task.interval.0, high: task.interval.1)
        }
        let gti = datasets.goodTime?.table()
        return sources.enumerated().map { index, source in
            FluxPoints(
                Array(points[index * intervals.count..<(index + 1) * intervals.count]),
                metadata: FluxMetadata(
                    source: source, datasetNames: datasets.map(\.name), nSigma: flux.options.nSigma,
                    nSigmaUL: flux.options.nSigmaUL, nSigmaSensitivity: flux.options.nSigmaSensitivity, gti: gti))
        }
    }

    /// One point for each pair of edges, of datasets that are predicted already.
    func points(_ prediction: FluxPrediction) throws -> [FluxPoint] {
        try zip(energyEdges, energyEdges.dropFirst()).map { try point(prediction, flux, low: $0, high: $1) }
    }

    /// Points of which none has a value, all for the same reason.
    func failed(_ reason: String, models: Models) throws -> [FluxPoint] {
        try zip(energyEdges, energyEdges.dropFirst()).map { low, high in
            var point = try flux.emptyPoint(models, energyMin: low, energyMax: high)
            point.outcome = .failed(reason)
            flux.fillUnknown(&point)
            return point
        }
    }

    private func point(
        _ prediction: FluxPrediction, _ flux: FluxEstimator, low: Double, high: Double
    ) throws -> FluxPoint {
        guard let (minimum, maximum) = prediction.datasets.snapped(low, high) else {
            var point = try flux.emptyPoint(prediction.models, energyMin: low, energyMax: high)
            point.counts = prediction.datasets.map { _ in 0 }
            point.outcome = .empty
            flux.fillUnknown(&point)
            return point
        }
        return try flux.run(prediction, energyMin: minimum, energyMax: maximum)
    }

    /// Checks edges, axes and telescopes.
    func check(_ datasets: [any CountsDataset]) throws {
        guard zip(energyEdges, energyEdges.dropFirst()).allSatisfy({ $0 < $1 }), energyEdges.count > 1 else {
            throw Fault(.badValue, "the energy edges of flux points must ascend and be at least two")
        }
        if datasets.dropFirst().contains(where: { $0.energy != datasets[0].energy }) {
            for dataset in datasets { try checkBins(of: dataset, among: datasets) }
        }
        let telescopes = Set(datasets.flatMap(\.provenance.telescopes))
        guard telescopes.count <= 1 || allowsMultipleTelescopes else {
            throw Fault(
                .incompatible,
                "the datasets come from several telescopes: \(telescopes.sorted().joined(separator: ", "))",
                hint: "allow multiple telescopes if their energy scales agree")
        }
    }

    /// Checks that no point cuts a bin of a dataset in two.
    private func checkBins(of other: any CountsDataset, among datasets: [any CountsDataset]) throws {
        for (low, high) in zip(energyEdges, energyEdges.dropFirst()) {
            guard let (minimum, maximum) = datasets.snapped(low, high) else { continue }
            let first = datasets.first { $0.energy != other.energy } ?? other
            for (lower, upper) in zip(other.energy.edges, other.energy.edges.dropFirst()) {
                let cut = [minimum, maximum].first { lower * (1 + 1e-9) < $0 && $0 < upper * (1 - 1e-9) }
                guard let cut else { continue }
                throw Fault(
                    .incompatible,
                    "datasets '\(first.name)' and '\(other.name)' have different energy axes: the edge at "
                        + "\(ValueFormat.number(cut)) TeV of a point lies within a bin of '\(other.name)'",
                    hint: "choose edges that all datasets have")
            }
        }
    }
}

extension [any CountsDataset] {
    /// The range from the lowest to the highest of the nearest edges that the axes of the datasets have, as some may end within it;
    /// nil when no bin lies in it.
    func snapped(_ low: Double, _ high: Double) -> (Double, Double)? {
        let ranges = compactMap { $0.energy.snapped(low, high) }
        guard let minimum = ranges.map(\.0).min(), let maximum = ranges.map(\.1).max() else { return nil }
        return (minimum, maximum)
    }

    /// The good time intervals of all datasets together; nil when the first has none.
    var goodTime: GTI? {
        var gti = first?.gti
        for other in dropFirst().compactMap(\.gti) { gti = gti.map { $0.union(other) } ?? other }
        return gti
    }
}

extension MapAxis {
    /// The nearest bin edges (on the logarithm of energy) to a range; nil when no bin lies between them.
    func snapped(_ low: Double, _ high: Double) -> (Double, Double)? {
        let first = nearestEdge(low)
        let last = nearestEdge(high)
        return first < last ? (edges[first], edges[last]) : nil
    }

    private func nearestEdge(_ energy: Double) -> Int {
        guard let index = edges.lastIndex(where: { $0 <= energy }) else { return 0 }
        guard index + 1 < edges.count else { return index }
        return energy * energy >= edges[index] * edges[index + 1] ? index + 1 : index
    }
}
