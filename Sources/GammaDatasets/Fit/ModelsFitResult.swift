import GammaFit
import GammaModels

/// The outcome of fitting models to datasets.
public struct ModelsFitResult: Sendable {
    /// The models at the best values, with errors and covariance.
    public var models: Models
    /// How the fit went: outcome with advice, statistic, parameters, covariance.
    public var fit: FitResult

    /// Makes a result.
    public init(models: Models, fit: FitResult) {
        self.models = models
        self.fit = fit
    }
}
