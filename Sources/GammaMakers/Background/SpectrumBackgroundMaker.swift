import GammaCore
import GammaData
import GammaDatasets

/// Measures the background of a spectrum in the data of its own run.
public protocol SpectrumBackgroundMaker: Sendable {
    /// The dataset with off counts and acceptances.
    /// - Throws: faults for a dataset without region, and for events that lack what the method needs.
    func apply(
        to dataset: SpectrumDataset, observation: Observation, execution: Execution
    ) throws -> SpectrumDataset
}
