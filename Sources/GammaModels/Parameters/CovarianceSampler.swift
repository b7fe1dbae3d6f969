import GammaCore
import GammaNumerics

/// Draws values of parameters from the normal distribution that their covariance stands for, within their limits.
///
/// A draw that any limit excludes is thrown away as a whole, which leaves the distribution that is cut off there; where a
/// thousand in a row are, as for a parameter with most of its distribution beyond a limit, the last is moved to the limits.
public struct CovarianceSampler: Sendable {
    private let centre: [Double]
    private let lower: [Double]
    private let upper: [Double]
    /// A matrix A with A Aᵀ = covariance.
    private let root: Matrix

    /// Prepares draws around the values of parameters.
    /// - Precondition: one row of the covariance a parameter, in its own unit.
    public init(_ parameters: [Parameter], covariance: Covariance) {
        precondition(covariance.count == parameters.count, "one row a parameter")
        centre = parameters.map(\.value)
        lower = parameters.map { $0.effectiveLimits.minimum ?? -.infinity }
        upper = parameters.map { $0.effectiveLimits.maximum ?? .infinity }
        let errors = covariance.errors
        var correlation = Matrix.identity(errors.count)
        for (index, value) in covariance.correlation.enumerated() where errors[index / errors.count] > 0 {
            correlation.values[index] = value
        }
        var root = Matrix(rows: errors.count, columns: errors.count)
        if let (values, vectors) = correlation.eigenSymmetric() {
            for i in errors.indices {
                for k in errors.indices { root[i, k] = errors[i] * vectors[i, k] * max(values[k], 0).squareRoot() }
            }
        }
        self.root = root
    }

    /// The next values.
    public func callAsFunction(_ random: inout RandomStream) -> [Double] {
        var values = centre
        for _ in 0..<1000 {
            let normals = centre.map { _ in random.normal() }
            let shifts = root * normals
            values = centre.indices.map { centre[$0] + shifts[$0] }
            // A value that the fit left on its limit stays there, whatever rounding does.
            let isInside = values.indices.allSatisfy {
                shifts[$0] == 0 || (values[$0] >= lower[$0] && values[$0] <= upper[$0])
            }
            if isInside { return values }
        }
        return values.indices.map { min(max(values[$0], lower[$0]), upper[$0]) }
    }
}
