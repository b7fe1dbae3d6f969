import GammaCore
import GammaModels

extension MapDataset: CountsDataset {
    /// What the maps say about the norms of some sources: the pixels that each reaches, one element a plane.
    /// - Throws: as ``evaluator(models:)``.
    public func sourceBins(
        _ models: Models, sources: [Int], _ execution: Execution = Execution()
    ) throws -> [[SourceBins]] {
        try MapEvaluator(self, models: models).sourceBins(models, sources: sources, execution)
    }

    /// The planes of some bins of reconstructed energy.
    public func restricted(toEnergyBins bins: Range<Int>) throws -> MapDataset { try sliced(energyBins: bins) }

    /// The planes of a range of bins summed to one, each within its mask.
    public func summed(energyBins bins: Range<Int>) throws -> MapDataset {
        var part = try sliced(energyBins: bins)
        part.maskSafe = part.mask
        part.maskFit = nil
        return try part.toImage()
    }
}
