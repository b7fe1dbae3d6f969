/// How flux points are compared with a model; the raw values are Gammapy's names.
public enum FluxPointsStatistic: String, Sendable, Hashable, CaseIterable, Codable {
    /// ((f − m)/σ)² with symmetric errors; upper limits do not count.
    case chiSquare = "chi2"
    /// The statistic that was scanned over the norm of each point, interpolated.
    case profile
    /// χ² with the error of the side on which the model lies; upper limits by ``UpperLimitStatistic``.
    case distribution = "distrib"
}
