/// How errors of a spectrum come from those of its parameters.
public enum SpectralErrors: Sendable, Equatable {
    /// By linear propagation of the covariance: symmetric.
    case propagated
    /// From 68 % of the spectra with parameters drawn from the covariance, within their limits (``CovarianceSampler``).
    case sampled(count: Int = 2000, seed: UInt64 = 0)
}
