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
    ///
    /// With d = x − y and z = d/(2 (y + s) + d) the logarithm is 2 artanh z. A source adds little to most bins: there six
    /// terms of the series are exact to 10⁻¹³; the logarithm itself is taken of the others alone.
    static func gain(
        counts: UnsafePointer<Double>, ratios: UnsafePointer<Double>, from y: Double, to x: Double, count: Int
    ) -> Double {
        let difference = x - y
        let (shift, step) = (Lanes(repeating: 2 * y + difference), Lanes(repeating: difference))
        let limit = Lanes(repeating: Self.seriesLimit * Self.seriesLimit)
        var sum = Lanes.zero
        var (far, farCounts): ([Double], [Double]) = ([], [])
        func keep(_ index: Int) {
            far.append((ratios[index] + x) / (ratios[index] + y))
            farCounts.append(counts[index])
        }
        var index = 0
        while index + 8 <= count {
            let n = UnsafeRawPointer(counts + index).loadUnaligned(as: Lanes.self)
            let s = UnsafeRawPointer(ratios + index).loadUnaligned(as: Lanes.self)
            let z = step / (s + s + shift)
            let square = z * z
            if any(square .> limit) {
                for lane in index..<index + 8 { keep(lane) }
            } else {
                sum += n * z * series(square)
            }
            index += 8
        }
        while index < count {
            keep(index)
            index += 1
        }
        VectorMath.formLog(&far)
        return 2 * sum.sum() + zip(far, farCounts).reduce(0) { $0 + $1.0 * $1.1 }
    }

    /// Up to here the series of ``series(_:)`` is taken.
    private static let seriesLimit = 0.1

    /// artanh z / z, from z².
    private static func series(_ square: Lanes) -> Lanes {
        var sum = square * (1 / 11) + 1 / 9
        sum = sum * square + 1 / 7
        sum = sum * square + 1 / 5
        sum = sum * square + 1 / 3
        return sum * square + 1
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
}
