/// How the value of one pixel came about, or why there is none. The raw value is what files hold.
public enum MapOutcome: UInt8, Sendable, Hashable, CaseIterable {
    /// The fit found its minimum.
    case fitted = 0
    /// The minimum lies where some bin would predict negative counts: the norm is the lowest that is possible.
    case atLimit = 1
    /// There are no counts within reach: the norm is the lowest that is possible, and only limits have a meaning.
    case noCounts = 2
    /// The first estimate of the test statistic was below the threshold: its values were kept.
    case belowThreshold = 3
    /// Outside the mask.
    case masked = 4
    /// The source predicts no counts here.
    case noExposure = 5
    /// There is no background, predicted or measured.
    case noBackground = 6
    /// The computation failed in this energy bin.
    case failed = 7

    /// Whether the pixel has a value.
    public var hasValue: Bool { rawValue <= Self.belowThreshold.rawValue }

    /// One sentence without a full stop, for legends.
    public var reason: String {
        switch self {
        case .fitted: "fitted"
        case .atLimit: "at the lowest norm that predicts no negative counts"
        case .noCounts: "no counts within reach: only limits have a meaning"
        case .belowThreshold: "first estimate, below the threshold for a fit"
        case .masked: "masked"
        case .noExposure: "no exposure: the source predicts no counts"
        case .noBackground: "no background"
        case .failed: "failed"
        }
    }
}
