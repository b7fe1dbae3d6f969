import GammaProducts

/// A flux in one band of energy as the catalogue states it.
public struct CatalogBand: Sendable, Hashable {
    /// Lower edge, TeV.
    public var eMin: Double
    /// Upper edge, TeV.
    public var eMax: Double
    /// Reference energy, TeV.
    public var eRef: Double
    /// The flux in the internal unit of its type.
    public var value: Double
    /// Error below, positive; NaN when not stated.
    public var below: Double
    /// Error above; NaN when not stated.
    public var above: Double
    /// Upper limit (2 σ); NaN when not stated.
    public var limit: Double
    /// Whether the catalogue marks the band as an upper limit.
    public var isLimit: Bool
    /// √TS; NaN when not stated.
    public var significance: Double

    init(
        eMin: Double, eMax: Double, eRef: Double? = nil, value: Double, below: Double = .nan, above: Double = .nan,
        limit: Double = .nan, isLimit: Bool = false, significance: Double = .nan
    ) {
        self.eMin = eMin
        self.eMax = eMax
        self.eRef = eRef ?? (eMin * eMax).squareRoot()
        self.value = value
        self.below = below
        self.above = above
        self.limit = limit
        self.isLimit = isLimit
        self.significance = significance
    }

    /// A band as Fermi-LAT catalogues give it: an error below that is missing marks an upper limit, which is the value plus
    /// twice the error above (ApJS 218, 23, section 3.5).
    static func fermi(
        eMin: Double, eMax: Double, value: Double, below: Double, above: Double, significance: Double = .nan
    ) -> CatalogBand {
        let isLimit = !below.isFinite
        return CatalogBand(
            eMin: eMin, eMax: eMax, value: value, below: abs(below), above: above,
            limit: isLimit ? value + 2 * above : .nan, isLimit: isLimit, significance: significance)
    }
}
