import GammaCore
import GammaDatasets
import GammaMaps
import GammaModels
import GammaProducts

/// A dataset and what models predict for it, bin by bin, zero where a bin is not in the fit.
struct ResidualInput: Sendable {
    let name: String
    /// Axis of reconstructed energy.
    let energy: MapAxis
    /// Bins (energy) or (energy, y, x).
    let sums: ResidualSums

    /// The bins of a map between two energies.
    init(_ dataset: MapDataset, models: Models, energies: Range<Int>, _ execution: Execution) throws {
        name = dataset.name
        energy = dataset.energy
        let pixels = dataset.geometry.pixelCount
        let mask = dataset.mask
        let range = energies.lowerBound * pixels..<energies.upperBound * pixels
        func used(_ values: [Double]) -> [Double] {
            var values = values
            for bin in values.indices where !(mask[bin] && range.contains(bin)) { values[bin] = 0 }
            return values
        }
        var sums = ResidualSums(
            counts: used(dataset.counts.values), components: [], off: nil,
            uses: used([Double](repeating: 1, count: mask.count)))
        if case .measured(let off) = dataset.background {
            sums.off = ResidualSums.Off(
                counts: used(off.counts.values), background: used(off.background),
                acceptance: used(off.acceptance.values), acceptanceOff: used(off.acceptanceOff.values))
        }
        let sources = Set(models.skyModels.map(\.name))
        let isModelled = !models.contributing(to: dataset.name).isEmpty
        let components =
            isModelled
            ? try dataset.predictedComponents(models, execution).map { ($0.name, $0.counts.values) }
            : (sums.off == nil ? [(ResidualSums.background, dataset.backgroundCounts)] : [])
        for (name, values) in components {
            sums.add(.init(sources.contains(name) ? name : ResidualSums.background, used(values)))
        }
        self.sums = sums
    }

    /// The bins of a spectrum between two energies.
    init(_ dataset: SpectrumDataset, models: Models, energies: Range<Int>) {
        name = dataset.name
        energy = dataset.energy
        let mask = dataset.mask
        func used(_ values: [Double]) -> [Double] {
            values.indices.map { mask[$0] && energies.contains($0) ? values[$0] : 0 }
        }
        var sums = ResidualSums(
            counts: used(dataset.counts), components: [], off: nil, uses: used(mask.map { _ in 1 }))
        switch dataset.background {
        case .none: break
        case .predicted(let background): sums.add(.init(ResidualSums.background, used(background)))
        case .measured(let off):
            sums.off = ResidualSums.Off(
                counts: used(off.counts), background: used(dataset.backgroundCounts), acceptance: used(off.acceptance),
                acceptanceOff: used(off.acceptanceOff))
        }
        for (name, counts) in dataset.predictedSignal(models) { sums.add(.init(name, used(counts))) }
        self.sums = sums
    }
}
