/// How a flux point came about.
public struct PointOutcome: Sendable, Hashable, CustomStringConvertible {
    /// Whether the fit of the bin succeeded; values of a bin without success are NaN in tables.
    public var success: Bool
    /// One sentence without a full stop: why there is no value, or what is worth knowing about it.
    public var reason: String

    /// Makes an outcome.
    public init(success: Bool, reason: String) {
        self.success = success
        self.reason = reason
    }

    /// The fit of the bin succeeded.
    public static let converged = PointOutcome(success: true, reason: "converged")
    /// The requested energy interval holds no bin of the datasets.
    public static let empty = PointOutcome(
        success: false, reason: "no bin of the datasets lies in this energy interval")
    /// All bins are outside the safe or the fit range.
    public static let masked = PointOutcome(
        success: false, reason: "all bins of this energy interval are masked (safe energy range or fit range)")

    /// The fit failed for the given reason.
    public static func failed(_ reason: String) -> PointOutcome { PointOutcome(success: false, reason: reason) }

    /// The reason.
    public var description: String { reason }
}
