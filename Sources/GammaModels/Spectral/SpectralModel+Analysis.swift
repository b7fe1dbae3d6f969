import Foundation

extension SpectralModel {
    /// dN/dE at each energy in TeV with its standard deviation, by linear propagation of the covariance of the model's
    /// parameters (in their own units).
    ///
    /// Gammapy takes the median and percentiles of samples instead; the two agree to a few percent.
    public func evaluateError(_ energies: [Double], covariance: Covariance) -> (values: [Double], errors: [Double]) {
        propagated(evaluateWithGradient(energies), covariance)
    }

    /// The integral of each bin (edges in TeV) with its standard deviation, by linear propagation.
    public func integralError(edges: [Double], covariance: Covariance) -> (values: [Double], errors: [Double]) {
        propagated(integralWithGradient(edges: edges), covariance)
    }

    /// The energy flux of each bin (edges in TeV) with its standard deviation, by linear propagation.
    public func energyFluxError(edges: [Double], covariance: Covariance) -> (values: [Double], errors: [Double]) {
        propagated(energyFluxWithGradient(edges: edges), covariance)
    }

    /// Local index −d ln f/d ln E at an energy in TeV, from a step of 10⁻⁵ as in Gammapy.
    public func spectralIndex(at energy: Double) -> Double {
        let epsilon = 1e-5
        let values = evaluate([energy, energy * (1 + epsilon)])
        return log(values[0] / values[1]) / log1p(epsilon)
    }

    /// The local index with its standard deviation, by linear propagation.
    public func spectralIndexError(at energy: Double, covariance: Covariance) -> (value: Double, error: Double) {
        let epsilon = 1e-5
        let (values, gradient) = evaluateWithGradient([energy, energy * (1 + epsilon)])
        let slopes = gradient.map { ($0[0] / values[0] - $0[1] / values[1]) / log1p(epsilon) }
        return (log(values[0] / values[1]) / log1p(epsilon), covariance.variance(gradient: slopes).squareRoot())
    }

    /// Energy in TeV at which the relative error of dN/dE is smallest, searched within a factor e³ of the reference energy, or
    /// of 1 TeV where there is none.
    ///
    /// Nil without errors, and where the relative error does not depend on energy.
    public func pivotEnergy(covariance: Covariance) -> Double? {
        let reference = parameters.first(where: { $0.name == "reference" })?.internalValue ?? 1
        guard reference > 0 else { return nil }
        let (lower, upper) = (log(reference) - 3, log(reference) + 3)
        func relativeErrors(_ logEnergies: [Double]) -> [Double] {
            let (values, errors) = evaluateError(logEnergies.map { exp($0) }, covariance: covariance)
            return values.indices.map { errors[$0] / abs(values[$0]) }
        }
        let grid = (0...120).map { lower + (upper - lower) * Double($0) / 120 }
        let errors = relativeErrors(grid)
        guard errors.allSatisfy(\.isFinite), let smallest = errors.min(), let largest = errors.max(),
            largest - smallest > 1e-5, let start = errors.firstIndex(of: smallest)
        else { return nil }
        // Golden section between the neighbours of the best grid point.
        var a = grid[max(0, start - 1)]
        var b = grid[min(grid.count - 1, start + 1)]
        let ratio = (5.0.squareRoot() - 1) / 2
        for _ in 0..<60 {
            let c = b - ratio * (b - a)
            let d = a + ratio * (b - a)
            let pair = relativeErrors([c, d])
            if pair[0] < pair[1] { b = d } else { a = c }
        }
        return exp((a + b) / 2)
    }

    /// Energies in TeV at which dN/dE has the given value, between two energies; ascending, empty when there is none.
    ///
    /// Sign changes are searched on 100 logarithmic intervals, roots refined to 10⁻¹² in ln E.
    public func inverse(_ value: Double, from lower: Double = 0.1, to upper: Double = 100) -> [Double] {
        guard lower > 0, upper > lower else { return [] }
        let start = log(lower)
        let step = log(upper / lower) / 100
        let grid = (0...100).map { start + Double($0) * step }
        let values = evaluate(grid.map { exp($0) }).map { $0 - value }
        var roots: [Double] = []
        for k in 0..<100 {
            if values[k] == 0 { roots.append(exp(grid[k])) }
            guard values[k] * values[k + 1] < 0 else { continue }
            var (a, b) = (grid[k], grid[k + 1])
            let isRising = values[k] < 0
            while b - a > 1e-12 {
                let middle = (a + b) / 2
                if middle <= a || middle >= b { break }
                if (self(exp(middle)) < value) == isRising { a = middle } else { b = middle }
            }
            roots.append(exp((a + b) / 2))
        }
        if values[100] == 0 { roots.append(upper) }
        return roots
    }

    private func propagated(_ result: (values: [Double], gradient: [[Double]]), _ covariance: Covariance)
        -> (values: [Double], errors: [Double])
    {
        let errors = result.values.indices.map { i in
            covariance.variance(gradient: result.gradient.map { $0[i] }).squareRoot()
        }
        return (result.values, errors)
    }
}
