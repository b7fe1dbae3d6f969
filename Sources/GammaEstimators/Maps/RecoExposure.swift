import GammaCore
import GammaDatasets
import GammaMaps
import GammaModels
import GammaNumerics

/// Counts that a spectrum predicts in every bin, were all its flux to come from that pixel: the exposure folded with the
/// energy dispersion of the middle of the map (Gammapy's `estimate_exposure_reco_energy` without normalisation).
struct RecoExposure: Sendable {
    private let dataset: MapDataset
    private let factors: Matrix

    /// - Throws: ``Fault/Code/noData`` for a dataset without exposure.
    init(_ dataset: MapDataset, spectrum: any SpectralModel) throws {
        guard dataset.exposure.values.contains(where: { $0 > 0 }) else {
            throw Fault(
                .noData, "dataset '\(dataset.name)' has no exposure: no flux can be measured",
                hint: "reduce the observations with their effective areas, or leave the dataset out")
        }
        self.dataset = dataset
        let flux = spectrum.integral(edges: dataset.energyTrue.edges)
        var matrix =
            try
            (dataset.energyDispersion
            ?? .diagonal(energy: dataset.energy, energyTrue: dataset.energyTrue)).kernel(
                at: dataset.geometry.centre, energy: dataset.energy)
        for row in 0..<matrix.rows {
            for column in 0..<matrix.columns { matrix[row, column] *= flux[row] }
        }
        factors = matrix
    }

    /// One bin of reconstructed energy (y, x).
    func plane(_ bin: Int) -> [Double] {
        let pixels = dataset.geometry.pixelCount
        var sum = [Double](repeating: 0, count: pixels)
        sum.withUnsafeMutableBufferPointer { sum in
            dataset.exposure.values.withUnsafeBufferPointer { exposure in
                for row in 0..<factors.rows where factors[row, bin] != 0 {
                    let factor = factors[row, bin]
                    for pixel in 0..<pixels { sum[pixel] += factor * exposure[row * pixels + pixel] }
                }
            }
        }
        return sum
    }
}
