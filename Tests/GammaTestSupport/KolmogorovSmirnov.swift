import Foundation

/// The Kolmogorov–Smirnov test of a sample against a distribution.
public struct KolmogorovSmirnov: Sendable {
    /// The largest distance of the cumulative distributions.
    public let distance: Double
    /// Probability of a larger distance (Stephens 1970, J. R. Stat. Soc. B 32, 115).
    public let probability: Double

    /// - Parameters:
    ///   - sample: in any order.
    ///   - atom: where the distribution has one, no value lies below it, and all that are not above it belong to it.
    ///   - cumulative: the expected share of values up to a given one.
    public init(_ sample: [Double], atom: Double? = nil, cumulative: (Double) -> Double) {
        let count = Double(sample.count)
        let sorted = sample.sorted()
        var distance = 0.0
        let first = atom.map { atom in sorted.firstIndex { $0 > atom } ?? sorted.count } ?? 0
        if let atom { distance = abs(Double(first) / count - cumulative(atom)) }
        for rank in first..<sorted.count {
            let expected = cumulative(sorted[rank])
            distance = max(distance, abs(expected - Double(rank) / count), abs(expected - Double(rank + 1) / count))
        }
        self.distance = distance
        probability = Self.survival(distance, count: count)
    }

    private static func survival(_ distance: Double, count: Double) -> Double {
        let root = count.squareRoot()
        let lambda = (root + 0.12 + 0.11 / root) * distance
        var sum = 0.0
        for j in 1...100 {
            let term = exp(-2 * Double(j * j) * lambda * lambda)
            sum += j.isMultiple(of: 2) ? -term : term
        }
        // The series does not converge where the probability is 1.
        return lambda < 0.2 ? 1 : min(max(2 * sum, 0), 1)
    }
}
