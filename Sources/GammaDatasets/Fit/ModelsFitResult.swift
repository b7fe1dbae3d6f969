import Foundation
import GammaFit
import GammaModels

/// The outcome of fitting models to datasets.
public struct ModelsFitResult: Sendable {
    /// The models at the best values, with errors and covariance.
    public var models: Models
    /// How the fit went: outcome with advice, statistic, parameters, covariance.
    public var fit: FitResult
    /// Bins and flux points that took part; 0 when unknown.
    public var bins: Int
    /// The statistic of a prediction that equals the data in each of them (``Dataset/saturatedStatistic``).
    public var saturatedStat: Double

    /// Makes a result.
    public init(models: Models, fit: FitResult, bins: Int = 0, saturatedStat: Double = 0) {
        self.models = models
        self.fit = fit
        self.bins = bins
        self.saturatedStat = saturatedStat
    }

    /// Akaike's information criterion, the statistic plus 2 a free parameter (Akaike 1974). Differences between models of
    /// the same data have a meaning, the number itself has none: less is better.
    public var aic: Double { fit.stat + 2 * Double(fit.parameters.count) }

    /// The Bayesian information criterion, the statistic plus ln N a free parameter (Schwarz 1978), with the number of
    /// ``bins`` as the size N of the sample; NaN when that is unknown.
    public var bic: Double {
        bins > 0 ? fit.stat + log(Double(bins)) * Double(fit.parameters.count) : .nan
    }

    /// What the statistic is above that of a prediction that equals the data: χ² for many counts a bin, priors included.
    public var deviance: Double { fit.stat - saturatedStat }
}
