import GammaCore
import GammaModels

extension SpectrumDataset {
    /// The dataset with exactly the counts that the models predict.
    /// - Parameter background: background counts expected in each bin of the on region; nil takes the dataset's own.
    public func asimov(_ models: Models, background expected: [Double]? = nil) -> SpectrumDataset {
        simulated(models, background: expected) { $0 }
    }

    /// The dataset with Poisson counts drawn from the prediction, on and off.
    /// - Parameter background: background counts expected in each bin of the on region; nil takes the dataset's own.
    public func fake(
        _ models: Models, background expected: [Double]? = nil, random: inout RandomStream
    ) -> SpectrumDataset {
        var stream = random
        defer { random = stream }
        return simulated(models, background: expected) { Double(stream.poisson($0)) }
    }

    /// Poisson counts around what the models predict; off counts around the background that goes best with it.
    public func sampler(models: Models) throws -> DatasetSampler {
        let (dataset, background) = (self, predictedBackground(signal: totalSignal(models)))
        return DatasetSampler { dataset.fake(models, background: background, random: &$0) }
    }

    private func simulated(
        _ models: Models, background expected: [Double]?, _ draw: (Double) -> Double
    ) -> SpectrumDataset {
        let signal = totalSignal(models).map { max($0, 0) }
        let expected = (expected ?? backgroundCounts).map { max($0, 0) }
        var result = self
        result.counts = zip(signal, expected).map { draw($0 + $1) }
        if case .measured(var off) = background {
            let alpha = off.alpha
            off.counts = expected.indices.map { alpha[$0] > 0 ? draw(expected[$0] / alpha[$0]) : 0 }
            result.background = .measured(off)
        }
        return result
    }
}
