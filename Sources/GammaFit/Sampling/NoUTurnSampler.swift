import GammaCore

/// The No-U-Turn sampler: draws follow the gradient over long ways and are hardly correlated.
///
/// Trajectories of Hamilton's equations are doubled until they turn back (Hoffman & Gelman 2014, JMLR 15, 1593), with
/// draws by multinomial weights and the criterion of the summed momentum (Betancourt 2017, arXiv:1701.02434, A.4), which is checked
/// across the halves of a trajectory, too. The step is adapted by dual averaging (Hoffman & Gelman, eq. 6), the metric begins with the
/// covariance of the fit and is learnt during the warm-up. At limits trajectories are reflected (Afshar & Domke 2015,
/// NeurIPS 28), which keeps the posterior flat up to them; places without a finite value end a trajectory.
public struct NoUTurnSampler: PosteriorSampler {
    /// Independent chains.
    public var chains = 4
    /// Draws of each chain that are thrown away at first, while step and metric are learnt.
    public var warmUp = 300
    /// The mean probability of the points of a trajectory that the step is chosen for: higher ones give shorter steps.
    public var targetAcceptance = 0.8
    /// The most doublings of a trajectory.
    public var maximumDepth = 10

    /// The usual settings.
    public init() {}

    /// `nuts`.
    public var name: String { "nuts" }

    /// Samples, see ``PosteriorSampler/sample(_:around:goal:seed:execution:)``; a chain makes at most 10,000 draws.
    public func sample(
        _ objective: any Objective, around best: FitResult, goal: SamplingGoal = SamplingGoal(), seed: UInt64 = 0,
        execution: Execution = Execution()
    ) throws -> PosteriorSamples {
        try goal.check()
        guard chains >= 1 else { throw Fault(.badValue, "at least one chain is needed, not \(chains)") }
        guard warmUp >= 20 else {
            throw Fault(.badValue, "a warm-up of \(warmUp) draws teaches nothing", hint: "allow 20 or more")
        }
        guard targetAcceptance > 0.3, targetAcceptance < 1 else {
            throw Fault(
                .badValue, "the acceptance aimed at lies between 0.3 and 1, not at \(targetAcceptance)",
                hint: "0.8 is usual, 0.95 careful")
        }
        guard (1...20).contains(maximumDepth) else {
            throw Fault(.badValue, "trajectories are doubled 1 to 20 times, not \(maximumDepth) times")
        }
        let frame = try SamplingFrame(objective, around: best)
        let state = try NoUTurnState(sampler: self, objective: objective, frame: frame, seed: seed)
        return try SamplingRun(
            sampler: name, parameters: best.parameters, goal: goal, maximumDraws: 10_000, seed: seed,
            execution: execution
        ).run(state)
    }
}
