import GammaCore
import GammaModels
import GammaNumerics

extension SpectrumDataset {
    /// Prepares the prediction of the bins in the mask.
    /// - Throws: ``Fault/Code/noData`` when no bin is left, ``Fault/Code/incompatible`` for two models of its responses.
    public func evaluator(models: Models) throws -> any DatasetEvaluator {
        guard mask.contains(true) else {
            throw Fault(
                .noData, "no energy bin of dataset '\(name)' is left for the fit",
                hint:
                    "the safe mask and the fit range exclude all bins; widen the fit range or the safe-mask thresholds")
        }
        return try SpectrumEvaluator(self, models: models)
    }

    /// Positions of the sources that contribute to this dataset.
    func sources(in models: Models) -> [Int] {
        models.contributing(to: name).filter { $0.component.skyModel != nil }.map(\.position)
    }

    /// Signal counts predicted in every bin of reconstructed energy, in the mask or not, one array a component.
    public func predictedSignal(_ models: Models) -> [(name: String, counts: [Double])] {
        let response = SpectrumResponse(self, bins: Array(0..<energy.binCount))
        // Two models of the responses are a fault of the evaluator.
        let seenThrough = (try? models.response(ofDataset: name)) ?? nil
        return sources(in: models).compactMap { index in
            guard let source = SeenSource(models, component: index, response: seenThrough) else { return nil }
            var counts = [Double](repeating: 0, count: energy.binCount)
            response.fold(source.integral(response.grid), into: &counts)
            return (source.model.name, counts)
        }
    }

    /// Signal counts of all components together.
    public func totalSignal(_ models: Models) -> [Double] {
        predictedSignal(models).reduce(Array(repeating: 0, count: energy.binCount)) {
            zip($0, $1.counts).map { $0 + $1 }
        }
    }

    /// Background counts that go with the predicted signal: profiled from on and off counts, or the predicted ones.
    public func predictedBackground(signal: [Double]) -> [Double] {
        zip(binStatistics, signal).map { $0.background(signal: $1) }
    }

    /// The fit statistic over the mask for given models.
    public func statistic(_ models: Models) -> Double {
        let mask = mask
        let bins = mask.indices.filter { mask[$0] }
        let signal = totalSignal(models)
        let all = binStatistics
        return BinnedStatistic(bins: bins.map { all[$0] }).sum(bins.map { signal[$0] })
    }
}
