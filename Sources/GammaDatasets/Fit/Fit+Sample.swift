import GammaCore
import GammaFit
import GammaModels

extension Fit {
    /// Samples the posterior of the free parameters around the best fit: flat in each within its limits, with the priors and
    /// penalties of the models.
    /// - Parameters:
    ///   - result: what ``run(_:)`` gave; what is discrete about predictions is chosen for its values.
    ///   - sampler: a ``NoUTurnSampler``, which needs the fewest predictions, or an ``EnsembleSampler``, which needs no derivatives and
    ///     goes from peak to peak.
    ///   - goal: when to stop; whether it was reached is told by ``PosteriorSamples/issues``.
    ///   - seed: of the random numbers; the same seed gives the same bits for any number of threads.
    /// - Throws: ``Fault/Code/noData`` without free parameters, ``Fault/Code/badValue`` for settings that cannot be,
    ///   ``Fault/Code/cancelled``.
    public func sample(
        around result: ModelsFitResult, with sampler: any PosteriorSampler = NoUTurnSampler(),
        goal: SamplingGoal = SamplingGoal(), seed: UInt64 = 0, execution: Execution = Execution()
    ) throws -> ModelsPosterior {
        let objective = try ModelsObjective(datasets, models: result.models)
        var best = result.fit
        for (index, entry) in result.models.freeParameters.entries.enumerated() {
            best.parameters[index].unit = entry.parameter.unit.description
        }
        let samples = try sampler.sample(objective, around: best, goal: goal, seed: seed, execution: execution)
        return ModelsPosterior(models: result.models, samples: samples)
    }
}
