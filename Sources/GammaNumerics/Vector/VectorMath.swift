import CKernels

/// Elementary functions and sums over whole arrays, by the kernels of CKernels.
///
/// The same bits on every processor: no fused operations, sums over 16 fixed lanes. Errors are below 1 ulp.
public enum VectorMath {
    /// ln x; −∞ at 0, NaN below.
    public static func log(_ x: [Double]) -> [Double] { mapped(x) { gk_log($0, $1, $2) } }

    /// e^x.
    public static func exp(_ x: [Double]) -> [Double] { mapped(x) { gk_exp($0, $1, $2) } }

    /// x^y for x ≥ 0, NaN below. Where ln x is at hand, `exp(y ln x)` is four times faster and right to |y ln x| ulp.
    public static func pow(_ x: [Double], _ exponent: Double) -> [Double] {
        mapped(x) { gk_pow($0, exponent, $1, $2) }
    }

    /// ln x in place.
    public static func formLog(_ x: inout [Double]) {
        x.withUnsafeMutableBufferPointer { gk_log($0.baseAddress, $0.baseAddress, $0.count) }
    }

    /// e^x in place.
    public static func formExp(_ x: inout [Double]) {
        x.withUnsafeMutableBufferPointer { gk_exp($0.baseAddress, $0.baseAddress, $0.count) }
    }

    /// y = e^x; the arrays have one length.
    public static func exp(_ x: [Double], into y: inout [Double]) {
        precondition(x.count == y.count, "arrays of one length")
        gk_exp(x, &y, x.count)
    }

    /// ln x of one number, with the same bits as in an array.
    public static func log(_ x: Double) -> Double {
        var (input, output) = (x, 0.0)
        gk_log(&input, &output, 1)
        return output
    }

    /// e^x of one number, with the same bits as in an array.
    public static func exp(_ x: Double) -> Double {
        var (input, output) = (x, 0.0)
        gk_exp(&input, &output, 1)
        return output
    }

    /// Sum of all elements, in a fixed order.
    public static func sum(_ x: [Double]) -> Double { x.withUnsafeBufferPointer { gk_sum($0.baseAddress, $0.count) } }

    /// Σ a b; the arrays have one length.
    public static func dot(_ a: [Double], _ b: [Double]) -> Double {
        precondition(a.count == b.count, "arrays of one length")
        return gk_dot(a, b, a.count)
    }

    /// Σ w a b; the arrays have one length.
    public static func dot(_ weights: [Double], _ a: [Double], _ b: [Double]) -> Double {
        precondition(a.count == b.count && weights.count == a.count, "arrays of one length")
        return gk_dot3(weights, a, b, a.count)
    }

    /// y += factor · x.
    public static func add(_ x: [Double], times factor: Double, to y: inout [Double]) {
        precondition(x.count == y.count, "arrays of one length")
        gk_add_scaled(x, factor, &y, x.count)
    }

    /// y += x where a mask holds and x is finite, on memory that is large enough.
    public static func add(
        _ x: UnsafePointer<Double>, where mask: UnsafePointer<Bool>, to y: UnsafeMutablePointer<Double>, count: Int
    ) {
        mask.withMemoryRebound(to: UInt8.self, capacity: count) { gk_add_where(x, $0, y, count) }
    }

    /// y = factor · (row[lower] a + row[upper] b), zero where the sum is not positive and finite, on memory that is large
    /// enough.
    public static func interpolate(
        _ row: UnsafePointer<Double>, lower: UnsafePointer<Int32>, upper: UnsafePointer<Int32>,
        a: UnsafePointer<Double>, b: UnsafePointer<Double>, times factor: Double,
        into y: UnsafeMutablePointer<Double>, count: Int
    ) {
        gk_interpolate(row, lower, upper, a, b, factor, y, count)
    }

    private static func mapped(
        _ x: [Double], _ kernel: (UnsafePointer<Double>?, UnsafeMutablePointer<Double>?, Int) -> Void
    ) -> [Double] {
        [Double](unsafeUninitializedCapacity: x.count) { buffer, count in
            x.withUnsafeBufferPointer { kernel($0.baseAddress, buffer.baseAddress, $0.count) }
            count = x.count
        }
    }
}
