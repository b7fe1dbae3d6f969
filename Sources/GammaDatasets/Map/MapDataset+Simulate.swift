import GammaCore
import GammaMaps
import GammaModels

extension MapDataset {
    /// The dataset with exactly the counts that are expected.
    /// - Parameters:
    ///   - signal: counts of the sources expected in each bin (energy, y, x).
    ///   - background: counts of the background expected in each bin; nil takes the dataset's own.
    /// - Throws: ``Fault/Code/incompatible`` unless there is one number a bin.
    public func asimov(signal: [Double], background expected: [Double]? = nil) throws -> MapDataset {
        try simulated(signal, expected) { $0 }
    }

    /// The dataset with Poisson counts, on and off, around what is expected.
    /// - Parameters:
    ///   - signal: counts of the sources expected in each bin (energy, y, x).
    ///   - background: counts of the background expected in each bin; nil takes the dataset's own.
    /// - Throws: ``Fault/Code/incompatible`` unless there is one number a bin.
    public func fake(
        signal: [Double], background expected: [Double]? = nil, random: inout RandomStream
    ) throws -> MapDataset {
        var stream = random
        defer { random = stream }
        return try simulated(signal, expected) { Double(stream.poisson($0)) }
    }

    /// Poisson counts around what the models predict; off counts around the background that goes best with it.
    public func sampler(models: Models) throws -> DatasetSampler {
        let signal = try MapEvaluator(self, models: models, predictsEverywhere: true).total(models)
        var background = [Double](repeating: 0, count: signal.count)
        if case .measured(let off) = self.background {
            let alpha = off.alpha
            for bin in background.indices {
                background[bin] = BinStatistic.wstat(
                    nOn: counts.values[bin], nOff: off.counts.values[bin], alpha: alpha[bin]
                ).background(signal: signal[bin])
            }
        }
        let (dataset, expected) = (self, background)
        return DatasetSampler { try dataset.fake(signal: signal, background: expected, random: &$0) }
    }

    private func simulated(
        _ signal: [Double], _ expected: [Double]?, _ draw: (Double) -> Double
    ) throws -> MapDataset {
        let expected = expected ?? backgroundCounts
        guard signal.count == counts.values.count, expected.count == signal.count else {
            throw Fault(
                .incompatible,
                "\(signal.count) signal and \(expected.count) background counts for the "
                    + "\(counts.values.count) bins of dataset '\(name)'")
        }
        var result = self
        // What is not finite is no expectation, as in Gammapy.
        func mean(_ value: Double) -> Double { value.isFinite ? max(value, 0) : 0 }
        result.counts.values = zip(signal, expected).map { draw(mean(max($0, 0) + max($1, 0))) }
        if case .measured(var off) = background {
            let alpha = off.alpha
            off.counts.values = expected.indices.map { alpha[$0] > 0 ? draw(mean(expected[$0] / alpha[$0])) : 0 }
            result.background = .measured(off)
        }
        return result
    }
}
