import GammaCore
import GammaNumerics

/// A quadratic penalty over several parameters, λ (p − μ)ᵀ C⁻¹ (p − μ), as Gammapy's class of that name.
///
/// For λ = 1 it is −2 ln of a multivariate normal density without its constant. Values are in the parameters' own units.
/// Model files do not hold penalties, as Gammapy's do not.
public struct GaussianPriorPenalty: Sendable, Equatable {
    /// Full names of the parameters: `crab.spectral.norm_0`.
    public let names: [String]
    /// Means μ.
    public let means: [Double]
    /// The inverse covariance C⁻¹.
    public let precision: Matrix
    /// The strength λ.
    public let weight: Double

    /// A penalty with an inverse covariance.
    /// - Parameter means: zero where not given.
    /// - Throws: ``Fault/Code/badValue`` for names given twice, numbers that are not finite, a matrix that is not
    ///   symmetric or has a negative eigenvalue, a negative weight; ``Fault/Code/incompatible`` for other numbers of
    ///   means or rows than of names.
    public init(_ names: [String], means: [Double]? = nil, precision: Matrix, weight: Double = 1) throws {
        let means = means ?? Array(repeating: 0, count: names.count)
        guard !names.isEmpty, Set(names).count == names.count else {
            throw Fault(.badValue, "a penalty needs parameters, each of them once")
        }
        guard means.count == names.count, precision.rows == names.count, precision.isSquare else {
            throw Fault(
                .incompatible,
                "a penalty of \(names.count) parameters has \(means.count) means and \(precision.rows) × "
                    + "\(precision.columns) inverse covariances")
        }
        guard means.allSatisfy(\.isFinite), precision.values.allSatisfy(\.isFinite), weight.isFinite, weight >= 0 else {
            throw Fault(.badValue, "the numbers of a penalty must be finite, and its weight not negative")
        }
        try Self.checkShape(precision)
        self.names = names
        self.means = means
        let values = zip(precision.values, precision.transposed.values).map { ($0 + $1) / 2 }
        self.precision = Matrix(rows: names.count, columns: names.count, values: values)
        self.weight = weight
    }

    /// A penalty with a covariance.
    /// - Throws: as ``init(_:means:precision:weight:)``; ``Fault/Code/badValue`` for a covariance without an inverse.
    public init(_ names: [String], means: [Double]? = nil, covariance: Matrix, weight: Double = 1) throws {
        guard covariance.isSquare, covariance.values.allSatisfy(\.isFinite),
            let precision = covariance.inverseSymmetric()
        else { throw Fault(.badValue, "the covariance of a penalty is not symmetric and positive definite") }
        try Self.checkShape(covariance)
        try self.init(names, means: means, precision: precision, weight: weight)
    }

    /// Independent parameters with standard deviations `sigmas`.
    /// - Throws: as ``init(_:means:precision:weight:)``.
    public static func diagonal(
        _ names: [String], means: [Double]? = nil, sigmas: [Double], weight: Double = 1
    ) throws -> Self {
        guard sigmas.allSatisfy({ $0 > 0 }) else { throw Fault(.badValue, "standard deviations must be positive") }
        return try Self(
            names, means: means, precision: Matrix(diagonal: sigmas.map { 1 / ($0 * $0) }), weight: weight)
    }

    /// Gammapy's `L2_penalty`: λ Σ (pᵢ − μᵢ)².
    /// - Throws: as ``init(_:means:precision:weight:)``.
    public static func ridge(_ names: [String], means: [Double]? = nil, weight: Double = 1) throws -> Self {
        try Self(names, means: means, precision: .identity(names.count), weight: weight)
    }

    /// Gammapy's `SmoothnessPenalty`, for parameters that stand in a row: 2 on the diagonal of C⁻¹ and −1 beside it, so
    /// λ (d₁² + Σ (dᵢ₊₁ − dᵢ)² + dₙ²) with d = p − μ.
    /// - Throws: as ``init(_:means:precision:weight:)``.
    public static func smoothness(_ names: [String], means: [Double]? = nil, weight: Double = 1) throws -> Self {
        var precision = Matrix(diagonal: names.map { _ in 2 })
        for row in names.indices.dropFirst() {
            precision[row, row - 1] = -1
            precision[row - 1, row] = -1
        }
        return try Self(names, means: means, precision: precision, weight: weight)
    }

    /// The penalty with its derivatives with respect to the named parameters.
    /// - Precondition: one value a name.
    public func evaluate(_ values: [Double]) -> PenaltyTerm {
        precondition(values.count == names.count, "one value a parameter of the penalty")
        let product = precision * zip(values, means).map { $0 - $1 }
        let sum = zip(zip(values, means), product).reduce(0) { $0 + ($1.0.0 - $1.0.1) * $1.1 }
        return PenaltyTerm(
            value: weight * sum, gradient: product.map { 2 * weight * $0 }, curvature: precision * (2 * weight))
    }

    /// Symmetric to rounding, and no direction in which the penalty falls; on the scale of the diagonal, so that parameters
    /// of 1e-11 and of 1 are judged alike.
    private static func checkShape(_ matrix: Matrix) throws {
        let roots = matrix.diagonal.map { $0.squareRoot() }
        var scaled = Matrix(rows: matrix.rows, columns: matrix.rows)
        for row in roots.indices {
            for column in roots.indices {
                let scale = roots[row] * roots[column]
                // A parameter without a term of its own has none with others.
                scaled[row, column] = matrix[row, column] == 0 && scale == 0 ? 0 : matrix[row, column] / scale
            }
        }
        for row in roots.indices {
            for column in 0..<row where abs(scaled[row, column] - scaled[column, row]) > 1e-9 {
                throw Fault(
                    .badValue, "the matrix of a penalty is not symmetric in rows \(column + 1) and \(row + 1)")
            }
        }
        guard let lowest = scaled.eigenSymmetric()?.values.first, lowest >= -1e-9 else {
            throw Fault(.badValue, "the matrix of a penalty has a negative eigenvalue: the penalty has no minimum")
        }
    }
}
