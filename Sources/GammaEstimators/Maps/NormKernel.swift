import GammaNumerics

/// Sums over the bins of a likelihood in one factor x: the prediction of a bin is m (x + s) with s = b/m, where b is what
/// is predicted without the source and m what the source predicts at x = 1; n are the counts.
///
/// Eight sums run side by side and are added in one order: the same bits on every processor.
enum NormKernel {
    private typealias Lanes = SIMD8<Double>

    /// Σ n/(x + s) and Σ n/(x + s)².
    static func slopes(
        counts: UnsafePointer<Double>, ratios: UnsafePointer<Double>, at x: Double, count: Int
    ) -> (first: Double, second: Double) {
        var (first, second) = (Lanes.zero, Lanes.zero)
        let one = Lanes(repeating: 1)
        var index = 0
        while index + 8 <= count {
            let n = UnsafeRawPointer(counts + index).loadUnaligned(as: Lanes.self)
            let s = UnsafeRawPointer(ratios + index).loadUnaligned(as: Lanes.self)
            let inverse = one / (s + x)
            let term = n * inverse
            first += term
            second += term * inverse
            index += 8
        }
        var sums = (first.sum(), second.sum())
        while index < count {
            let inverse = 1 / (ratios[index] + x)
            let term = counts[index] * inverse
            sums.0 += term
            sums.1 += term * inverse
            index += 1
        }
        return sums
    }

    /// Σ n ln((x + s)/(y + s)); every x + s and y + s must be above zero.
    static func gain(
        counts: UnsafePointer<Double>, ratios: UnsafePointer<Double>, from y: Double, to x: Double, count: Int
    ) -> Double {
        var logarithms = [Double](unsafeUninitializedCapacity: count) { buffer, used in
            for index in 0..<count { buffer[index] = (ratios[index] + x) / (ratios[index] + y) }
            used = count
        }
        VectorMath.formLog(&logarithms)
        return logarithms.withUnsafeBufferPointer { values in
            values.baseAddress.map { dot(counts, $0, count) } ?? 0
        }
    }

    /// Σ m (x + s) ln(1 + x/s) and Σ m ln(1 + x/s) for s above zero: what counts equal to the prediction gain.
    static func asimov(models: [Double], ratios: [Double], at x: Double) -> (value: Double, slope: Double) {
        var logarithms = ratios.map { ($0 + x) / $0 }
        VectorMath.formLog(&logarithms)
        var sums = (value: 0.0, slope: 0.0)
        for index in models.indices {
            let term = models[index] * logarithms[index]
            sums.value += (ratios[index] + x) * term
            sums.slope += term
        }
        return sums
    }

    private static func dot(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ count: Int) -> Double {
        var sum = Lanes.zero
        var index = 0
        while index + 8 <= count {
            sum +=
                UnsafeRawPointer(a + index).loadUnaligned(as: Lanes.self)
                * UnsafeRawPointer(b + index).loadUnaligned(as: Lanes.self)
            index += 8
        }
        var total = sum.sum()
        while index < count {
            total += a[index] * b[index]
            index += 1
        }
        return total
    }
}
