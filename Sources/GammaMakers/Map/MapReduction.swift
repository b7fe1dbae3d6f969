import GammaCore
import GammaData
import GammaDatasets
import GammaMaps
import GammaModels

/// From observations to maps in one go: maps, safe mask, background; runs in parallel, stacked as they come.
public struct MapReduction: Sendable {
    /// Counts, exposure, background, point-spread function, energy dispersion.
    public var maker: MapDatasetMaker
    /// Safe mask; nil keeps all bins.
    public var safeMask: SafeMaskMaker?
    /// Normalisation of the background; nil leaves what the maker predicts.
    public var background: FoVBackgroundMaker?
    /// Measures the background in the data around each pixel, after it was normalised; nil leaves it predicted.
    public var offCounts: (any MapOffCountsMaker)?
    /// Half the width in deg of the part of the image around the pointing on which a run is reduced; nil takes all of it.
    public var cutoutRadius: Double?

    /// Makes a reduction.
    public init(
        maker: MapDatasetMaker = MapDatasetMaker(), safeMask: SafeMaskMaker? = nil,
        background: FoVBackgroundMaker? = nil, offCounts: (any MapOffCountsMaker)? = nil, cutoutRadius: Double? = nil
    ) {
        self.maker = maker
        self.safeMask = safeMask
        self.background = background
        self.offCounts = offCounts
        self.cutoutRadius = cutoutRadius
    }

    /// What a reduction made of one observation.
    public struct Run: Sendable {
        /// The maps; nil when the run does not reach the image.
        public var dataset: MapDataset?
        /// How the background was normalised; nil without normalisation.
        public var background: FoVBackgroundResult?
    }

    /// The dataset of one observation.
    public func reduce(
        _ observation: Observation, on target: MapTarget, _ execution: Execution = Execution()
    ) throws -> Run {
        var part: MapTarget? = target
        if let cutoutRadius {
            part = try target.cutout(around: observation.pointingDirection(), width: 2 * cutoutRadius)
        }
        guard let part else {
            execution.notices.add("observation \(observation.name) points too far away from the map: left out")
            return Run()
        }
        var dataset = try maker.make(observation, on: part)
        if let safeMask {
            dataset = try safeMask.apply(to: dataset, observation: observation, target: part, execution: execution)
        }
        var result: FoVBackgroundResult?
        if let background { (dataset, result) = try background.apply(to: dataset, execution: execution) }
        if let offCounts { dataset = try offCounts.apply(to: dataset, execution: execution) }
        return Run(dataset: dataset, background: result)
    }

    /// All runs as one dataset, and how their backgrounds were normalised; at most one run a thread is in memory.
    ///
    /// - Parameters:
    ///   - observation: makes each observation when its turn comes.
    ///   - empty: what the runs are stacked into (``MapDataset/empty(name:geometry:energyTrue:rad:migra:responseBinSize:hasOffCounts:)``).
    public func stack<Source: Sendable>(
        _ sources: [Source], into empty: MapDataset, _ execution: Execution = Execution(),
        observation: @Sendable @escaping (Source) throws -> Observation
    ) throws -> (dataset: MapDataset, backgrounds: [FoVBackgroundResult]) {
        var result: (dataset: MapDataset, backgrounds: [FoVBackgroundResult]) = (empty, [])
        try stack([MapStack(sources) { empty }], execution, observation: observation) { result = ($1, $2) }
        return result
    }

    /// Several stacks in one go, such as one a target of an archive: the runs of all of them are worked on in parallel.
    ///
    /// In memory are at most one run a thread and the stacks that these runs go into.
    /// - Parameters:
    ///   - observation: makes each observation when its turn comes.
    ///   - finished: takes the number of a stack, its dataset and how the backgrounds of its runs were normalised, when
    ///     its last run is in it; called in the order of the stacks, on the calling thread.
    public func stack<Source: Sendable>(
        _ stacks: [MapStack<Source>], _ execution: Execution = Execution(),
        observation: @Sendable @escaping (Source) throws -> Observation,
        finished: (_ stack: Int, _ dataset: MapDataset, _ backgrounds: [FoVBackgroundResult]) throws -> Void
    ) throws {
        let targets = stacks.map { StackTarget(hasParts: cutoutRadius != nil, $0.empty) }
        let runs = stacks.enumerated().flatMap { index, stack in
            stack.sources.map { (stack: index, source: $0) }
        }
        let inner = Execution(notices: execution.notices)
        var open = OpenStack(targets: targets)
        open = try parallelFold(runs, into: open, execution, step: "reduction") { run in
            (run.stack, try reduce(observation(run.source), on: targets[run.stack].target(), inner))
        } fold: { open, run in
            try open.advance(to: run.0, finished)
            try open.add(run.1)
        }
        try open.advance(to: stacks.count, finished)
    }

    /// All runs as one dataset, from observations that are in memory.
    public func stack(
        _ observations: [Observation], into empty: MapDataset, _ execution: Execution = Execution()
    ) throws -> (dataset: MapDataset, backgrounds: [FoVBackgroundResult]) {
        try stack(observations, into: empty, execution) { $0 }
    }

    /// One dataset an observation, in order; runs that do not reach the image are missing.
    public func run(
        _ observations: [Observation], on empty: MapDataset, _ execution: Execution = Execution()
    ) throws -> [Run] {
        let target = MapTarget(empty)
        let inner = Execution(notices: execution.notices)
        return try parallelMap(observations, execution, step: "reduction") { try reduce($0, on: target, inner) }
    }
}
