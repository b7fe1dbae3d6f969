import GammaCore

/// The smallest flux that would be detected in one energy bin.
public struct SensitivityPoint: Sendable, Hashable {
    /// What a detection asks for, and which of it decided.
    public enum Criterion: String, Sendable, Hashable, CaseIterable, Codable {
        /// The significance of the excess.
        case significance
        /// The smallest number of gamma rays.
        case gamma
        /// A share of the background, for its systematic error.
        case background = "bkg"
    }

    /// Lower edge of the bin, TeV.
    public var eMin: Double
    /// Upper edge of the bin, TeV.
    public var eMax: Double
    /// Reference energy, TeV.
    public var eRef: Double
    /// E² dN/dE at the reference energy, TeV cm⁻² s⁻¹; NaN where the reason says why.
    public var e2dnde: Double
    /// Excess counts that a detection asks for.
    public var excess: Double
    /// Background counts.
    public var background: Double
    /// What decided the excess.
    public var criterion: Criterion
    /// Why there is no value; nil where there is one.
    public var reason: String?

    /// E² dN/dE at the reference energy, erg cm⁻² s⁻¹, as tables and figures have it.
    public var e2dndeInErg: Double { e2dnde * Unit.ergPerTeV }

    /// Makes a point.
    public init(
        eMin: Double, eMax: Double, eRef: Double, e2dnde: Double, excess: Double, background: Double,
        criterion: Criterion, reason: String? = nil
    ) {
        self.eMin = eMin
        self.eMax = eMax
        self.eRef = eRef
        self.e2dnde = e2dnde
        self.excess = excess
        self.background = background
        self.criterion = criterion
        self.reason = reason
    }
}
