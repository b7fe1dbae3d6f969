/// One end of a confidence interval.
public enum ConfidenceBound: Sendable, Equatable {
    /// The statistic, least in all other parameters, has risen by sigma² at this distance from the best fit.
    case found(distance: Double, at: ScanPoint)
    /// The parameter's limit comes first; the statistic rises by `rise` up to it. The interval ends at the limit.
    case atLimit(distance: Double, rise: Double, at: ScanPoint)
    /// A point with a lower statistic than the best fit turned up: the fit had not found the minimum. Start it from there.
    case newMinimum(ScanPoint)
    /// The statistic does not rise that far, or cannot be computed.
    case notFound(String)

    /// The distance where the statistic has risen by sigma²; nil where it does not.
    public var distance: Double? {
        if case .found(let distance, _) = self { distance } else { nil }
    }

    /// The distance to the end of the interval: to the crossing, or to the limit; nil where there is none.
    public var extent: Double? {
        switch self {
        case .found(let distance, _): distance
        case .atLimit(let distance, _, _): distance
        case .newMinimum, .notFound: nil
        }
    }

    /// The point at the end of the interval, or that of the new minimum.
    public var point: ScanPoint? {
        switch self {
        case .found(_, let point), .atLimit(_, _, let point), .newMinimum(let point): point
        case .notFound: nil
        }
    }
}
