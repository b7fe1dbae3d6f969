import Foundation
import GammaCore
import GammaData
import GammaMaps
import GammaNumerics

extension SpectrumDataset {
    /// The datasets as one: only bins within each one's safe mask count.
    ///
    /// Counts and background add up, the mask becomes the union, the livetimes of datasets with any safe bin add up.
    /// Exposures add up without regard to energy; what a run's threshold cuts away is taken into the energy dispersion,
    /// whose rows then sum to less than one (`numerics` as Gammapy defines them). On/off bookkeeping is exact:
    /// α of the sum is Σ α n_off / Σ n_off in each bin, and over all bins where there are no off counts.
    /// - Throws: ``Fault/Code/incompatible`` when axes or kinds of background differ, ``Fault/Code/noData`` for an empty list.
    public static func stacked(_ datasets: [SpectrumDataset], name: String = "stacked") throws -> SpectrumDataset {
        guard let first = datasets.first else { throw Fault(.noData, "there is no dataset to stack") }
        for other in datasets.dropFirst() { try first.checkStackable(with: other) }

        var result = first
        result.name = name
        result.maskSafe = first.energy.edges.dropLast().indices.map { bin in datasets.contains { $0.maskSafe[bin] } }
        result.counts = datasets.summed(over: \.counts)
        result.stackResponse(of: datasets)
        result.stackBackground(of: datasets)
        result.maskFit = stackedFitMask(datasets)
        result.livetime = datasets.filter(\.isUsable).reduce(0) { $0 + $1.livetime }
        result.gti = stackedGTI(datasets)
        result.region = datasets.allSatisfy { $0.region == first.region } ? first.region : nil
        result.provenance = datasets.dropFirst().reduce(first.provenance) { $0.adding($1.provenance) }
        return result
    }

    /// Whether any bin is safe.
    var isUsable: Bool { maskSafe.contains(true) }

    private func checkStackable(with other: SpectrumDataset) throws {
        guard energy == other.energy, energyTrue == other.energyTrue else {
            throw Fault(
                .incompatible, "datasets '\(name)' and '\(other.name)' have different energy axes",
                hint: "reduce all runs with the same axes")
        }
        switch (background, other.background) {
        case (.none, .none), (.predicted, .predicted), (.measured, .measured): return
        default:
            throw Fault(
                .incompatible, "datasets '\(name)' and '\(other.name)' have different kinds of background",
                hint: "stack only datasets with off counts, or only datasets without")
        }
    }

    private mutating func stackResponse(of datasets: [SpectrumDataset]) {
        let trueBins = energyTrue.binCount
        let bins = energy.binCount
        var exposure = [Double](repeating: 0, count: trueBins)
        var weight = exposure
        var kernel = Matrix(rows: trueBins, columns: bins)
        for dataset in datasets where dataset.isUsable {
            let dispersion = dataset.dispersionMatrix
            for t in 0..<trueBins {
                exposure[t] += dataset.exposure[t]
                weight[t] += dataset.dispersionExposure[t]
                for r in 0..<bins where dataset.maskSafe[r] {
                    kernel[t, r] += dispersion[t, r] * dataset.dispersionExposure[t]
                }
            }
        }
        for t in 0..<trueBins where weight[t] > 0 {
            for r in 0..<bins { kernel[t, r] /= weight[t] }
        }
        self.exposure = exposure
        self.dispersionExposure = weight
        self.energyDispersion = kernel
    }

    private mutating func stackBackground(of datasets: [SpectrumDataset]) {
        switch background {
        case .none: break
        case .predicted: background = .predicted(datasets.summed(over: \.backgroundCounts))
        case .measured(let firstOff): background = .measured(Self.stackedOff(datasets, region: firstOff.region))
        }
    }

    private static func stackedOff(_ datasets: [SpectrumDataset], region: SkyRegion?) -> OffMeasurement {
        let bins = datasets.first?.energy.binCount ?? 0
        let zeros = [Double](repeating: 0, count: bins)
        let counts = datasets.summed { $0.off?.counts ?? zeros }
        let background = datasets.summed { $0.off?.background ?? zeros }
        let acceptance = datasets.summed { $0.off?.acceptance ?? zeros }
        let plainSum = datasets.summed { $0.off?.acceptanceOff ?? zeros }
        let total = counts.reduce(0, +)
        let meanAlpha = total > 0 ? background.reduce(0, +) / total : 0
        let acceptanceOff = (0..<bins).map { bin in
            if counts[bin] > 0, background[bin] > 0 { return acceptance[bin] * counts[bin] / background[bin] }
            return meanAlpha > 0 ? acceptance[bin] / meanAlpha : plainSum[bin]
        }
        let regions = datasets.compactMap { $0.off?.region }
        return OffMeasurement(
            counts: counts, acceptance: acceptance, acceptanceOff: acceptanceOff,
            region: regions.count > 1 ? .compound(.or, regions) : region)
    }

    private static func stackedFitMask(_ datasets: [SpectrumDataset]) -> [Bool]? {
        let masks = datasets.compactMap(\.maskFit)
        guard let first = masks.first else { return nil }
        return masks.dropFirst().reduce(first) { zip($0, $1).map { $0 || $1 } }
    }

    private static func stackedGTI(_ datasets: [SpectrumDataset]) -> GTI? {
        let intervals = datasets.filter(\.isUsable).compactMap(\.gti)
        guard let first = intervals.first else { return nil }
        return intervals.dropFirst().reduce(first) { $0.union($1) }
    }

    /// The energy dispersion, or without one the share of each true bin that falls into each reconstructed bin.
    var dispersionMatrix: Matrix { energyDispersion ?? Matrix.binOverlap(from: energyTrue, to: energy) }
}

extension Matrix {
    /// The share of each bin of `source` (rows) within each bin of `target`, uniform in the logarithm of energy.
    static func binOverlap(from source: MapAxis, to target: MapAxis) -> Matrix {
        var matrix = Matrix(rows: source.binCount, columns: target.binCount)
        for row in 0..<source.binCount {
            let (low, high) = (source.edges[row], source.edges[row + 1])
            for column in 0..<target.binCount {
                let a = max(low, target.edges[column])
                let b = min(high, target.edges[column + 1])
                if b > a { matrix[row, column] = log(b / a) / log(high / low) }
            }
        }
        return matrix
    }
}

extension [SpectrumDataset] {
    /// Sum over the datasets of a bin-wise array, safe bins only.
    fileprivate func summed(over values: (SpectrumDataset) -> [Double]) -> [Double] {
        guard let first else { return [] }
        var sum = [Double](repeating: 0, count: first.energy.binCount)
        for dataset in self {
            let array = values(dataset)
            for bin in sum.indices where dataset.maskSafe[bin] { sum[bin] += array[bin] }
        }
        return sum
    }
}
