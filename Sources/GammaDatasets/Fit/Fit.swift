import GammaCore
import GammaFit
import GammaModels

/// Fits models to datasets: the best values, their covariance, intervals, profiles and contours.
public struct Fit: Sendable {
    /// The data.
    public let datasets: [any Dataset]
    /// The models at their start values.
    public let models: Models
    private let objective: ModelsObjective

    /// Binds models to datasets.
    /// - Throws: ``Fault/Code/noData`` without datasets, ``Fault/Code/incompatible`` when names are not unique or models
    ///   name datasets that are not there.
    public init(_ datasets: [any Dataset], models: Models) throws {
        guard !datasets.isEmpty else { throw Fault(.noData, "there is no dataset to fit") }
        try Self.checkNames(datasets, models)
        self.datasets = datasets
        self.models = models
        objective = try ModelsObjective(datasets, models: models)
    }

    /// Finds the best values and their covariance (from the observed Hessian).
    ///
    /// What is discrete about a prediction, such as the pixel of the energy dispersion map that a source gets, is held
    /// while the search goes on, and chosen anew where it ends: then the search goes on from there.
    public func run(_ execution: Execution = Execution()) throws -> ModelsFitResult {
        var objective = objective
        objective.execution = Execution(threads: execution.threads)
        var minimiser = Minimiser()
        // What maps are compared with is never known to more than this.
        if objective.hasHessian { minimiser.tolerance = 1e-6 }
        var start: [Double]?
        var evaluations = FitResult.Evaluations()
        if objective.hasHessian {
            let near = nearby(objective, execution)
            (start, evaluations) = (near.values, near.evaluations)
            if !objective.isAnchored(at: near.values) { objective = try objective.anchored(at: near.values) }
        }
        var result = minimiser.minimise(objective, from: start, execution: execution)
        for _ in 0..<Self.maximumRounds where !objective.isAnchored(at: result.values) {
            evaluations = evaluations + result.evaluations
            objective = try objective.anchored(at: result.values)
            result = minimiser.minimise(objective, from: result.values, execution: execution)
        }
        result.evaluations = result.evaluations + evaluations
        let zeros = [Double](repeating: 0, count: result.values.count * result.values.count)
        let fitted = models.setting(free: result.values, covariance: result.covariance?.values ?? zeros)
        return ModelsFitResult(models: fitted, fit: result)
    }

    /// A point near the minimum, where discrete choices may be others than at the start.
    private func nearby(_ objective: ModelsObjective, _ execution: Execution) -> FitResult {
        var minimiser = Minimiser()
        minimiser.errors = .expected
        minimiser.tolerance = 0.1
        return minimiser.minimise(objective, execution: execution)
    }

    /// How often discrete choices are made anew; a source that stays on a border between two would go on for ever.
    private static let maximumRounds = 4

    private static func checkNames(_ datasets: [any Dataset], _ models: Models) throws {
        var names: Set<String> = []
        for dataset in datasets where !names.insert(dataset.name).inserted {
            throw Fault(
                .incompatible, "two datasets are called '\(dataset.name)'", hint: "give each dataset its own name")
        }
        for component in models.components {
            for name in component.datasetNames ?? [] where !names.contains(name) {
                let near = nearestName(to: name, in: Array(names)).map { "did you mean '\($0)'?" }
                throw Fault(
                    .incompatible, "model '\(component.name)' is for dataset '\(name)', which is not there", hint: near)
            }
        }
    }
}
