import GammaModels

/// Reduced data with the response needed to predict them: what a fit takes.
public protocol Dataset: Sendable {
    /// Unique name; models select datasets by it.
    var name: String { get }

    /// Prepares the prediction of these data by `models`, once for a whole fit.
    /// - Throws: a fault when data and models do not fit together.
    func evaluator(models: Models) throws -> any DatasetEvaluator
}
