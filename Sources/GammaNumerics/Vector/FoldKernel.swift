import CKernels

/// Hot loops of predictions on maps: planes of true energy to planes of reconstructed energy.
///
/// Callers pass memory that is large enough; nothing is checked.
public enum FoldKernel {
    /// out[r][i] += Σ matrix[r][t] planes[t][i] for t from first[r] up to last[r].
    ///
    /// - Parameters:
    ///   - planes: first pixel of the first plane; `stride` elements from plane to plane.
    ///   - matrix: row after row, one column a plane.
    ///   - out: first pixel of the first row; `outStride` elements from row to row.
    ///   - count: number of pixels.
    public static func fold(
        _ planes: UnsafePointer<Float>, stride: Int, matrix: [Double], first: [Int32], last: [Int32],
        into out: UnsafeMutablePointer<Double>, outStride: Int, count: Int
    ) {
        guard !first.isEmpty else { return }
        gk_fold(
            planes, stride, matrix, first, last, first.count, matrix.count / first.count, out, outStride, count)
    }

    /// out[i] += x[i].
    public static func add(_ x: UnsafePointer<Float>, to out: UnsafeMutablePointer<Double>, count: Int) {
        gk_add_float(x, out, count)
    }

    /// out[i] += factor x[i].
    public static func add(
        _ x: UnsafePointer<Double>, times factor: Double, to out: UnsafeMutablePointer<Double>, count: Int
    ) {
        gk_add_scaled(x, factor, out, count)
    }

    /// out[i] = x[i] in single precision.
    public static func narrow(_ x: UnsafePointer<Double>, to out: UnsafeMutablePointer<Float>, count: Int) {
        gk_narrow(x, out, count)
    }

    /// out[i] = x[i] y[i] in single precision.
    public static func narrow(
        _ x: UnsafePointer<Double>, times y: UnsafePointer<Double>, to out: UnsafeMutablePointer<Float>, count: Int
    ) {
        gk_narrow_product(x, y, out, count)
    }

    /// out[i] += x[i] in single precision.
    public static func narrow(
        _ x: UnsafePointer<Double>, addingTo out: UnsafeMutablePointer<Float>, count: Int
    ) {
        gk_narrow_add(x, out, count)
    }
}
