import Foundation
import GammaCore
import GammaData
import GammaDatasets
import GammaMaps
import GammaModels
import GammaNumerics

/// A small field of view with analytic responses, for tests of the likelihood of maps without files.
public enum SyntheticField {
    /// Middle of the field.
    public static let centre = SkyDirection(ra: 83.63, dec: 22.01)
    /// Pixels of the image: 40 × 30 of 0.05 deg.
    public static let pixels = SIMD2(40, 30)

    /// Four bins 1–10 TeV.
    public static func energy() throws -> MapAxis { try .energy(min: 1, max: 10, bins: 4) }
    /// Six bins 0.7–15 TeV.
    public static func energyTrue() throws -> MapAxis { try .energy(min: 0.7, max: 15, bins: 6, name: "energy_true") }

    /// Image and reconstructed energies.
    public static func geometry(pixels: SIMD2<Int> = pixels) throws -> WCSGeometry {
        try .create(
            centre: centre, pixels: pixels, binSize: SIMD2(0.05, 0.05), projection: "TAN", axes: [energy()])
    }

    /// The direction at an offset in deg to the east and north, nearly.
    public static func direction(east: Double = 0, north: Double = 0) -> SkyDirection {
        SkyDirection(
            ra: centre.lon + east / cos(centre.lat * Double.pi / 180), dec: centre.lat + north)
    }

    /// A source with the flux of some per cent of the Crab nebula, and a shape.
    public static func source(
        _ spatial: (any SpatialModel)?, name: String = "source", amplitude: Double = 2e-12
    ) -> SkyModel {
        SkyModel(name, spectral: PowerLaw(index: 2.2, amplitude: amplitude, reference: 2), spatial: spatial)
    }

    /// A dataset with no counts: background and exposure that fall off from the middle, a Gaussian point-spread function of
    /// 0.09 deg at 1 TeV, 15 % energy resolution. Responses are the same everywhere.
    ///
    /// - Parameters:
    ///   - hasPSF: whether there is a point-spread function.
    ///   - isPSFReconstructed: whether it is known in reconstructed energy.
    ///   - hasDispersion: whether there is an energy dispersion.
    ///   - pixels: of the image.
    ///   - isMeasured: whether the background comes from off counts, eight times the expected background with α = 1/8.
    public static func empty(
        name: String = "field", hasPSF: Bool = true, isPSFReconstructed: Bool = false, hasDispersion: Bool = true,
        pixels: SIMD2<Int> = pixels, isMeasured: Bool = false
    ) throws -> MapDataset {
        let geometry = try geometry(pixels: pixels)
        let (energy, energyTrue) = (try energy(), try energyTrue())
        let offsets = geometry.image.separations(from: centre)
        let background = try WCSMap(
            geometry,
            values: energy.centres.flatMap { e in offsets.map { 1.5 * pow(e, -1.2) * exp(-$0 * $0 / 2) } })
        let exposure = try WCSMap(
            geometry.with(axes: [energyTrue]),
            values: energyTrue.centres.flatMap { e in offsets.map { 2e14 * min(1, e / 3) * exp(-$0 * $0) } },
            unit: .cm2s)
        return try MapDataset(
            name: name, counts: WCSMap(geometry), exposure: exposure,
            background: isMeasured ? .measured(off(background)) : .predicted(background),
            psf: hasPSF ? PSFMap(gaussianPSF(isPSFReconstructed ? energy : energyTrue)) : nil,
            energyDispersion: hasDispersion
                ? EnergyDispersionMap(
                    ResponseMap(
                        image: nil, energyTrue: energyTrue, axis: energy,
                        values: SyntheticSpectrum.gaussian(energyTrue, energy, resolution: 0.15).values)) : nil,
            gti: GTI(starts: [0], stops: [3600], reference: .year2000), livetime: 3600)
    }

    /// The same with Poisson counts around what background and models predict.
    public static func dataset(
        _ models: Models, _ random: inout RandomStream, name: String = "field", hasPSF: Bool = true,
        hasDispersion: Bool = true, pixels: SIMD2<Int> = pixels, isMeasured: Bool = false
    ) throws -> MapDataset {
        let empty = try empty(
            name: name, hasPSF: hasPSF, hasDispersion: hasDispersion, pixels: pixels, isMeasured: isMeasured)
        return try empty.fake(signal: empty.predictedSignal(models), random: &random)
    }

    private static func off(_ background: WCSMap) throws -> MapOffMeasurement {
        let ones = Array(repeating: 1.0, count: background.values.count)
        return MapOffMeasurement(
            counts: try WCSMap(background.geometry, values: background.values.map { ($0 * 8).rounded() }),
            acceptance: try WCSMap(background.geometry, values: ones),
            acceptanceOff: try WCSMap(background.geometry, values: ones.map { $0 * 8 }))
    }

    private static func gaussianPSF(_ energies: MapAxis) throws -> ResponseMap {
        let rad = try MapAxis(min: 0, max: 0.5, bins: 100, name: "rad", unit: .deg)
        let perSteradian = (180 / Double.pi) * (180 / Double.pi)
        let values = energies.centres.flatMap { energy -> [Double] in
            let variance = pow(0.09 * pow(energy, -0.2), 2)
            return rad.centres.map { exp(-$0 * $0 / (2 * variance)) / (2 * Double.pi * variance) * perSteradian }
        }
        return try ResponseMap(image: nil, energyTrue: energies, axis: rad, values: values)
    }
}
