import GammaNumerics

/// An objective with its derivatives at one point.
public struct ObjectiveEvaluation: Sendable {
    /// The value, −2 ln L: it rises by 1 at one standard deviation.
    public var value: Double
    /// The derivatives in the parameters, exact.
    public var gradient: [Double]
    /// The expected second derivatives (for a likelihood, twice the Fisher matrix), symmetric and positive
    /// semidefinite; nil where the objective has none. It drives the fit, and errors do not come from it.
    public var curvature: Matrix?

    /// Makes an evaluation.
    public init(value: Double, gradient: [Double], curvature: Matrix? = nil) {
        self.value = value
        self.gradient = gradient
        self.curvature = curvature
    }

    /// Whether value and gradient are numbers that a fit can use.
    var isFinite: Bool { value.isFinite && gradient.allSatisfy(\.isFinite) }
}
