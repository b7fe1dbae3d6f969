import GammaDatasets
import GammaMaps
import GammaModels

/// The bins of a dataset within the mask and an energy range, with what the models predict in them.
struct DatasetSlice: Sendable {
    /// Bins as functions of the source's norm.
    let bins: [NormLikelihood.Bin]
    /// Positions of those bins on the dataset's axis.
    let positions: [Int]
    /// Measured counts in them.
    let counts: Double

    init(_ dataset: SpectrumDataset, models: Models, source: Int, energyMin: Double, energyMax: Double) {
        let range = dataset.energy.mask(minimum: energyMin * (1 - 1e-9), maximum: energyMax * (1 + 1e-9))
        let mask = dataset.mask
        positions = mask.indices.filter { mask[$0] && range[$0] }
        let sourceName = models.components[source].name
        let signals = dataset.predictedSignal(models)
        let statistics = dataset.binStatistics
        bins = positions.map { bin in
            var item = NormLikelihood.Bin(statistic: statistics[bin], fixed: 0, reference: 0)
            for signal in signals {
                if signal.name == sourceName {
                    item.reference += signal.counts[bin]
                } else {
                    item.fixed += signal.counts[bin]
                }
            }
            return item
        }
        counts = positions.reduce(0) { $0 + dataset.counts[$1] }
    }
}
