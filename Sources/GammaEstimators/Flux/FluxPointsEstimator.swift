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

    /// One point for each pair of edges, in order; intervals that hold no bin say so in their outcome.
    /// - Throws: faults for a source that is not there, axes that differ, telescopes that differ.
    public func run(
        _ datasets: [SpectrumDataset], models: Models, execution: Execution = Execution()
    ) throws -> FluxPoints {
        try check(datasets)
        let intervals = Array(zip(energyEdges, energyEdges.dropFirst()))
        let points = try parallelMap(intervals, execution, step: "flux points") { low, high in
            try point(datasets, models, low: low, high: high)
        }
        var gti = datasets.first?.gti
        for other in datasets.dropFirst().compactMap(\.gti) { gti = gti.map { $0.union(other) } ?? other }
        return FluxPoints(
            points,
            metadata: FluxMetadata(
                source: flux.source, datasetNames: datasets.map(\.name), nSigma: flux.options.nSigma,
                nSigmaUL: flux.options.nSigmaUL, nSigmaSensitivity: flux.options.nSigmaSensitivity, gti: gti?.table()))
    }

    private func point(_ datasets: [SpectrumDataset], _ models: Models, low: Double, high: Double) throws -> FluxPoint {
        guard let axis = datasets.first?.energy, let (minimum, maximum) = axis.snapped(low, high) else {
            var point = try flux.emptyPoint(models, energyMin: low, energyMax: high)
            point.counts = datasets.map { _ in 0 }
            point.outcome = .empty
            flux.fillUnknown(&point)
            return point
        }
        return try flux.run(datasets, models: models, energyMin: minimum, energyMax: maximum)
    }

    private func check(_ datasets: [SpectrumDataset]) throws {
        guard let first = datasets.first else { throw Fault(.noData, "there is no dataset for flux points") }
        guard zip(energyEdges, energyEdges.dropFirst()).allSatisfy({ $0 < $1 }), energyEdges.count > 1 else {
            throw Fault(.badValue, "the energy edges of flux points must ascend and be at least two")
        }
        for other in datasets.dropFirst() where first.energy != other.energy {
            throw Fault(
                .incompatible, "datasets '\(first.name)' and '\(other.name)' have different energy axes",
                hint: "flux points need datasets with the same bins")
        }
        let telescopes = Set(datasets.flatMap(\.provenance.telescopes))
        guard telescopes.count <= 1 || allowsMultipleTelescopes else {
            throw Fault(
                .incompatible,
                "the datasets come from several telescopes: \(telescopes.sorted().joined(separator: ", "))",
                hint: "allow multiple telescopes if their energy scales agree")
        }
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
