import GammaCore
import GammaDatasets
import GammaMaps
import GammaModels
import GammaNumerics

/// A small spectrum of one region with an analytic response, for tests without files.
public enum SyntheticSpectrum {
    /// Power law with the flux of the Crab nebula.
    public static let crab = Models(SkyModel("crab", spectral: PowerLaw(index: 2.6, amplitude: 3.5e-11, reference: 1)))

    /// Twelve reconstructed bins 0.5–30 TeV, 24 true bins 0.3–60 TeV, 15 % Gaussian energy resolution, 10⁹ cm² × 1 h.
    ///
    /// - Parameters:
    ///   - alpha: on over off acceptance; nil makes a dataset with predicted background.
    ///   - background: counts in each bin.
    public static func dataset(
        name: String = "synthetic", alpha: Double? = 0.1, background: Double = 2, exposureScale: Double = 1
    ) throws -> SpectrumDataset {
        let energy = try MapAxis.energy(min: 0.5, max: 30, bins: 12)
        let energyTrue = try MapAxis.energy(min: 0.3, max: 60, bins: 24, name: "energy_true")
        let flat = Array(repeating: background, count: 12)
        let off = alpha.map { alpha in
            OffMeasurement(
                counts: flat.map { $0 / alpha }, acceptance: Array(repeating: 1, count: 12),
                acceptanceOff: Array(repeating: 1 / alpha, count: 12))
        }
        return SpectrumDataset(
            name: name, energy: energy, energyTrue: energyTrue,
            region: .circle(centre: SkyDirection(ra: 83.63, dec: 22.01), radius: 0.1), counts: flat,
            exposure: energyTrue.centres.map { 3.6e12 * exposureScale * min(1, $0) },
            energyDispersion: gaussian(energyTrue, energy, resolution: 0.15),
            background: off.map(SpectrumBackground.measured) ?? .predicted(flat), livetime: 3600,
            provenance: DatasetProvenance(observationIDs: ["1"], telescopes: ["TEST"]))
    }

    /// Gaussian in (reconstructed − true)/true.
    static func gaussian(_ true: MapAxis, _ energy: MapAxis, resolution: Double) -> Matrix {
        var matrix = Matrix(rows: `true`.binCount, columns: energy.binCount)
        for row in 0..<matrix.rows {
            let centre = `true`.centres[row]
            let cumulative = energy.edges.map { Special.normalCDF(($0 / centre - 1) / resolution) }
            for column in 0..<matrix.columns { matrix[row, column] = cumulative[column + 1] - cumulative[column] }
        }
        return matrix
    }
}
