import GammaCore
import GammaFit
import GammaModels
import GammaNumerics

/// The joint likelihood of datasets and models as a function of the free parameters: Σ statistics + Σ priors.
public struct ModelsObjective: Objective {
    /// Threads for the predictions of large datasets; never changes a result.
    public var execution: Execution
    let models: Models
    let free: FreeParameters
    private(set) var evaluators: [any DatasetEvaluator]

    /// Prepares every dataset for the models once.
    /// - Throws: a fault when a dataset and the models do not fit together.
    public init(_ datasets: [any Dataset], models: Models, execution: Execution = Execution()) throws {
        try models.checkPenalties()
        self.models = models
        self.execution = Execution(threads: execution.threads)
        free = models.freeParameters
        evaluators = try datasets.map { try $0.evaluator(models: models) }
    }

    /// The free parameters, in the order of the models.
    public var parameters: [FitParameter] {
        free.entries.map {
            let limits = $0.parameter.effectiveLimits
            return FitParameter(
                name: $0.name, value: $0.parameter.value, minimum: limits.minimum, maximum: limits.maximum,
                error: $0.parameter.error)
        }
    }

    /// −2 ln L at the values `x` of the free parameters.
    public func value(at x: [Double]) -> Double {
        let current = models.setting(free: x, in: free)
        return evaluators.reduce(free.priorSum(at: x) + free.penaltySum(at: x)) {
            $0 + $1.statistic(current, execution)
        }
    }

    /// −2 ln L with gradient and expected Hessian.
    public func evaluate(at x: [Double]) -> ObjectiveEvaluation {
        let current = models.setting(free: x, in: free)
        let priors = free.priorTerms(at: x)
        var sum = ObjectiveEvaluation(
            value: priors.reduce(0) { $0 + $1.value }, gradient: priors.map(\.slope),
            curvature: Matrix(diagonal: priors.map { max($0.curvature, 0) }))
        sum.add(penalties(at: x))
        for evaluator in evaluators { sum.add(evaluator.evaluate(current, free: free, execution)) }
        return sum
    }

    /// The observed second derivatives; those of maps are exact but for how responses change with a source's position.
    public func hessian(at x: [Double], steps: [Double]) -> Matrix? {
        let current = models.setting(free: x, in: free)
        var sum = Matrix(diagonal: free.priorTerms(at: x).map(\.curvature))
        for (index, value) in (penalties(at: x).curvature?.values ?? []).enumerated() { sum.values[index] += value }
        for evaluator in evaluators {
            guard let part = evaluator.hessian(current, free: free, steps: steps, execution) else { return nil }
            for index in part.values.indices { sum.values[index] += part.values[index] }
        }
        return sum
    }

    private func penalties(at x: [Double]) -> ObjectiveEvaluation {
        let term = free.penaltyTerm(at: x)
        return ObjectiveEvaluation(value: term.value, gradient: term.gradient, curvature: term.curvature)
    }

    /// Bytes that evaluators keep from call to call: of maps the convolved planes of their sources.
    public var keptBytes: Int { evaluators.reduce(0) { $0 + $1.keptBytes } }

    /// Whether maps take part.
    public var hasHessian: Bool { evaluators.contains { $0.hasHessian } }

    /// The same with what is discrete about the prediction chosen for the values `x`.
    func anchored(at x: [Double]) throws -> ModelsObjective {
        let current = models.setting(free: x, in: free)
        var objective = self
        objective.evaluators = try evaluators.map { try $0.anchored(at: current) }
        return objective
    }

    /// Whether what is discrete about the prediction, chosen for the models at the start, is the same at `x`.
    func isAnchored(at x: [Double]) -> Bool {
        let current = models.setting(free: x, in: free)
        return evaluators.allSatisfy { $0.isAnchored(at: current) }
    }
}

extension ObjectiveEvaluation {
    /// Adds another contribution to the same parameters.
    mutating func add(_ other: ObjectiveEvaluation) {
        value += other.value
        for index in gradient.indices { gradient[index] += other.gradient[index] }
        guard let part = other.curvature, curvature != nil else {
            curvature = nil
            return
        }
        for index in part.values.indices { curvature?.values[index] += part.values[index] }
    }
}
