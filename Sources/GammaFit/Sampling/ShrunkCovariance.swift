import GammaNumerics

/// The covariance of few draws that follow each other: their correlations are drawn towards zero as far as they may be chance.
///
/// Schäfer & Strimmer 2005 (Stat. Appl. Genet. Mol. Biol. 4, 32), with the variance of a correlation raised by the autocorrelation
/// time of the draws.
struct ShrunkCovariance {
    /// Standard deviation of each quantity.
    let widths: [Double]
    let correlation: Matrix

    /// Nil for no more draws than quantities, and where one of them does not change.
    /// - Parameter draws: one array of all quantities a draw.
    init?(_ draws: [[Double]]) {
        guard let size = draws.first?.count, draws.count > size else { return nil }
        let n = Double(draws.count)
        let means = (0..<size).map { i in draws.reduce(0) { $0 + $1[i] } / n }
        let widths = (0..<size).map { i in
            (draws.reduce(0) { $0 + ($1[i] - means[i]) * ($1[i] - means[i]) } / (n - 1)).squareRoot()
        }
        guard widths.allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
        let scaled = draws.map { draw in (0..<size).map { (draw[$0] - means[$0]) / widths[$0] } }
        // Correlations are known as well as squares are.
        let time = SampleDiagnostics.autocorrelationTime((0..<size).map { i in scaled.map { $0[i] * $0[i] } })
        var correlation = Matrix.identity(size)
        var (squares, variances) = (0.0, 0.0)
        for i in 0..<size {
            for j in 0..<i {
                let products = scaled.map { $0[i] * $0[j] }
                let mean = products.reduce(0, +) / n
                let spread = products.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
                correlation[i, j] = mean * n / (n - 1)
                squares += correlation[i, j] * correlation[i, j]
                variances += time * spread * n / ((n - 1) * (n - 1) * (n - 1))
            }
        }
        let kept = squares > variances ? 1 - variances / squares : 0
        for i in 0..<size {
            for j in 0..<i {
                correlation[i, j] *= kept
                correlation[j, i] = correlation[i, j]
            }
        }
        self.widths = widths
        self.correlation = correlation
    }
}
