import GammaCore
import GammaData
import GammaDatasets
import GammaMaps

/// Measures the background of a pulsed source in the same region at other phases.
public struct PhaseBackgroundMaker: SpectrumBackgroundMaker {
    /// Phase intervals with the source; an interval may run over 1.
    public var onPhase: [ClosedRange<Double>]
    /// Phase intervals without it.
    public var offPhase: [ClosedRange<Double>]
    /// Event column with the phase, 0 to 1.
    public var phaseColumn: String

    /// Makes a maker.
    public init(onPhase: [ClosedRange<Double>], offPhase: [ClosedRange<Double>], phaseColumn: String = "PHASE") {
        self.onPhase = onPhase
        self.offPhase = offPhase
        self.phaseColumn = phaseColumn
    }

    /// The dataset with the counts of the on phases, off counts of the off phases, and acceptances equal to their widths.
    /// - Throws: a fault when the events have no phase column.
    public func apply(
        to dataset: SpectrumDataset, observation: Observation, execution: Execution = Execution()
    ) throws -> SpectrumDataset {
        guard let region = dataset.region else {
            throw Fault(.incompatible, "dataset '\(dataset.name)' has no region")
        }
        let offset = try observation.pointingDirection().separation(to: region.centre)
        let selector = try OnRegionSelector(
            region: region, observation: observation, energy: dataset.energy, offset: offset)
        let phases = try observation.events.values(phaseColumn)
        func counts(_ intervals: [ClosedRange<Double>]) throws -> [Double] {
            let keep = phases.map { phase in intervals.contains { Self.contains($0, phase) } }
            return try selector.histogram(observation.events.selecting(mask: keep))
        }
        var result = dataset
        let bins = dataset.energy.binCount
        result.counts = try counts(onPhase)
        result.background = .measured(
            OffMeasurement(
                counts: try counts(offPhase), acceptance: Array(repeating: Self.width(onPhase), count: bins),
                acceptanceOff: Array(repeating: Self.width(offPhase), count: bins), region: region))
        return result
    }

    /// Whether a phase lies in an interval that may run over 1; the upper end is left out.
    static func contains(_ interval: ClosedRange<Double>, _ phase: Double) -> Bool {
        let shifted = phase < interval.lowerBound ? phase + 1 : phase
        return shifted >= interval.lowerBound && shifted < interval.upperBound
    }

    private static func width(_ intervals: [ClosedRange<Double>]) -> Double {
        intervals.reduce(0) { $0 + $1.upperBound - $1.lowerBound }
    }
}
