import GammaDatasets
import GammaMaps

/// One decision of a ``SourceFinder`` about one source.
public struct SearchStep: Sendable, Equatable {
    /// What was decided.
    public enum Decision: String, Sendable {
        /// A peak became a source.
        case added
        /// A peak did not, the fit being less significant.
        case rejected
        /// A source goes better in another form.
        case changed
        /// It stays as it is.
        case kept
        /// It is not significant any more.
        case removed
    }

    /// Number of the round, from 1, or of the last one before a review.
    public var round: Int
    /// Number of the pass of the review after that round, from 1; nil for the round itself.
    public var pass: Int?
    /// Name of the source.
    public var source: String
    /// Where it was looked for: the peak, or the source before it was tried.
    public var place: SkyDirection
    /// √TS of the peak.
    public var peak: Double?
    /// σ of the source that makes the peak highest, deg.
    public var size: Double?
    /// Its spectral index.
    public var index: Double?
    /// The forms tried, those with the fewest parameters first.
    public var trials: [SearchTrial]
    /// What was decided.
    public var decision: Decision
    /// The form in which the source stays, or would be best.
    public var best: SourceForm

    /// What the statistic falls by in that form.
    public var ts: Double { trials.first { $0.form == best }?.ts ?? .nan }

    /// How significant the difference of a trial from the best form is: σ that the form with more parameters has against the
    /// other one (χ² with as many degrees of freedom); nil for forms with equally many.
    public func significance(of trial: SearchTrial) -> Double? {
        let degrees = trial.form.parameters - best.parameters
        guard degrees != 0 else { return nil }
        let gain = degrees > 0 ? trial.ts - ts : ts - trial.ts
        return TestStatistic(gain, degreesOfFreedom: abs(degrees)).significance
    }
}
