import GammaFit
import GammaModels

/// Predicts one dataset and compares it with the data. The same parameters always give the same value.
public protocol DatasetEvaluator: Sendable {
    /// The fit statistic, −2 ln L up to a constant, over the bins of the mask.
    func statistic(_ models: Models) -> Double

    /// The fit statistic with its gradient over the free parameters of `models` and the expected Hessian.
    func evaluate(_ models: Models, free: FreeParameters) -> ObjectiveEvaluation
}
