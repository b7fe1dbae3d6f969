import GammaCore
import GammaFit
import GammaModels
import GammaNumerics

/// Predicts one dataset and compares it with the data. The same parameters always give the same value.
public protocol DatasetEvaluator: Sendable {
    /// The fit statistic, −2 ln L up to a constant, over the bins of the mask.
    func statistic(_ models: Models, _ execution: Execution) -> Double

    /// The fit statistic with its gradient over the free parameters of `models` and the expected Hessian.
    func evaluate(_ models: Models, free: FreeParameters, _ execution: Execution) -> ObjectiveEvaluation

    /// The second derivatives over the free parameters of `models`; nil where they are not to be had.
    /// - Parameter steps: for each free parameter a step over which differences may be taken, a small part of its error.
    func hessian(_ models: Models, free: FreeParameters, steps: [Double], _ execution: Execution) -> Matrix?

    /// Whether ``hessian(_:free:steps:_:)`` is exact and costs no more than a few evaluations.
    var hasHessian: Bool { get }

    /// Bytes of what is kept from call to call to make the next one faster.
    var keptBytes: Int { get }

    /// Whether the discrete choices made for the models at the start are still those for `models`.
    func isAnchored(at models: Models) -> Bool

    /// The same with the discrete choices made for `models`; what was kept for the old ones is given up.
    func anchored(at models: Models) throws -> any DatasetEvaluator
}

extension DatasetEvaluator {
    /// The fit statistic, on one thread.
    public func statistic(_ models: Models) -> Double { statistic(models, Execution()) }

    /// The fit statistic with its gradient and the expected Hessian, on one thread.
    public func evaluate(_ models: Models, free: FreeParameters) -> ObjectiveEvaluation {
        evaluate(models, free: free, Execution())
    }

    /// No.
    public var hasHessian: Bool { false }

    /// None.
    public var keptBytes: Int { 0 }

    /// There are no discrete choices.
    public func isAnchored(at models: Models) -> Bool { true }

    /// There are no discrete choices.
    public func anchored(at models: Models) throws -> any DatasetEvaluator { self }

    /// Central differences of the gradient.
    public func hessian(
        _ models: Models, free: FreeParameters, steps: [Double], _ execution: Execution
    ) -> Matrix? {
        var hessian = Matrix(rows: free.count, columns: free.count)
        let values = free.entries.indices.map { index -> Double in
            let place = free.entries[index].places[0]
            return models.components[place.model].parameters[place.parameter].value
        }
        for index in 0..<free.count {
            func gradient(_ step: Double) -> [Double] {
                var moved = values
                moved[index] += step
                return evaluate(models.setting(free: moved, in: free), free: free, execution).gradient
            }
            guard steps[index] > 0 else { continue }
            for (other, (high, low)) in zip(gradient(steps[index]), gradient(-steps[index])).enumerated() {
                let half = (high - low) / (2 * steps[index]) / 2
                hessian[index, other] += half
                hessian[other, index] += half
            }
        }
        return hessian.values.allSatisfy(\.isFinite) ? hessian : nil
    }
}
