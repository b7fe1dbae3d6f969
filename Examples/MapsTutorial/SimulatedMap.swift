import Foundation
import GammaKit

/// Without any file: the map that an array of telescopes would measure of a Gaussian source in an hour, drawn with a seed.
/// - Parameter truth: other sources; nil: the Gaussian in the middle.
public func simulatedMap(name: String = "stacked", seed: UInt64 = 1, truth: Models? = nil) throws -> MapDataset {
    let centre = SkyDirection(ra: 83.63, dec: 22.01)
    let energy = try MapAxis.energy(min: 0.5, max: 40, bins: 5)
    let energyTrue = try MapAxis.energy(min: 0.3, max: 60, bins: 10, name: "energy_true")
    let geometry = try WCSGeometry.create(
        centre: centre, width: 2, binSize: 0.05, projection: "TAN", axes: [energy])

    // A Gaussian of 0.06 deg, everywhere.
    let rad = try MapAxis(min: 0, max: 0.4, bins: 80, name: "rad", unit: .deg)
    let perSteradian: Double = 1 / (2 * .pi * pow(0.06 * .pi / 180, 2))
    let profile = rad.centres.map { perSteradian * exp(-0.5 * pow($0 / 0.06, 2)) }
    let psf = try PSFMap(
        ResponseMap(image: nil, energyTrue: energyTrue, axis: rad, values: energyTrue.centres.flatMap { _ in profile }))

    let pixels = geometry.pixelCount
    let exposure = energyTrue.centres.flatMap { energy in
        [Double](repeating: 1e9 / (1 + pow(energy / 0.5, -2)) * 3600, count: pixels)
    }
    let background = energy.centres.flatMap { [Double](repeating: 0.2 * pow($0, -1.5), count: pixels) }
    let dataset = try MapDataset(
        name: name, counts: WCSMap(geometry),
        exposure: WCSMap(geometry.with(axes: [energyTrue]), values: exposure, unit: .cm2s),
        background: .predicted(WCSMap(geometry, values: background)), psf: psf,
        energyDispersion: .diagonal(energy: energy, energyTrue: energyTrue), livetime: 3600)

    let gaussian = Models(
        SkyModel(
            "Crab", spectral: PowerLaw(index: 2.6, amplitude: 4e-11),
            spatial: GaussianSpatialModel(at: centre, sigma: 0.08)))
    var random = RandomStream(seed: seed, stream: "example")
    return try dataset.fake(signal: dataset.predictedSignal(truth ?? gaussian), random: &random)
}
