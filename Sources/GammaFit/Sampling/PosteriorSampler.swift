import GammaCore

/// Draws parameters from the posterior exp(−objective/2), flat in the parameters themselves within their limits.
///
/// Priors are part of the objective, which is −2 ln of the posterior's density up to a constant. Points beyond the
/// limits are never asked for; a value there that is not finite counts as a density of zero.
public protocol PosteriorSampler: Sendable {
    /// A short name for tables and files.
    var name: String { get }

    /// Samples until the goal is reached, or as long as it allows; which of the two is told by
    /// ``PosteriorSamples/issues``. The same seed gives the same bits for any number of threads.
    /// - Parameters:
    ///   - objective: −2 ln of the density.
    ///   - best: a fit of the objective: where chains start, and the scale of their first steps.
    ///   - execution: threads; progress is reported under "sampling", in draws.
    /// - Throws: ``Fault/Code/noData`` without free parameters, ``Fault/Code/badValue`` for settings or limits that
    ///   cannot be, ``Fault/Code/fit`` where the best fit has no finite value, ``Fault/Code/cancelled``.
    func sample(
        _ objective: any Objective, around best: FitResult, goal: SamplingGoal, seed: UInt64, execution: Execution
    ) throws -> PosteriorSamples
}

extension PosteriorSampler {
    /// Samples with the usual goal (R-hat below 1.01 and 1000 effective draws), the seed 0 and one thread.
    public func sample(
        _ objective: any Objective, around best: FitResult, goal: SamplingGoal = SamplingGoal()
    ) throws -> PosteriorSamples {
        try sample(objective, around: best, goal: goal, seed: 0, execution: Execution())
    }
}
