import GammaCore
import GammaDatasets
import GammaModels

/// Datasets as one source sees them: each predicted once, for all ranges of energy.
struct FluxPrediction: Sendable {
    let datasets: [any CountsDataset]
    let models: Models
    /// Position of the source in the models.
    let source: Int
    /// For each dataset one element a bin of reconstructed energy.
    let bins: [[SourceBins]]

    /// The predictions of several sources, which share what they can.
    static func make(
        _ datasets: [any CountsDataset], models: Models, sources: [String], _ execution: Execution
    ) throws -> [FluxPrediction] {
        let positions = try sources.map { name in
            _ = try models.source(name)
            return try models.position(of: name)
        }
        // Threads go to the datasets, or when these are few to each of them.
        let inner = Execution(
            threads: datasets.count >= execution.threads ? 1 : execution.threads, notices: execution.notices)
        let bins = try parallelMap(datasets, execution) { dataset in
            try dataset.sourceBins(models, sources: positions, inner)
        }
        return positions.enumerated().map { index, position in
            FluxPrediction(datasets: datasets, models: models, source: position, bins: bins.map { $0[index] })
        }
    }

    /// The bins of every dataset that lie in a range of energy (TeV).
    func ranges(_ energyMin: Double, _ energyMax: Double) -> [Range<Int>] {
        datasets.map { $0.energyBins(from: energyMin, to: energyMax) }
    }
}

extension CountsDataset {
    /// The bins of reconstructed energy that lie in a range (TeV), whose ends may differ from edges by rounding.
    func energyBins(from energyMin: Double, to energyMax: Double) -> Range<Int> {
        let inside = energy.mask(minimum: energyMin * (1 - 1e-9), maximum: energyMax * (1 + 1e-9))
        guard let first = inside.firstIndex(of: true), let last = inside.lastIndex(of: true) else { return 0..<0 }
        return first..<last + 1
    }
}
