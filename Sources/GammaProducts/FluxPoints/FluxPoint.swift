import Foundation

/// The flux in one energy bin, as a factor on a reference model.
///
/// A quantity that was not asked for is nil; one that was asked for and has no value in this bin is NaN.
public struct FluxPoint: Sendable {
    /// Lower edge of the bin, TeV; NaN when only the reference energy is known.
    public var eMin: Double
    /// Upper edge of the bin, TeV; NaN when only the reference energy is known.
    public var eMax: Double
    /// Reference energy, TeV: √(eMin·eMax) unless a file says otherwise.
    public var eRef: Double
    /// The reference model in this bin.
    public var reference: ReferenceFlux
    /// Best-fit factor on the reference model.
    public var norm: Double
    /// Symmetric error, times ``FluxMetadata/nSigma``.
    public var normErr: Double?
    /// Downward error, positive.
    public var normErrn: Double?
    /// Upward error.
    public var normErrp: Double?
    /// Upper limit at ``FluxMetadata/nSigmaUL``.
    public var normUL: Double?
    /// The norm that would be detected at ``FluxMetadata/nSigmaSensitivity``.
    public var normSensitivity: Double?
    /// Test statistic: stat(norm = 0) − stat.
    public var ts: Double?
    /// √max(ts, 0), negative for a negative norm; nil where it follows from ``ts``.
    public var sqrtTS: Double?
    /// Fit statistic at the best fit.
    public var stat: Double?
    /// Fit statistic at norm 0.
    public var statNull: Double?
    /// Predicted counts, one a dataset; NaN for a dataset that does not contribute.
    public var npred: [Double]?
    /// Predicted counts of the source, one a dataset.
    public var npredExcess: [Double]?
    /// Measured counts, one a dataset.
    public var counts: [Double]?
    /// Off counts, one a dataset; NaN for a dataset without a measured background. Nil where none has one.
    public var countsOff: [Double]?
    /// The statistic as a function of the norm.
    public var scan: NormScan?
    /// The other parameters that were fitted in this bin, at the best fit; empty when they were held fixed.
    public var nuisance: [NuisanceValue] = []
    /// Whether the file or the maker says that this point is an upper limit; nil: it follows from the significance.
    public var isUL: Bool?
    /// How the point came about; nil when a file does not say.
    public var outcome: PointOutcome?

    /// Makes a point with edges; the reference energy is their geometric mean.
    public init(eMin: Double, eMax: Double, reference: ReferenceFlux, norm: Double, outcome: PointOutcome? = nil) {
        self.init(
            eMin: eMin, eMax: eMax, eRef: (eMin * eMax).squareRoot(), reference: reference, norm: norm, outcome: outcome
        )
    }

    /// Makes a point.
    public init(
        eMin: Double, eMax: Double, eRef: Double, reference: ReferenceFlux, norm: Double, outcome: PointOutcome? = nil
    ) {
        self.eMin = eMin
        self.eMax = eMax
        self.eRef = eRef
        self.reference = reference
        self.norm = norm
        self.outcome = outcome
    }

    /// Whether the point has a value: the fit did not fail and the norm is a number.
    public var hasValue: Bool { outcome?.success != false && norm.isFinite }

    /// The significance √TS with the sign of the norm; NaN when neither it nor the test statistic is known.
    public var significance: Double {
        if let sqrtTS { return sqrtTS }
        guard let ts else { return .nan }
        let root = max(ts, 0).squareRoot()
        return ts.isNaN ? .nan : (norm > 0 ? root : -root)
    }

    /// The norm or what belongs to it; nil when it was not asked for.
    public func norm(_ quantity: FluxQuantity) -> Double? {
        switch quantity {
        case .value: norm
        case .err: normErr
        case .errn: normErrn
        case .errp: normErrp
        case .ul: normUL
        case .sensitivity: normSensitivity
        }
    }

    /// A flux in the internal unit of its type (``SEDType/unit``); nil when the quantity was not asked for.
    ///
    /// dnde = norm · reference dnde, and so on: the conversion follows the shape of the reference model.
    public func flux(_ type: SEDType, _ quantity: FluxQuantity = .value) -> Double? {
        norm(quantity).map { $0 * reference.factor(type) }
    }
}
