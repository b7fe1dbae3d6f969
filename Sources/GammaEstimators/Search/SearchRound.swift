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
}
