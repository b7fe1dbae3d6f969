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
    /// Whether a run that fails is left out and named (``Run/failure``), instead of ending the reduction.
    public var leavesOutFailingRuns = false

    /// Makes a reduction.
    public init(
        maker: SpectrumDatasetMaker, safeMask: SafeMaskMaker? = nil,
        background: (any SpectrumBackgroundMaker)? = nil
    ) {
        self.maker = maker
        self.safeMask = safeMask
        self.background = background
    }

    /// What a reduction made of one observation.
    public struct Run: Sendable {
        /// The spectrum; nil when the run failed.
        public var dataset: SpectrumDataset?
        /// Why there is none; nil when all went well.
        public var failure: RunFailure?
    }

    /// One dataset an observation, in order.
    public func run(_ observations: [Observation], _ execution: Execution = Execution()) throws -> [SpectrumDataset] {
        try parallelMap(observations, execution, step: "reduction") { try reduce($0, execution) }
    }

    /// The dataset of one observation.
    public func reduce(_ observation: Observation, _ execution: Execution = Execution()) throws -> SpectrumDataset {
        var dataset = try maker.make(observation, notices: execution.notices)
        if let safeMask { dataset = try safeMask.apply(to: dataset, observation: observation, execution: execution) }
        if let background {
            dataset = try background.apply(to: dataset, observation: observation, execution: execution)
        }
        return dataset
    }

    /// What a run becomes that is read when its turn comes. Where the reduction is to go on without runs that fail, the result
    /// tells why.
    /// - Parameter name: of the run.
    public func reduce(
        _ name: String, _ execution: Execution = Execution(), read: (Notices) throws -> Observation
    ) throws -> Run {
        do {
            return Run(dataset: try reduce(read(execution.notices), execution))
        } catch let fault as Fault where leavesOutFailingRuns {
            return Run(failure: try RunFailure(leavingOut: name, after: fault, execution.notices))
        }
    }
}
