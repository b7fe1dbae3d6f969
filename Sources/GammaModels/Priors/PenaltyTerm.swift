import GammaNumerics

/// A term of the fit statistic over several parameters, with its first and second derivatives.
public struct PenaltyTerm: Sendable, Equatable {
    /// What the fit statistic gains.
    public var value: Double
    /// First derivatives, one a parameter.
    public var gradient: [Double]
    /// Second derivatives.
    public var curvature: Matrix

    /// Nothing, for so many parameters.
    public init(count: Int) {
        self.init(
            value: 0, gradient: Array(repeating: 0, count: count), curvature: Matrix(rows: count, columns: count))
    }

    /// Makes a term.
    public init(value: Double, gradient: [Double], curvature: Matrix) {
        self.value = value
        self.gradient = gradient
        self.curvature = curvature
    }
}
