import GammaCore
import GammaDatasets
import GammaProducts

extension ResidualSums {
    /// How well all bins agree with the prediction, by simulations of it; nil when nothing is expected in any.
    /// - Parameter stream: random numbers of this set of bins.
    func goodness(_ significances: [Double], toys: Int, _ stream: RandomStream) -> Goodness? {
        let used = significances.indices.filter { significances[$0].isFinite }
        guard !used.isEmpty, toys > 0 else { return nil }
        let deviance = used.reduce(0) { $0 + significances[$1] * significances[$1] }
        let predicted = predicted
        let bins = used.map { bin in
            Expectation(signal: predicted[bin], n: counts[bin], off: off.map { (alpha(bin, $0), $0.counts[bin]) })
        }
        var random = stream
        let worse = (0..<toys).count { _ in bins.reduce(0) { $0 + $1.toy(&random) } >= deviance }
        return Goodness(
            deviance: deviance, bins: used.count, pValue: Double(worse + 1) / Double(toys + 1), toys: toys)
    }
}

/// What is expected in a bin, and how far counts drawn from it are from it.
private struct Expectation {
    private let signal: Double
    /// α and the off counts expected; nil for a predicted background.
    private let off: (alpha: Double, counts: Double)?

    init(signal: Double, n: Double, off: (alpha: Double, counts: Double)?) {
        self.signal = signal
        self.off = off.map { alpha, counts in
            (alpha, WStat.background(nOn: n, nOff: counts, alpha: alpha, muSignal: signal))
        }
    }

    func toy(_ random: inout RandomStream) -> Double {
        guard let off else {
            return CashCountsStatistic(nOn: Double(random.poisson(signal)), muBackground: signal).ts
        }
        let on = Double(random.poisson(signal + off.alpha * off.counts))
        return WStatCountsStatistic(
            nOn: on, nOff: Double(random.poisson(off.counts)), alpha: off.alpha, muSignal: signal
        ).ts
    }
}
