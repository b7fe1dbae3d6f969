import GammaModels

/// Reduced data with the response needed to predict them: what a fit takes.
public protocol Dataset: Sendable {
    /// Unique name; models select datasets by it.
    var name: String { get }

    /// Bins, or points, that take part in a fit.
    var fitBinCount: Int { get }

    /// The fit statistic of a prediction that equals the data in each of these bins: the least that there is. It depends on
    /// the counts alone; what the statistic of a model is above it is the deviance.
    var saturatedStatistic: Double { get }

    /// Prepares simulations of these data, off counts included, as `models` predict them.
    /// - Throws: a fault when data and models do not fit together, ``Fault/Code/unsupported`` when the data do not say how
    ///   they scatter.
    func sampler(models: Models) throws -> DatasetSampler

    /// Prepares the prediction of these data by `models`, once for a whole fit.
    /// - Throws: a fault when data and models do not fit together.
    func evaluator(models: Models) throws -> any DatasetEvaluator
}
