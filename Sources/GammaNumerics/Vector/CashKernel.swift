import CKernels

/// The Cash statistic 2Σ w (μ − n ln μ) over whole arrays, μ not below ``floor``; see `numerics.md` §7 (Cash 1979).
///
/// NaN in μ makes the sum NaN: it never passes for an empty bin.
public enum CashKernel {
    /// Gammapy's truncation of μ.
    public static let floor = 1e-25

    /// The sum. `weights` has one element a bin: 0 leaves a bin out.
    public static func sum(counts: [Double], npred: [Double], weights: [Double]? = nil) -> Double {
        precondition(
            counts.count == npred.count && weights?.count ?? counts.count == counts.count, "arrays of one length")
        guard let weights else { return gk_cash(counts, npred, nil, floor, counts.count) }
        return gk_cash(counts, npred, weights, floor, counts.count)
    }

    /// The sum and its derivatives by μ, one a bin: 2 w (1 − n/μ), and 0 where μ is below the floor.
    public static func sumWithGradient(
        counts: [Double], npred: [Double], weights: [Double]? = nil
    ) -> (sum: Double, gradient: [Double]) {
        precondition(
            counts.count == npred.count && weights?.count ?? counts.count == counts.count, "arrays of one length")
        var sum = 0.0
        let gradient = [Double](unsafeUninitializedCapacity: counts.count) { buffer, count in
            if let weights {
                sum = gk_cash_gradient(counts, npred, weights, floor, buffer.baseAddress, counts.count)
            } else {
                sum = gk_cash_gradient(counts, npred, nil, floor, buffer.baseAddress, counts.count)
            }
            count = counts.count
        }
        return (sum, gradient)
    }
}
