import Foundation

/// Constant density between `min` and `max`, which also become the limits of the parameter.
public struct UniformPrior: Prior {
    /// Names in model files.
    public static let tags = ["UniformPrior"]
    /// `min`, `max`.
    public static let defaults: [(name: String, value: Double)] = [("min", 0), ("max", 1)]
    /// `min`, `max`.
    public var constants: [Double]
    /// Multiplies the whole term.
    public var weight: Double

    /// Between 0 and 1.
    public init() { self.init(minimum: 0, maximum: 1) }

    /// Makes the density; limits in the parameter's own unit.
    public init(minimum: Double, maximum: Double, weight: Double = 1) {
        constants = [minimum, maximum]
        self.weight = weight
    }

    /// −2 ln(1/(max − min)) × weight inside.
    public func evaluate(_ x: Double) -> PriorTerm {
        guard x >= constants[0], x <= constants[1] else { return .outside }
        return PriorTerm(value: 2 * log(constants[1] - constants[0]), slope: 0, curvature: 0).scaled(by: weight)
    }

    /// The two limits.
    public var support: (minimum: Double?, maximum: Double?)? { (constants[0], constants[1]) }

    /// The limits must be in order.
    public var problem: String? {
        constants[0] < constants[1] ? nil : "min of the prior must be below max"
    }

    /// Linear between the limits.
    public func quantile(_ p: Double) -> Double {
        p >= 0 && p <= 1 ? constants[0] * (1 - p) + constants[1] * p : .nan
    }
}
