import Foundation
import GammaKit

/// Without any file: the spectrum that an array of telescopes would measure in some hours, drawn with a seed.
public func simulatedSpectrum(name: String = "simulated", hours: Double = 2, seed: UInt64 = 1) throws -> SpectrumDataset
{
    let energy = try MapAxis.energy(min: 0.2, max: 30, bins: 15)
    let energyTrue = try MapAxis.energy(
        min: 0.1, max: 60, bins: 30, name: "energy_true")
    let livetime = hours * 3600
    let zeros = [Double](repeating: 0, count: energy.binCount)

    var dataset = SpectrumDataset(
        name: name, energy: energy, energyTrue: energyTrue,
        // Effective area in cm²: 10⁵ m² well above the threshold.
        exposure: energyTrue.centres.map { 1e9 / (1 + pow($0 / 0.5, -2)) * livetime },
        background: .measured(
            OffMeasurement(
                counts: zeros, acceptance: zeros.map { _ in 1 },
                acceptanceOff: zeros.map { _ in 10 })),
        livetime: livetime)

    let truth = Models(
        SkyModel("Crab", spectral: PowerLaw(index: 2.6, amplitude: 4e-11)))
    let background = energy.centres.map { 20 * hours * pow($0 / 0.2, -1.5) }
    var random = RandomStream(seed: seed, stream: "example")
    dataset = dataset.fake(truth, background: background, random: &random)
    return dataset
}

/// Fits a power law to a spectrum and prints the result.
public func fitPowerLaw(_ dataset: SpectrumDataset) throws -> ModelsFitResult {
    let models = Models(
        SkyModel("Crab", spectral: PowerLaw(index: 2, amplitude: 1e-11)))
    let result = try Fit([dataset], models: models).run()
    print(result.report)
    return result
}
