import GammaDatasets
import GammaModels
import GammaPlots

extension CountsFigure {
    /// Counts of a dataset against energy with background and excess, and with what the models predict.
    public init(_ dataset: SpectrumDataset, models: Models? = nil) {
        guard let models else {
            self.init(
                energyEdges: dataset.energy.edges, counts: dataset.counts, background: dataset.backgroundCounts,
                mask: dataset.mask, title: dataset.name)
            return
        }
        let signal = dataset.totalSignal(models)
        self.init(
            energyEdges: dataset.energy.edges, counts: dataset.counts,
            background: dataset.predictedBackground(signal: signal),
            predicted: dataset.predictedSignal(models).map { Component(name: $0.name, values: $0.counts) },
            excess: dataset.excess, residuals: dataset.residuals(models), mask: dataset.mask, title: dataset.name)
    }
}
