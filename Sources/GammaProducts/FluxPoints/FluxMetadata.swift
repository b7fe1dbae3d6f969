import GammaIO

/// What holds for all points of a ``FluxPoints`` or ``LightCurve``.
public struct FluxMetadata: Sendable {
    /// The form in which a file gave the points, and in which they are written unless told otherwise.
    public var sedType: SEDType
    /// Name of the source; empty when unknown.
    public var source: String
    /// Names of the datasets behind the arrays counts and npred; empty when unknown.
    public var datasetNames: [String]
    /// Number of standard deviations of the errors.
    public var nSigma: Double
    /// Number of standard deviations of the upper limits; nil when unknown.
    public var nSigmaUL: Double?
    /// Significance to which the sensitivity refers.
    public var nSigmaSensitivity: Double
    /// Points below this √TS count as upper limits.
    public var sqrtTSThresholdUL: Double
    /// The good time intervals as a GADF table (START, STOP, MJDREFI …), written beside the points.
    public var gti: Table?
    /// Header cards of a file that have no meaning here; written again.
    public var extraCards: [FITSHeader.Card]

    /// Makes metadata with Gammapy's defaults.
    public init(
        sedType: SEDType = .likelihood, source: String = "", datasetNames: [String] = [], nSigma: Double = 1,
        nSigmaUL: Double? = 2, nSigmaSensitivity: Double = 5, sqrtTSThresholdUL: Double = 2, gti: Table? = nil,
        extraCards: [FITSHeader.Card] = []
    ) {
        self.sedType = sedType
        self.source = source
        self.datasetNames = datasetNames
        self.nSigma = nSigma
        self.nSigmaUL = nSigmaUL
        self.nSigmaSensitivity = nSigmaSensitivity
        self.sqrtTSThresholdUL = sqrtTSThresholdUL
        self.gti = gti
        self.extraCards = extraCards
    }

    /// Whether a point is to be shown as an upper limit: what the file says, or √TS below the threshold with a limit
    /// at hand. Without any significance a point with a limit is one; without a limit a point without value is one.
    public func isUL(_ point: FluxPoint) -> Bool {
        if let stated = point.isUL { return stated }
        guard let limit = point.normUL else { return point.norm.isNaN }
        if point.ts != nil || point.sqrtTS != nil { return point.significance < sqrtTSThresholdUL }
        return limit.isFinite
    }
}
