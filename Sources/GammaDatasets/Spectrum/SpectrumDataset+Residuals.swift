import GammaModels

extension SpectrumDataset {
    /// Difference between counts and prediction of each bin in standard deviations.
    ///
    /// The signed root of the statistic: with off counts the WStat of the bin, otherwise the likelihood ratio to a
    /// prediction that equals the counts.
    public func residuals(_ models: Models) -> [Double] {
        zip(binStatistics, totalSignal(models)).map { bin, signal in
            let excess = bin.counts - bin.background(signal: signal) - signal
            let deviance: Double
            switch bin {
            case .cash(let n, let background): deviance = CStat.value(n: n, mu: signal + background)
            case .wstat: deviance = bin.value(signal: signal)
            }
            let root = max(deviance, 0).squareRoot()
            return excess < 0 ? -root : root
        }
    }
}
