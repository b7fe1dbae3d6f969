import Foundation

/// Density 1/(x ln(max/min)) between `min` and `max`, which also become the limits of the parameter.
public struct LogUniformPrior: Prior {
    /// Names in model files.
    public static let tags = ["LogUniformPrior"]
    /// `min`, `max`.
    public static let defaults: [(name: String, value: Double)] = [("min", 1e-14), ("max", 1e-10)]
    /// `min`, `max`.
    public var constants: [Double]
    /// Multiplies the whole term.
    public var weight: Double

    /// Between 1e-14 and 1e-10.
    public init() { self.init(minimum: 1e-14, maximum: 1e-10) }

    /// Makes the density; limits positive, in the parameter's own unit.
    public init(minimum: Double, maximum: Double, weight: Double = 1) {
        constants = [minimum, maximum]
        self.weight = weight
    }

    /// 2 ln(x ln(max/min)) × weight inside.
    public func evaluate(_ x: Double) -> PriorTerm {
        guard x > 0, x >= constants[0], x <= constants[1] else { return .outside }
        let value = 2 * (log(x) + log(log(constants[1] / constants[0])))
        return PriorTerm(value: value, slope: 2 / x, curvature: -2 / (x * x)).scaled(by: weight)
    }

    /// The two limits.
    public var support: (minimum: Double?, maximum: Double?)? { (constants[0], constants[1]) }

    /// The limits must be in order.
    public var problem: String? {
        constants[0] > 0 && constants[0] < constants[1] ? nil : "min of the prior must be positive and below max"
    }

    /// min (max/min)^p.
    public func quantile(_ p: Double) -> Double {
        p >= 0 && p <= 1 ? constants[0] * pow(constants[1] / constants[0], p) : .nan
    }
}
