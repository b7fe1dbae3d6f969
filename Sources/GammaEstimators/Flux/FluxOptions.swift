import GammaNumerics

/// What a flux estimator computes beside the value, its error and the test statistic.
public struct FluxOptions: Sendable {
    /// The optional quantities, with Gammapy's names.
    public enum Selection: String, Sendable, Hashable, CaseIterable {
        /// Errors on either side.
        case errnErrp = "errn-errp"
        /// Upper limit.
        case ul
        /// The statistic over a grid of norms.
        case scan
        /// The flux that would be detected.
        case sensitivity
    }

    /// Standard deviations of the errors.
    public var nSigma: Double
    /// Standard deviations of the upper limits.
    public var nSigmaUL: Double
    /// Significance to which the sensitivity refers.
    public var nSigmaSensitivity: Double
    /// The optional quantities wanted.
    public var selection: Set<Selection>
    /// Whether the free parameters of other sources are fitted again in each bin.
    public var reoptimize: Bool
    /// Norms of the scan.
    public var scanNorms: [Double]

    /// Makes options with Gammapy's defaults: 11 norms from 0.2 to 5.
    public init(
        nSigma: Double = 1, nSigmaUL: Double = 2, nSigmaSensitivity: Double = 5,
        selection: Set<Selection> = Set(Selection.allCases), reoptimize: Bool = false,
        scanNorms: [Double] = Quadrature.geomspace(0.2, 5, count: 11)
    ) {
        self.nSigma = nSigma
        self.nSigmaUL = nSigmaUL
        self.nSigmaSensitivity = nSigmaSensitivity
        self.selection = selection
        self.reoptimize = reoptimize
        self.scanNorms = scanNorms
    }
}
