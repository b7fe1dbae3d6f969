import Foundation
import GammaCore
import GammaDatasets
import GammaModels

/// How significant sources are on average in data that follow the models: √TS of each, were the counts exactly those expected.
public enum ExpectedSignificance {
    /// One number a source, in the order of the models: TS = 2 Σ (μ ln(μ/(μ − s)) − s) over the bins in the mask, with all counts
    /// expected μ and those of the source s (Cowan et al. 2011, EPJ C 71, 1554).
    /// - Throws: faults of the prediction.
    public static func of(
        _ models: Models, in datasets: [MapDataset], execution: Execution = Execution()
    ) throws -> [(name: String, sqrtTS: Double)] {
        var sums = [String: Double]()
        for dataset in datasets {
            let parts = try dataset.predictedComponents(models, execution)
            var total = [Double](repeating: 0, count: dataset.counts.values.count)
            for part in parts { for (bin, value) in part.counts.values.enumerated() { total[bin] += value } }
            let mask = dataset.mask
            for part in parts {
                var sum = 0.0
                for (bin, signal) in part.counts.values.enumerated() where mask[bin] && signal > 0 {
                    let rest = max(total[bin] - signal, Cash.truncation)
                    sum += total[bin] * log(total[bin] / rest) - signal
                }
                sums[part.name, default: 0] += 2 * sum
            }
        }
        return models.skyModels.map { ($0.name, max(sums[$0.name] ?? 0, 0).squareRoot()) }
    }
}
