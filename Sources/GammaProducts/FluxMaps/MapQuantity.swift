/// The quantities that ``FluxMaps`` can hold beside the norm. The raw value is Gammapy's name.
public enum MapQuantity: String, Sendable, Hashable, CaseIterable {
    /// Best-fit factor on the reference model.
    case norm
    /// Its symmetric error, times ``FluxMetadata/nSigma``.
    case normErr = "norm_err"
    /// Downward error, positive.
    case normErrn = "norm_errn"
    /// Upward error.
    case normErrp = "norm_errp"
    /// Upper limit at ``FluxMetadata/nSigmaUL``.
    case normUL = "norm_ul"
    /// The norm that would be detected at ``FluxMetadata/nSigmaSensitivity``.
    case normSensitivity = "norm_sensitivity"
    /// Test statistic: stat(norm = 0) − stat.
    case ts
    /// Significance √TS with the sign of the norm.
    case sqrtTS = "sqrt_ts"
    /// Predicted counts; for excess maps the counts measured, as in Gammapy.
    case npred
    /// Predicted or measured counts of the source alone.
    case npredExcess = "npred_excess"
    /// Fit statistic at the best fit.
    case stat
    /// Fit statistic at norm 0.
    case statNull = "stat_null"
    /// Iterations of the fit.
    case niter
    /// Measured counts.
    case counts
    /// Degrees of freedom of the test statistic.
    case dof = "n_dof"
    /// Ratio of on to off acceptance.
    case alpha
    /// Acceptance of the on counts.
    case acceptanceOn = "acceptance_on"
    /// Acceptance of the off counts.
    case acceptanceOff = "acceptance_off"

    /// The norm or what belongs to it.
    public init(_ quantity: FluxQuantity) {
        switch quantity {
        case .value: self = .norm
        case .err: self = .normErr
        case .errn: self = .normErrn
        case .errp: self = .normErrp
        case .ul: self = .normUL
        case .sensitivity: self = .normSensitivity
        }
    }

    /// What of a flux it is; nil for the others.
    public var flux: FluxQuantity? { FluxQuantity.allCases.first { MapQuantity($0) == self } }
}
