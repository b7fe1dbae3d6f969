import GammaCore
import GammaData
import GammaDatasets
import GammaModels
import GammaProducts

/// A light curve: the flux of one source in time bins, in one or more energy bins.
///
/// The datasets are those of single runs or shorter. Without intervals every dataset is a bin of its own.
public struct LightCurveEstimator: Sendable {
    /// Time bins; nil makes one of each dataset.
    public var intervals: [(start: Instant, stop: Instant)]?
    /// Edges of the energy bins, TeV; each is moved to the nearest bin edge of the datasets.
    public var energyEdges: [Double]
    /// Measures one flux.
    public var flux: FluxEstimator

    /// Makes an estimator.
    public init(
        source: String, energyEdges: [Double], intervals: [(start: Instant, stop: Instant)]? = nil,
        options: FluxOptions = FluxOptions()
    ) {
        self.intervals = intervals
        self.energyEdges = energyEdges
        flux = FluxEstimator(source: source, options: options)
    }

    /// Times agree when they differ by less than this, s.
    private static let tolerance = 1e-6

    /// One bin a time interval that holds any dataset; intervals without data are left out with a notice.
    /// - Throws: faults as ``FluxPointsEstimator``; ``Fault/Code/noData`` when datasets have no good time intervals or no
    ///   interval holds any.
    public func run(
        _ datasets: [SpectrumDataset], models: Models, execution: Execution = Execution()
    ) throws -> LightCurve {
        let bins = try timeBins(datasets, execution)
        guard !bins.isEmpty else {
            throw Fault(.noData, "no dataset lies wholly in any time interval of the light curve")
        }
        let points = FluxPointsEstimator(source: flux.source, energyEdges: energyEdges, options: flux.options)
        let values = try parallelMap(bins, execution, step: "light curve") { bin in
            try points.run(bin.datasets, models: models)
        }
        var metadata = values.first?.metadata ?? FluxMetadata()
        metadata.sedType = .flux
        metadata.datasetNames = datasets.map(\.name)
        metadata.gti = nil
        let scale = datasets.first?.gti?.reference.scale ?? .tt
        return LightCurve(
            zip(bins, values).map { LightCurve.Bin(start: $0.start, stop: $0.stop, points: $1.points) },
            timeScale: scale,
            metadata: metadata)
    }

    private struct TimeBin: Sendable {
        var start: Instant
        var stop: Instant
        var datasets: [SpectrumDataset]
    }

    private func timeBins(_ datasets: [SpectrumDataset], _ execution: Execution) throws -> [TimeBin] {
        let spans = try datasets.map { dataset in
            guard let start = dataset.gti?.start, let stop = dataset.gti?.stop else {
                throw Fault(
                    .noData, "dataset '\(dataset.name)' has no good time intervals, which a light curve needs")
            }
            return (start: start, stop: stop)
        }
        guard let intervals else {
            return zip(datasets, spans).map { TimeBin(start: $1.start, stop: $1.stop, datasets: [$0]) }
                .sorted { $0.start < $1.start }
        }
        return intervals.compactMap { interval in
            let inside = datasets.indices.filter {
                spans[$0].start.seconds(since: interval.start) >= -Self.tolerance
                    && spans[$0].stop.seconds(since: interval.stop) <= Self.tolerance
            }
            guard !inside.isEmpty else {
                execution.notices.add(
                    "no data in the time interval \(interval.start.iso(.utc)) to \(interval.stop.iso(.utc)): left out")
                return nil
            }
            return TimeBin(start: interval.start, stop: interval.stop, datasets: inside.map { datasets[$0] })
        }
    }
}
