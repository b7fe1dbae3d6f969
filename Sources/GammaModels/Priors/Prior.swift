/// A probability density of one parameter. The fit statistic gains −2 ln pdf(x) times the weight, with the
/// normalisation constant, x in the parameter's own unit.
public protocol Prior: Sendable {
    /// Names in model files.
    static var tags: [String] { get }
    /// Names of the constants with their default values, in Gammapy's order.
    static var defaults: [(name: String, value: Double)] { get }
    /// The constants in the order of ``defaults``.
    var constants: [Double] { get set }
    /// Multiplies the whole term.
    var weight: Double { get set }
    /// The default density.
    init()
    /// −2 ln pdf × weight with first and second derivative; +∞ with zero derivatives outside the support.
    func evaluate(_ x: Double) -> PriorTerm
    /// The value below which the parameter lies with probability p; ±∞ where the density has no end, NaN for p outside
    /// [0, 1]. The weight does not matter.
    func quantile(_ p: Double) -> Double
    /// What is wrong with the constants, as one sentence; nil when they make sense.
    var problem: String? { get }
    /// Limits outside which the density is zero and which replace the parameter's own; nil when there are none.
    var support: (minimum: Double?, maximum: Double?)? { get }
}

/// A term of the fit statistic with its first two derivatives.
public struct PriorTerm: Sendable, Equatable {
    /// −2 ln pdf × weight.
    public var value: Double
    /// First derivative.
    public var slope: Double
    /// Second derivative.
    public var curvature: Double

    /// Makes a term.
    public init(value: Double, slope: Double, curvature: Double) {
        self.value = value
        self.slope = slope
        self.curvature = curvature
    }

    static let outside = PriorTerm(value: .infinity, slope: 0, curvature: 0)

    func scaled(by weight: Double) -> PriorTerm {
        PriorTerm(value: value * weight, slope: slope * weight, curvature: curvature * weight)
    }
}

extension Prior {
    /// No limits.
    public var support: (minimum: Double?, maximum: Double?)? { nil }
}
