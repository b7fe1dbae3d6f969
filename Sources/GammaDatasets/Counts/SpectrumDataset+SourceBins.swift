import GammaCore
import GammaModels

extension SpectrumDataset: CountsDataset {
    /// What the spectrum says about the norms of some sources: one bin an energy, when it is in the mask.
    public func sourceBins(
        _ models: Models, sources: [Int], _ execution: Execution = Execution()
    ) -> [[SourceBins]] {
        let signals = predictedSignal(models)
        let statistics = binStatistics
        let mask = mask
        return sources.map { source in
            let name = models.components[source].name
            return mask.indices.map { bin in
                var result = SourceBins()
                guard mask[bin] else { return result }
                result.maskedBins = 1
                result.totalCounts = counts[bin]
                result.totalOffCounts = off?.counts[bin]
                var (fixed, reference) = (0.0, 0.0)
                for signal in signals {
                    if signal.name == name { reference += signal.counts[bin] } else { fixed += signal.counts[bin] }
                }
                if reference == 0 {
                    result.restPredicted = fixed + statistics[bin].background(signal: fixed)
                    result.restStatistic = statistics[bin].value(signal: fixed)
                } else {
                    result.reach(statistics[bin], fixed: fixed, reference: reference)
                }
                return result
            }
        }
    }

    /// The spectrum with all other bins masked.
    public func restricted(toEnergyBins bins: Range<Int>) throws -> SpectrumDataset {
        var dataset = self
        dataset.maskFit = mask.indices.map { mask[$0] && bins.contains($0) }
        return dataset
    }
}
