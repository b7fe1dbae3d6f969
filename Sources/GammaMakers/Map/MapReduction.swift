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
    /// Whether a run that fails is left out and named (``ReducedStack/failures``), instead of ending the reduction.
    public var leavesOutFailingRuns = false

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
        /// Why there is nothing; nil when all went well.
        public var failure: RunFailure?
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

    /// What a run becomes that is read when its turn comes. Where the reduction is to go on without runs that fail, the result
    /// tells why.
    /// - Parameter name: of the run.
    public func reduce(
        _ name: String, on target: MapTarget, _ execution: Execution = Execution(),
        read: (Notices) throws -> Observation
    ) throws -> Run {
        do {
            return try reduce(read(execution.notices), on: target, execution)
        } catch let fault as Fault where leavesOutFailingRuns {
            return Run(failure: try RunFailure(leavingOut: name, after: fault, execution.notices))
        }
    }

    /// All runs as one dataset, and how it went with them; at most one run a thread is in memory.
    ///
    /// - Parameters:
    ///   - observation: makes each observation when its turn comes; takes its notices.
    ///   - empty: what the runs are stacked into (``MapDataset/empty(name:geometry:energyTrue:rad:migra:responseBinSize:hasOffCounts:)``).
    public func stack<Source: Sendable>(
        _ sources: [Source], into empty: MapDataset, _ execution: Execution = Execution(),
        observation: @Sendable @escaping (Source, Notices) throws -> Observation
    ) throws -> ReducedStack {
        var result = ReducedStack(empty)
        try stack([MapStack(sources) { empty }], execution, observation: observation) { result = $1 }
        return result
    }

    /// Several stacks in one go, such as one a target of an archive: the runs of all of them are worked on in parallel.
    ///
    /// In memory are at most one run a thread and the stacks that these runs go into.
    /// - Parameters:
    ///   - journal: keeps every stack after every run, so that another call with the same stacks goes on there; the results
    ///     have the same bits then.
    ///   - observation: makes each observation when its turn comes; takes its notices.
    ///   - finished: takes the number of a stack and what became of its runs, when the last one is in it; called in the order
    ///     of the stacks, on the calling thread.
    public func stack<Source: Sendable>(
        _ stacks: [MapStack<Source>], _ execution: Execution = Execution(), journal: (any ReductionJournal)? = nil,
        observation: @Sendable @escaping (Source, Notices) throws -> Observation,
        finished: (_ stack: Int, _ reduced: ReducedStack) throws -> Void
    ) throws {
        let targets = stacks.map { StackTarget(hasParts: cutoutRadius != nil, $0.empty) }
        let runs = try stacks.enumerated().flatMap { index, stack in
            try stack.sources.dropFirst(journal?.runs(inStack: index) ?? 0).map { (stack: index, source: $0) }
        }
        var open = OpenStack(targets: targets, journal: journal)
        open = try parallelFold(runs, into: open, execution, step: "reduction") { run in
            let (target, inner) = (try targets[run.stack].target(), Execution())
            let name = (run.source as? Observation)?.name ?? "\(run.source)"
            let reduced = try reduce(name, on: target, inner) { try observation(run.source, $0) }
            return (stack: run.stack, run: reduced, notices: inner.notices)
        } fold: { open, next in
            try open.advance(to: next.stack, execution.notices, finished)
            try open.add(next.run, next.notices)
        }
        try open.advance(to: stacks.count, execution.notices, finished)
    }

    /// All runs as one dataset, from observations that are in memory.
    public func stack(
        _ observations: [Observation], into empty: MapDataset, _ execution: Execution = Execution()
    ) throws -> ReducedStack {
        try stack(observations, into: empty, execution) { observation, _ in observation }
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
