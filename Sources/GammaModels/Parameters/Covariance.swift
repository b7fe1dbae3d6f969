/// Covariance of named parameters, in the parameters' own units.
public struct Covariance: Sendable, Equatable {
    /// Names of rows and columns: `crab.spectral.index`.
    public let names: [String]
    /// The matrix, row after row.
    public var values: [Double]

    /// Makes a covariance.
    /// - Precondition: as many values as the square of the number of names.
    public init(names: [String], values: [Double]) {
        precondition(values.count == names.count * names.count, "a square matrix over the names")
        self.names = names
        self.values = values
    }

    /// Squares of errors on the diagonal, zero elsewhere.
    public init(names: [String], errors: [Double]) {
        let count = names.count
        var values = [Double](repeating: 0, count: count * count)
        for i in 0..<min(count, errors.count) { values[i * count + i] = errors[i] * errors[i] }
        self.init(names: names, values: values)
    }

    /// Number of parameters.
    public var count: Int { names.count }

    /// Covariance of two parameters by position.
    public subscript(row: Int, column: Int) -> Double {
        get { values[row * count + column] }
        set { values[row * count + column] = newValue }
    }

    /// Covariance of two parameters by name; nil when one is not there.
    public subscript(row: String, column: String) -> Double? {
        guard let i = names.firstIndex(of: row), let j = names.firstIndex(of: column) else { return nil }
        return self[i, j]
    }

    /// Standard deviations.
    public var errors: [Double] { (0..<count).map { max(0, self[$0, $0]).squareRoot() } }

    /// The part of the given positions, in the given order.
    public func subset(_ positions: [Int]) -> Covariance {
        Covariance(
            names: positions.map { names[$0] }, values: positions.flatMap { i in positions.map { j in self[i, j] } })
    }

    /// Correlation coefficients, row after row; zero where an error is zero.
    public var correlation: [Double] {
        let errors = errors
        return (0..<count).flatMap { i in
            (0..<count).map { j in
                let product = errors[i] * errors[j]
                if i == j { return product > 0 ? 1 : 0 }
                return product > 0 ? max(-1, min(1, self[i, j] / product)) : 0
            }
        }
    }

    /// Variance of a quantity from its derivatives with respect to the parameters: gᵀ C g.
    ///
    /// Derivatives by parameters without variance do not matter, nor whether they exist.
    public func variance(gradient: [Double]) -> Double {
        let uncertain = (0..<min(count, gradient.count)).filter { self[$0, $0] != 0 }
        var sum = 0.0
        for i in uncertain where gradient[i] != 0 {
            var row = 0.0
            for j in uncertain { row += self[i, j] * gradient[j] }
            sum += gradient[i] * row
        }
        return max(0, sum)
    }
}
