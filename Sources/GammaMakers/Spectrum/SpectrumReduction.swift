import GammaCore
import GammaData
import GammaDatasets
import GammaMaps

/// From observations to spectra in one go: counts and responses, safe mask, background; runs in parallel.
public struct SpectrumReduction: Sendable {
    /// Counts, exposure, energy dispersion.
    public var maker: SpectrumDatasetMaker
    /// Safe mask; nil keeps all bins.
    public var safeMask: SafeMaskMaker?
    /// Background; nil leaves what the maker predicts.
    public var background: (any SpectrumBackgroundMaker)?

    /// Makes a reduction.
    public init(
        maker: SpectrumDatasetMaker, safeMask: SafeMaskMaker? = nil,
        background: (any SpectrumBackgroundMaker)? = nil
    ) {
        self.maker = maker
        self.safeMask = safeMask
        self.background = background
    }

    /// One dataset an observation, in order.
    public func run(_ observations: [Observation], _ execution: Execution = Execution()) throws -> [SpectrumDataset] {
        try parallelMap(observations, execution, step: "reduction") { try reduce($0, execution) }
    }

    /// The dataset of one observation.
    public func reduce(_ observation: Observation, _ execution: Execution = Execution()) throws -> SpectrumDataset {
        var dataset = try maker.make(observation)
        if let safeMask { dataset = try safeMask.apply(to: dataset, observation: observation, execution: execution) }
        if let background {
            dataset = try background.apply(to: dataset, observation: observation, execution: execution)
        }
        return dataset
    }
}
