/// What ``ExcessMapEstimator`` computes beside excess, significance and flux.
public struct ExcessMapOptions: Sendable {
    /// The optional maps, with Gammapy's names.
    public enum Selection: String, Sendable, Hashable, CaseIterable {
        /// Errors on either side.
        case errnErrp = "errn-errp"
        /// Upper limit.
        case ul
        /// The flux that would be detected.
        case sensitivity
        /// Ratio of on to off acceptance; datasets with off counts only.
        case alpha
        /// Acceptance of the on counts; datasets with off counts only.
        case acceptanceOn = "acceptance_on"
        /// Acceptance of the off counts; datasets with off counts only.
        case acceptanceOff = "acceptance_off"
    }

    /// Standard deviations of the errors.
    public var nSigma: Double
    /// Standard deviations of the upper limits.
    public var nSigmaUL: Double
    /// Significance to which the sensitivity refers.
    public var nSigmaSensitivity: Double
    /// The optional maps wanted.
    public var selection: Set<Selection>
    /// Whether off counts are summed over the disk, too; otherwise those of the pixel count.
    public var correlatesOff: Bool
    /// Least counts and least fraction of the background of a sensitivity; nil: no such thresholds.
    public var sensitivityThreshold: (gammaMin: Double, backgroundFraction: Double)?

    /// Makes options with Gammapy's defaults.
    public init(
        nSigma: Double = 1, nSigmaUL: Double = 2, nSigmaSensitivity: Double = 5, selection: Set<Selection> = [],
        correlatesOff: Bool = true, sensitivityThreshold: (gammaMin: Double, backgroundFraction: Double)? = nil
    ) {
        self.nSigma = nSigma
        self.nSigmaUL = nSigmaUL
        self.nSigmaSensitivity = nSigmaSensitivity
        self.selection = selection
        self.correlatesOff = correlatesOff
        self.sensitivityThreshold = sensitivityThreshold
    }
}
