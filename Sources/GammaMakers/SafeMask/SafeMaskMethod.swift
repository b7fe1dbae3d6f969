/// A rule for the bins in which the instrument response can be trusted.
public enum SafeMaskMethod: Sendable, Hashable {
    /// Between the thresholds LO_THRES and HI_THRES of the effective area's header.
    case aeffDefault
    /// Above the energy at which the effective area reaches this percentage of its maximum.
    case aeffMax(percent: Double)
    /// Above the energy at which the bias of the energy dispersion falls below this percentage.
    case edispBias(percent: Double)
    /// Nearer to the pointing than this, deg.
    case offsetMax(degrees: Double)
    /// Above the lower edge of the energy bin with the most background.
    case bkgPeak

    /// Gammapy's name of the method.
    public var name: String {
        switch self {
        case .aeffDefault: "aeff-default"
        case .aeffMax: "aeff-max"
        case .edispBias: "edisp-bias"
        case .offsetMax: "offset-max"
        case .bkgPeak: "bkg-peak"
        }
    }
}
