import Foundation

extension RandomStream {
    /// A Poisson number; 0 for a mean that is not positive, and at most 2⁶² for enormous means.
    ///
    /// Below 10 by inversion, above by transformed rejection (Hörmann 1993, PTRS) against the exact probability.
    public mutating func poisson(_ mean: Double) -> Int {
        guard mean > 0 else { return 0 }
        guard mean.isFinite, mean < 0x1p62 else { return 1 << 62 }
        return mean < 10 ? poissonByInversion(mean) : poissonByRejection(mean)
    }

    private mutating func poissonByInversion(_ mean: Double) -> Int {
        var rest = uniform()
        var probability = exp(-mean)
        var count = 0
        // The sum of all probabilities may round to less than the largest uniform: 200 is never reached otherwise.
        while rest >= probability, count < 200 {
            rest -= probability
            count += 1
            probability *= mean / Double(count)
        }
        return count
    }

    private mutating func poissonByRejection(_ mean: Double) -> Int {
        let b = 0.931 + 2.53 * mean.squareRoot()
        let a = -0.059 + 0.02483 * b
        let inverseAlpha = 1.1239 + 1.1328 / (b - 3.4)
        let squeeze = 0.9277 - 3.6224 / (b - 2)
        while true {
            let u = uniform() - 0.5
            let v = 1 - uniform()
            let us = 0.5 - abs(u)
            let k = ((2 * a / us + b) * u + mean + 0.43).rounded(.down)
            if k < 0 || (us < 0.013 && v > us) || k >= 0x1p62 { continue }
            if us >= 0.07, v <= squeeze { return Int(k) }
            if log(v * inverseAlpha / (a / (us * us) + b)) <= PoissonProbability.logarithm(k, mean: mean) {
                return Int(k)
            }
        }
    }
}
