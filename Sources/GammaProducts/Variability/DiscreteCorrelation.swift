import Foundation

/// The correlation of two series of fluxes as a function of the lag between them, for any sampling.
///
/// Edelson & Krolik 1988, ApJ 333, 646, eqs. 2 to 4. A positive lag means that the first series comes after the second.
public struct DiscreteCorrelation: Sendable, Hashable {
    /// The pairs of one range of lags.
    public struct Lag: Sendable, Hashable {
        /// Middle of the range, s.
        public let seconds: Double
        /// Mean correlation of the pairs; 1 for series that are the same but for scale.
        public let value: Double
        /// Its error from the scatter of the pairs; nil for a single pair.
        public let error: Double?
        /// Number of pairs.
        public let pairs: Int
    }

    /// Ranges of lags that hold any pair, in ascending order.
    public let lags: [Lag]

    /// Correlates two series.
    ///
    /// The variances are freed of the mean squared errors; Gammapy subtracts the square of the mean error.
    /// - Parameters:
    ///   - offset: seconds from the zero of the second series to that of the first.
    ///   - width: width of the ranges of lags, s.
    /// - Returns: nil when the errors explain the scatter of one of the series, so that there is nothing to correlate.
    public init?(_ first: FluxVariability, _ second: FluxVariability, offset: Double = 0, width: Double) {
        guard let a = first.standardised, let b = second.standardised, width > 0 else { return nil }
        var products: [Int: [Double]] = [:]
        for (x, t) in zip(a, first.seconds) {
            for (y, s) in zip(b, second.seconds) {
                products[Int(((t + offset - s) / width).rounded(.down)), default: []].append(x * y)
            }
        }
        lags = products.sorted { $0.key < $1.key }.map { bin, products in
            let mean = products.reduce(0, +) / Double(products.count)
            let scatter = products.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }.squareRoot()
            return Lag(
                seconds: (Double(bin) + 0.5) * width, value: mean,
                error: products.count > 1 ? scatter / Double(products.count - 1) : nil, pairs: products.count)
        }
    }
}

extension FluxVariability {
    /// Deviations from the mean in units of the intrinsic scatter; nil where there is none, or no times.
    fileprivate var standardised: [Double]? {
        guard count > 1, seconds.count == count else { return nil }
        let mean = mean
        let scatter = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)
        let intrinsic = scatter - meanSquareError
        guard intrinsic > 0 else { return nil }
        return values.map { ($0 - mean) / intrinsic.squareRoot() }
    }
}
