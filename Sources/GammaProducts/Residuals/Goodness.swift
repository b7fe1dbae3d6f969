/// How well counts in some bins agree with a prediction.
public struct Goodness: Sendable, Equatable {
    /// Σ significance²: −2 ln of the likelihood ratio between the prediction and one that equals the counts.
    public var deviance: Double
    /// Bins in which anything is expected.
    public var bins: Int
    /// Share of simulated data, drawn from the prediction, that agree no better. As parameters are not fitted to them anew, it
    /// is rather too large when few bins are described by many parameters.
    public var pValue: Double
    /// Number of simulations.
    public var toys: Int

    /// Makes a goodness.
    public init(deviance: Double, bins: Int, pValue: Double, toys: Int) {
        self.deviance = deviance
        self.bins = bins
        self.pValue = pValue
        self.toys = toys
    }
}
