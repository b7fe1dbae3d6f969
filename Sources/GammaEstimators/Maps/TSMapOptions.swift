import GammaNumerics

/// What ``TSMapEstimator`` computes beside norm, error and test statistic, and how.
public struct TSMapOptions: Sendable {
    /// The optional maps, with Gammapy's names.
    public enum Selection: String, Sendable, Hashable, CaseIterable {
        /// Errors on either side.
        case errnErrp = "errn-errp"
        /// Upper limit.
        case ul
        /// The statistic over ``TSMapOptions/scanNorms``.
        case scan = "stat_scan"
        /// The flux that would be detected.
        case sensitivity
    }

    /// Standard deviations of the errors.
    public var nSigma: Double
    /// Standard deviations of the upper limits.
    public var nSigmaUL: Double
    /// Significance to which the sensitivity refers.
    public var nSigmaSensitivity: Double
    /// The optional maps wanted.
    public var selection: Set<Selection>
    /// Norms of the scan, the same in all pixels. Other than in Gammapy they replace no fitted value.
    public var scanNorms: [Double]
    /// Where the first estimate of the test statistic is not above this, it is kept and no fit made; nil: fit everywhere.
    public var threshold: Double?
    /// Whether first estimates that are kept may not predict negative counts either. To find that out takes longer than the
    /// estimate.
    public var limitsEstimates: Bool
    /// Whether the bins of an energy interval are summed before the fit; otherwise one norm is fitted to all of them.
    public var sumsOverEnergy: Bool
    /// So many pixels along each side are joined before the fit; the maps are interpolated back.
    public var downsampling: Int

    /// Makes options with Gammapy's defaults; 41 norms from −10 to 10.
    public init(
        nSigma: Double = 1, nSigmaUL: Double = 2, nSigmaSensitivity: Double = 5, selection: Set<Selection> = [],
        scanNorms: [Double] = Quadrature.linspace(-10, 10, count: 41), threshold: Double? = nil,
        limitsEstimates: Bool = true, sumsOverEnergy: Bool = true, downsampling: Int = 1
    ) {
        self.nSigma = nSigma
        self.nSigmaUL = nSigmaUL
        self.nSigmaSensitivity = nSigmaSensitivity
        self.selection = selection
        self.scanNorms = scanNorms
        self.threshold = threshold
        self.limitsEstimates = limitsEstimates
        self.sumsOverEnergy = sumsOverEnergy
        self.downsampling = downsampling
    }
}
