/// The fit statistic of one bin as a function of the signal counts in it.
public enum BinStatistic: Sendable, Equatable {
    /// Poisson counts with a known background: Cash.
    case cash(n: Double, background: Double)
    /// Poisson counts with off counts, the background profiled: WStat.
    case wstat(nOn: Double, nOff: Double, alpha: Double)

    /// The statistic, −2 ln L up to a constant.
    public func value(signal: Double) -> Double {
        switch self {
        case .cash(let n, let background): Cash.value(n: n, mu: signal + background)
        case .wstat(let nOn, let nOff, let alpha): WStat.value(nOn: nOn, nOff: nOff, alpha: alpha, muSignal: signal)
        }
    }

    /// The statistic with its derivatives by the signal counts.
    public func derivatives(signal: Double) -> StatisticDerivatives {
        switch self {
        case .cash(let n, let background): Cash.derivatives(n: n, mu: signal + background)
        case .wstat(let nOn, let nOff, let alpha):
            WStat.derivatives(nOn: nOn, nOff: nOff, alpha: alpha, muSignal: signal)
        }
    }

    /// Background counts in the on region that go best with the signal; zero where none was measured.
    public func background(signal: Double) -> Double {
        switch self {
        case .cash(_, let background): background
        case .wstat(_, _, let alpha) where !(alpha > 0 && alpha.isFinite): 0
        case .wstat(let nOn, let nOff, let alpha):
            alpha * WStat.background(nOn: nOn, nOff: nOff, alpha: alpha, muSignal: signal)
        }
    }

    /// Counts in the on region.
    public var counts: Double {
        switch self {
        case .cash(let n, _): n
        case .wstat(let nOn, _, _): nOn
        }
    }

    /// The same bin with exactly the counts that signal and profiled background predict (Asimov).
    public func asimov(signal: Double) -> BinStatistic {
        let expected = max(signal + background(signal: signal), 0)
        switch self {
        case .cash(_, let background): return .cash(n: expected, background: background)
        case .wstat(_, let nOff, let alpha): return .wstat(nOn: expected, nOff: nOff, alpha: alpha)
        }
    }
}

extension SpectrumDataset {
    /// The statistic of each bin of reconstructed energy, in the mask or not.
    public var binStatistics: [BinStatistic] {
        switch background {
        case .none: return counts.map { .cash(n: $0, background: 0) }
        case .predicted(let background): return zip(counts, background).map { .cash(n: $0, background: $1) }
        case .measured(let off):
            let alpha = off.alpha
            return counts.indices.map { .wstat(nOn: counts[$0], nOff: off.counts[$0], alpha: alpha[$0]) }
        }
    }
}
