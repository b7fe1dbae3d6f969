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

    /// The same for one range of energy (TeV) of which each dataset has one bin.
    func summed(_ energyMin: Double, _ energyMax: Double) throws -> FluxPrediction {
        var (datasets, models, bins) = (datasets, models, bins)
        for (index, range) in ranges(energyMin, energyMax).enumerated() {
            // Where nothing is left there is nothing to sum.
            guard bins[index][range].contains(where: { $0.maskedBins > 0 }) else {
                bins[index] = bins[index].map { _ in SourceBins() }
                continue
            }
            if let map = datasets[index] as? MapDataset {
                models = try models.cuttingTemplates(like: map, energyBins: range, isSummed: true)
            }
            datasets[index] = try datasets[index].summed(energyBins: range)
            bins[index] = try datasets[index].sourceBins(models, sources: [source], Execution())[0]
        }
        return FluxPrediction(datasets: datasets, models: models, source: source, bins: bins)
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
