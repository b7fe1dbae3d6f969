import GammaNumerics

extension FitResult {
    /// Correlation coefficients, 1 on the diagonal and 0 for parameters without error; nil without covariance.
    public var correlation: Matrix? {
        guard let covariance else { return nil }
        var result = covariance
        let sigma = covariance.diagonal.map { $0 > 0 ? $0.squareRoot() : .infinity }
        for i in sigma.indices {
            for j in sigma.indices { result[i, j] = i == j ? 1 : covariance[i, j] / sigma[i] / sigma[j] }
        }
        return result
    }

    /// Pairs of parameters whose correlation coefficient is at least `least` in size, the strongest first.
    public func correlations(atLeast least: Double = 0.8) -> [(first: String, second: String, coefficient: Double)] {
        guard let correlation else { return [] }
        var pairs: [(first: String, second: String, coefficient: Double)] = []
        for i in parameters.indices {
            for j in parameters.indices.dropFirst(i + 1) where abs(correlation[i, j]) >= least {
                pairs.append((parameters[i].name, parameters[j].name, correlation[i, j]))
            }
        }
        // Equal ones stay in the order of the parameters.
        return pairs.enumerated().sorted {
            let (a, b) = (abs($0.element.coefficient), abs($1.element.coefficient))
            return a != b ? a > b : $0.offset < $1.offset
        }.map(\.element)
    }
}
