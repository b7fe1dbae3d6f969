import CKernels

/// Hot loops of the Cash statistic on rows of a map, of which most bins are empty.
///
/// Callers pass memory that is large enough; nothing is checked.
public enum PoissonKernel {
    /// 2 Σ μ over the bins of the mask, μ not below `floor`.
    public static func sum(
        _ npred: UnsafePointer<Double>, mask: UnsafePointer<Bool>, floor: Double, count: Int
    ) -> Double {
        mask.withMemoryRebound(to: UInt8.self, capacity: count) { gk_poisson_sum(npred, $0, floor, count) }
    }

    /// The derivatives of 2 μ within the mask, and the expected second derivatives 2/μ; zero where μ is below `floor`.
    public static func slopes(
        _ npred: UnsafePointer<Double>, mask: UnsafePointer<Bool>, floor: Double,
        slope: UnsafeMutablePointer<Double>, curvature: UnsafeMutablePointer<Double>, count: Int
    ) {
        mask.withMemoryRebound(to: UInt8.self, capacity: count) {
            gk_poisson_slopes(npred, $0, floor, slope, curvature, count)
        }
    }

    /// Σ a · b.
    public static func dot(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, count: Int) -> Double {
        gk_dot(a, b, count)
    }

    /// out[a][b] += Σ weights · column a · column b for b ≤ a, over the part from low up to high that both have.
    ///
    /// - Parameters:
    ///   - columns: first element of the first column; `stride` elements from column to column.
    ///   - scratch: as many elements as a column.
    ///   - out: a square matrix, of which the lower half is filled.
    public static func gram(
        _ columns: UnsafePointer<Double>, stride: Int, low: [Int], high: [Int], weights: UnsafePointer<Double>,
        scratch: UnsafeMutablePointer<Double>, into out: UnsafeMutablePointer<Double>
    ) {
        gk_gram(columns, stride, low, high, low.count, weights, scratch, out)
    }
}
