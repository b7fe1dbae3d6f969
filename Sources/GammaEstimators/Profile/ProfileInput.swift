import GammaCore
import GammaDatasets
import GammaMaps
import GammaModels

/// A dataset whose background is what everything but the measured source predicts, ready to be summed in regions.
struct ProfileInput: Sendable {
    let dataset: MapDataset
    /// The same with what models predict beside off counts in place of its counts; nil without such models.
    private let known: MapDataset?

    init(_ dataset: MapDataset, models: Models, _ execution: Execution) throws {
        var dataset = dataset
        var known: MapDataset?
        if !models.contributing(to: dataset.name).isEmpty {
            if case .measured = dataset.background {
                known = dataset
                known?.counts = try WCSMap(dataset.geometry, values: dataset.predictedSignal(models, execution))
            } else {
                dataset.background = .predicted(try dataset.predicted(models, execution))
            }
        }
        self.dataset = dataset
        self.known = known
    }

    /// Whether models predict a signal beside the off counts.
    var hasKnownSignal: Bool { known != nil }

    /// The spectrum of a region, and what it says about the norm of the first model.
    /// - Throws: faults of ``MapDataset/toSpectrumDataset(region:containmentCorrection:name:)``.
    func spectrum(of region: SkyRegion, models: Models) throws -> (dataset: any CountsDataset, bins: [SourceBins]) {
        let spectrum = try dataset.toSpectrumDataset(region: region)
        guard let known else { return (spectrum, spectrum.sourceBins(models, sources: [0])[0]) }
        let fixed = try known.toSpectrumDataset(region: region).counts
        let (statistics, signal, mask) = (spectrum.binStatistics, spectrum.totalSignal(models), spectrum.mask)
        let bins = mask.indices.map { bin in
            var result = SourceBins()
            guard mask[bin] else { return result }
            result.maskedBins = 1
            result.totalCounts = spectrum.counts[bin]
            result.totalOffCounts = spectrum.off?.counts[bin]
            result.reach(statistics[bin], fixed: fixed[bin], reference: signal[bin])
            return result
        }
        return (spectrum, bins)
    }
}
