import GammaCore
import GammaDatasets
import GammaMaps
import GammaModels

/// A dataset and what its models predict, ready to be summed in energy intervals.
struct ExcessInput: Sendable {
    let dataset: MapDataset
    /// Background and models together (energy, y, x), or with off counts the models alone.
    let predicted: [Double]
    let exposure: RecoExposure

    init(
        _ dataset: MapDataset, models: Models, spectrum: any SpectralModel, _ execution: Execution
    ) throws {
        self.dataset = dataset
        exposure = try RecoExposure(dataset, spectrum: spectrum)
        let isModelled = !models.contributing(to: dataset.name).isEmpty
        if case .measured = dataset.background {
            predicted =
                isModelled
                ? try dataset.predictedSignal(models, execution)
                : [Double](repeating: 0, count: dataset.counts.values.count)
        } else {
            predicted = isModelled ? try dataset.predicted(models, execution).values : dataset.backgroundCounts
        }
    }

    /// Pixels of which any bin is in the mask (y, x): those of a bin that are safe in any part and chosen in any part.
    func mask(_ group: EnergyGroup) -> [Bool] {
        let pixels = dataset.geometry.pixelCount
        func any(_ flags: [Bool]) -> [Bool] {
            var result = [Bool](repeating: false, count: pixels)
            for bin in group.bins {
                for pixel in 0..<pixels where flags[bin * pixels + pixel] { result[pixel] = true }
            }
            return result
        }
        let safe = any(dataset.maskSafe)
        guard let chosen = dataset.maskFit.map(any) else { return safe }
        return zip(safe, chosen).map { $0 && $1 }
    }

    /// Sums over the bins of a group within the safe mask, 0 outside `image`.
    func sum(_ group: EnergyGroup, where image: [Bool]? = nil, _ plane: (Int) -> ArraySlice<Double>) -> [Double] {
        let pixels = dataset.geometry.pixelCount
        var sums = [Double](repeating: 0, count: pixels)
        for bin in group.bins {
            let values = plane(bin)
            let start = values.startIndex
            for pixel in 0..<pixels where dataset.maskSafe[bin * pixels + pixel] && (image?[pixel] ?? true) {
                sums[pixel] += values[start + pixel]
            }
        }
        return sums
    }

    /// A plane of an array (energy, y, x).
    func plane(_ values: [Double], _ bin: Int) -> ArraySlice<Double> {
        let pixels = dataset.geometry.pixelCount
        return values[bin * pixels..<(bin + 1) * pixels]
    }
}
