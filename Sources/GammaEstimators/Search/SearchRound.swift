import GammaMaps

/// What one round of a ``SourceFinder`` did.
public struct SearchRound: Sendable, Equatable {
    /// The highest √TS that was left before it.
    public var highest: Double
    /// Peaks that were tried.
    public var tried: Int
    /// Names of the sources that were added.
    public var added: [String]
    /// Fit statistic after it.
    public var stat: Double
    /// The highest √TS of all sizes and spectra in each pixel before it: the residuals of the models so far.
    public var significance: WCSMap
}
