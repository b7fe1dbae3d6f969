import GammaCore

/// The affine-invariant ensemble sampler: it needs values only, and no scale of the parameters.
///
/// Half of the walkers of an ensemble moves at a time, each along the line through a walker of the other half (stretch move
/// of Goodman & Weare 2010, Comm. App. Math. Comp. Sci. 5, 65, in the parallel form of Foreman-Mackey et al. 2013, PASP 125, 306,
/// eqs. 7 to 9), or by the difference of two of them (differential evolution, ter Braak 2006, Stat. Comput. 16, 239). Several
/// ensembles run independently, so that R-hat has something to compare; effective numbers are those of the walkers.
/// Proposals beyond a limit, or without a finite value, are turned down.
public struct EnsembleSampler: PosteriorSampler {
    /// Independent ensembles.
    public var ensembles = 4
    /// Walkers of an ensemble, an even number of at least two a parameter; nil: three a parameter, and at least 12.
    public var walkers: Int?
    /// The largest factor of a stretch (a of Goodman & Weare).
    public var stretch = 2.0
    /// Share of moves by differential evolution instead of stretches; one in ten of them has the whole difference as its step, which
    /// leads from peak to peak.
    public var differentialShare = 0.5
    /// Steps of every walker that are thrown away at first; ten autocorrelation times are, where that proves to be more.
    public var warmUp = 300

    /// The usual settings.
    public init() {}

    /// `ensemble`.
    public var name: String { "ensemble" }

    /// Samples, see ``PosteriorSampler/sample(_:around:goal:seed:execution:)``; a walker makes at most 20,000 steps.
    public func sample(
        _ objective: any Objective, around best: FitResult, goal: SamplingGoal = SamplingGoal(), seed: UInt64 = 0,
        execution: Execution = Execution()
    ) throws -> PosteriorSamples {
        try goal.check()
        let frame = try SamplingFrame(objective, around: best)
        let count = frame.parameters.count
        let walkers = self.walkers ?? (max(3 * count, 12) + 1) / 2 * 2
        try check(walkers, parameters: count)
        let state = try EnsembleState(
            sampler: self, walkers: walkers, objective: objective, frame: frame, seed: seed, execution)
        return try SamplingRun(
            sampler: name, parameters: best.parameters, goal: goal, maximumDraws: 20_000, seed: seed,
            execution: execution
        ).run(state)
    }

    private func check(_ walkers: Int, parameters: Int) throws {
        guard ensembles >= 1 else { throw Fault(.badValue, "at least one ensemble is needed, not \(ensembles)") }
        guard walkers.isMultiple(of: 2), walkers >= max(2 * parameters, 6) else {
            throw Fault(
                .badValue, "\(walkers) walkers cannot sample \(parameters) parameters",
                hint: "an even number of at least \(max(2 * parameters, 6)) is needed")
        }
        guard stretch > 1, stretch.isFinite else {
            throw Fault(.badValue, "a stretch of at most \(stretch) moves nothing", hint: "2 is usual")
        }
        guard (0...1).contains(differentialShare) else {
            throw Fault(.badValue, "a share of moves lies between 0 and 1, not at \(differentialShare)")
        }
        guard warmUp >= 0 else { throw Fault(.badValue, "a warm-up of \(warmUp) steps cannot be") }
    }
}
