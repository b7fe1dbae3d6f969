import GammaModels

/// The mean of a parameter over energy bands weighted by 1/error², and the χ² of the values around it.
struct WeightedMean {
    /// NaN where no value has an error.
    let value: Double
    let error: Double
    /// Σ (value − mean)² / error².
    let chiSquare: Double
    /// Number of values that took part.
    let count: Int

    /// - Parameters:
    ///   - parameters: nil where a band has no value; such without an error (at a limit, undetermined) are left out.
    ///   - isAngle: whether values that differ by 360° are the same.
    init(_ parameters: [Parameter?], isAngle: Bool) {
        let used = parameters.compactMap(\.self).filter { $0.error > 0 && $0.error.isFinite }
        count = used.count
        let turn = isAngle ? (used.first.map { 360 / $0.internalFactor } ?? .infinity) : .infinity
        func near(_ value: Double) -> Double {
            guard turn.isFinite, let first = used.first?.value else { return value }
            return value - turn * ((value - first) / turn).rounded()
        }
        let weights = used.map { 1 / ($0.error * $0.error) }
        let sum = weights.reduce(0, +)
        let mean = zip(used, weights).reduce(0) { $0 + near($1.0.value) * $1.1 } / sum
        value = mean
        error = (1 / sum).squareRoot()
        chiSquare = zip(used, weights).reduce(0) { $0 + (near($1.0.value) - mean) * (near($1.0.value) - mean) * $1.1 }
    }
}
