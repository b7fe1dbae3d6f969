/// A point of a scan: the scanned parameters held, the others fitted anew or left at the best fit.
public struct ScanPoint: Sendable, Equatable {
    /// All free parameters of the fit, in its order.
    public var values: [Double]
    /// The statistic there; NaN or infinite where the model makes no sense.
    public var stat: Double
    /// How the fit of the other parameters ended; `.converged` where there was nothing to fit.
    public var outcome: FitOutcome
}
