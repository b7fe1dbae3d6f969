import GammaCore
import GammaFit
import GammaModels

/// Fits models to datasets: the best values, their covariance, intervals, profiles and contours.
public struct Fit: Sendable {
    /// The data.
    public let datasets: [any Dataset]
    /// The models at their start values.
    public let models: Models
    /// Whether sources of maps with a free position are looked for around where going downhill leads.
    public var looksForPositions = true
    /// Whether the result tells every step of the search (``ModelsFitResult/traceTable``).
    public var recordsTrace = false
    /// Whether errors are wanted. A fit without them ends when the statistic is known to about 0.1, which is enough to compare
    /// hypotheses and takes a fraction of the time.
    public var findsErrors = true
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
    /// while the search goes on, and chosen anew where it ends: then the search goes on from there. Sources of maps with a
    /// free position are looked for around where the search has led (``looksForPositions``); the remarks of the
    /// result tell which were moved.
    public func run(_ execution: Execution = Execution()) throws -> ModelsFitResult {
        var run = FitRun(
            objective, looksForPositions: looksForPositions, recordsTrace: recordsTrace, findsErrors: findsErrors,
            execution)
        let result = try run.run()
        let zeros = [Double](repeating: 0, count: result.values.count * result.values.count)
        let fitted = models.setting(free: result.values, covariance: result.covariance?.values ?? zeros)
        return ModelsFitResult(
            models: fitted, fit: result, bins: datasets.reduce(0) { $0 + $1.fitBinCount },
            saturatedStat: datasets.reduce(0) { $0 + $1.saturatedStatistic })
    }

    private static func checkNames(_ datasets: [any Dataset], _ models: Models) throws {
        var names: Set<String> = []
        for dataset in datasets where !names.insert(dataset.name).inserted {
            throw Fault(
                .incompatible, "two datasets are called '\(dataset.name)'", hint: "give each dataset its own name")
        }
        for component in models.components {
            for name in component.datasetNames ?? []
            where !names.contains(where: { ModelComponent.matches($0, name) }) {
                let near = nearestName(to: name, in: Array(names)).map { "did you mean '\($0)'?" }
                throw Fault(
                    .incompatible, "model '\(component.name)' is for dataset '\(name)', which is not there", hint: near)
            }
        }
    }
}
