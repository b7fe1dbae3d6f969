/// Quantiles of samples.
public enum Quantile {
    /// The value that a share of the samples lies below, linear between neighbours (NumPy's default); NaN without samples.
    /// - Parameters:
    ///   - sorted: the samples, ascending.
    ///   - probability: the share, from 0 to 1.
    public static func ofSorted(_ sorted: [Double], _ probability: Double) -> Double {
        guard let last = sorted.last else { return .nan }
        let rank = min(max(probability, 0), 1) * Double(sorted.count - 1)
        let lower = Int(rank)
        guard lower + 1 < sorted.count else { return last }
        return sorted[lower] + (rank - Double(lower)) * (sorted[lower + 1] - sorted[lower])
    }
}
