import GammaCore
import GammaData
import GammaDatasets
import GammaMaps
import GammaNumerics

/// Reduces one observation to maps: counts, exposure, predicted background, point-spread function, energy dispersion.
public struct MapDatasetMaker: Sendable {
    /// The maps that are made; the others stay empty.
    public var selection: Set<MapSelection>
    /// Into how many parts the bins of reconstructed energy are divided for the integral of the background.
    public var backgroundOversampling: Int
    /// For backgrounds aligned with altitude and azimuth, the rotation of the field of view in deg after which the
    /// background is evaluated again.
    public var rotationStep: Double

    /// Makes a maker; by default of all maps.
    public init(
        _ selection: Set<MapSelection> = Set(MapSelection.allCases), backgroundOversampling: Int = 1,
        rotationStep: Double = 1
    ) {
        self.selection = selection
        self.backgroundOversampling = backgroundOversampling
        self.rotationStep = rotationStep
    }

    /// The dataset of one observation, named after it; all bins are safe.
    /// - Throws: a fault when a response that is needed is missing.
    public func make(_ observation: Observation, on target: MapTarget) throws -> MapDataset {
        let pointing = try observation.pointingDirection()
        var dataset = target.template
        dataset.name = observation.name
        dataset.counts.values = Array(repeating: 0, count: dataset.geometry.valueCount)
        dataset.maskSafe = Array(repeating: true, count: dataset.geometry.valueCount)
        dataset.gti = observation.gti
        dataset.livetime = observation.livetime
        dataset.provenance = DatasetProvenance(
            observationIDs: [observation.id], telescopes: observation.telescope.map { [$0] } ?? [])
        if selection.contains(.counts) { fillCounts(observation.events, into: &dataset) }
        if selection.contains(.exposure) {
            dataset.exposure.values = try exposure(
                observation, target.pixels.separations(from: pointing), dataset.energyTrue)
        } else {
            dataset.exposure.values = Array(repeating: 0, count: dataset.exposure.geometry.valueCount)
        }
        if selection.contains(.background) {
            let background = try MapBackgroundProjection(
                observation, target: target, oversampling: backgroundOversampling, rotationStep: rotationStep)
            dataset.background = .predicted(
                try WCSMap(dataset.geometry, values: background.counts(energy: dataset.energy)))
        } else {
            dataset.background = .none
        }
        dataset.psf = try selection.contains(.psf) ? psf(observation, pointing, target) : nil
        dataset.energyDispersion = try selection.contains(.edisp) ? dispersion(observation, pointing, target) : nil
        return dataset
    }

    private func fillCounts(_ events: EventList, into dataset: inout MapDataset) {
        let geometry = dataset.geometry
        let energies = events.energy
        let pixels = geometry.image.pixelIndices(lon: events.ra, lat: events.dec, frame: .icrs)
        for (energy, pixel) in zip(energies, pixels) where pixel >= 0 {
            guard let bin = dataset.energy.index(of: energy) else { continue }
            dataset.counts.values[bin * geometry.pixelCount + pixel] += 1
        }
    }

    /// Effective area × livetime in cm² s (true energy, pixel).
    private func exposure(_ observation: Observation, _ offsets: [Double], _ energies: MapAxis) throws -> [Double] {
        let area = try observation.require(observation.effectiveArea, "effective area (aeff)")
        return area.evaluate(energies: energies.centres, offsets: offsets, times: observation.livetime)
    }

    /// Profiles at every pixel, normalised to one within the axis of `rad`.
    private func psf(_ observation: Observation, _ pointing: SkyDirection, _ target: MapTarget) throws -> PSFMap? {
        guard var map = target.template.psf?.map, let pixels = target.psfPixels else { return nil }
        let response = try observation.require(observation.pointSpread, "point-spread function (psf)")
        if let area = observation.effectiveArea, area.isPointLike {
            throw Fault(
                .incompatible,
                "the effective area of observation \(observation.name) is point-like: it holds after a cut around the source, which "
                    + "maps do not make",
                at: Origin(column: "EFFAREA", keyword: "HDUCLAS3").completed(by: area.header.origin),
                hint: "use type: 1d, or a full-enclosure effective area")
        }
        let offsets = pixels.separations(from: pointing)
        map.values = response.evaluate(rads: map.axis.centres, energies: map.energyTrue.centres, offsets: offsets)
        // Solid angles of the rings.
        map.normalise(zip(map.axis.centres, map.axis.binWidths).map { 2 * Double.pi * $0 * $1 * degreeSquared })
        map.exposure = try exposure(observation, offsets, map.energyTrue)
        return try PSFMap(map)
    }

    /// Kernels, or densities in migration normalised to one, at every pixel.
    private func dispersion(
        _ observation: Observation, _ pointing: SkyDirection, _ target: MapTarget
    ) throws -> EnergyDispersionMap? {
        guard var map = target.template.energyDispersion?.map, let pixels = target.dispersionPixels else { return nil }
        let response = try observation.require(observation.energyDispersion, "energy dispersion (edisp)")
        let offsets = pixels.separations(from: pointing)
        if map.axis.name == "migra" {
            map.values = response.evaluate(
                energies: map.energyTrue.centres, migras: map.axis.centres, offsets: offsets)
            map.normalise(map.axis.binWidths)
        } else {
            map.values = response.kernels(
                offsets: offsets, energyTrueEdges: map.energyTrue.edges, energyEdges: map.axis.edges)
        }
        map.exposure = try exposure(observation, offsets, map.energyTrue)
        return try EnergyDispersionMap(map)
    }
}

/// Steradians of a square degree.
private let degreeSquared = (Double.pi / 180) * (Double.pi / 180)

extension ResponseMap {
    /// Divides by the sums over the axis, each bin times its width; where they are not positive everything becomes zero.
    fileprivate mutating func normalise(_ widths: [Double]) {
        let (bins, pixels) = (axis.binCount, pixelCount)
        var sums = [Double](repeating: 0, count: pixels)
        values.withUnsafeMutableBufferPointer { values in
            sums.withUnsafeMutableBufferPointer { sums in
                for first in stride(from: 0, to: values.count, by: bins * pixels) {
                    for pixel in 0..<pixels { sums[pixel] = 0 }
                    for bin in 0..<bins {
                        let (start, width) = (first + bin * pixels, widths[bin])
                        for pixel in 0..<pixels { sums[pixel] += values[start &+ pixel] * width }
                    }
                    for pixel in 0..<pixels { sums[pixel] = sums[pixel] > 0 ? 1 / sums[pixel] : 0 }
                    for bin in 0..<bins {
                        let start = first + bin * pixels
                        for pixel in 0..<pixels { values[start &+ pixel] *= sums[pixel] }
                    }
                }
            }
        }
    }
}
