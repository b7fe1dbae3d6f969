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
        var dataset = target.empty
        dataset.name = observation.name
        dataset.maskSafe = Array(repeating: true, count: dataset.maskSafe.count)
        dataset.gti = observation.gti
        dataset.livetime = observation.livetime
        dataset.provenance = DatasetProvenance(
            observationIDs: [observation.id], telescopes: observation.telescope.map { [$0] } ?? [])
        if selection.contains(.counts) { fillCounts(observation.events, into: &dataset) }
        if selection.contains(.exposure) {
            dataset.exposure.values = try exposure(observation, target.pixels.separations(from: pointing), dataset)
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
    private func exposure(
        _ observation: Observation, _ offsets: [Double], _ dataset: MapDataset
    ) throws -> [Double] {
        let area = try observation.require(observation.effectiveArea, "effective area (aeff)")
        let livetime = observation.livetime
        var values = area.evaluate(energies: dataset.energyTrue.centres, offsets: offsets)
        for index in values.indices { values[index] *= livetime }
        return values
    }

    /// Profiles at every pixel, normalised to one within the axis of `rad`.
    private func psf(_ observation: Observation, _ pointing: SkyDirection, _ target: MapTarget) throws -> PSFMap? {
        guard var map = target.empty.psf?.map, let pixels = target.psfPixels else { return nil }
        let response = try observation.require(observation.pointSpread, "point-spread function (psf)")
        let (energies, radii) = (map.energyTrue.centres, map.axis.centres)
        // Solid angles of the rings.
        let rings = zip(radii, map.axis.binWidths).map { 2 * Double.pi * $0 * $1 * degreeSquared }
        let offsets = pixels.separations(from: pointing)
        let count = offsets.count
        for (pixel, offset) in offsets.enumerated() {
            let profile = response.evaluate(rads: radii, energies: energies, offset: offset)
            for e in energies.indices {
                var (sum, largest) = (0.0, 0.0)
                for r in radii.indices {
                    sum += profile[e * radii.count + r] * rings[r]
                    largest = max(largest, sum)
                }
                guard largest > 0 else { continue }
                for r in radii.indices {
                    map.values[(e * radii.count + r) * count + pixel] = profile[e * radii.count + r] / largest
                }
            }
        }
        map.exposure = try responseExposure(observation, offsets, energies)
        return try PSFMap(map)
    }

    /// Kernels, or densities in migration, at every pixel.
    private func dispersion(
        _ observation: Observation, _ pointing: SkyDirection, _ target: MapTarget
    ) throws -> EnergyDispersionMap? {
        guard var map = target.empty.energyDispersion?.map, let pixels = target.dispersionPixels else { return nil }
        let response = try observation.require(observation.energyDispersion, "energy dispersion (edisp)")
        let offsets = pixels.separations(from: pointing)
        let count = offsets.count
        let isMigra = map.axis.name == "migra"
        for (pixel, offset) in offsets.enumerated() {
            let values =
                isMigra
                ? densities(response, map, offset)
                : response.kernel(
                    offset: offset, energyTrueEdges: map.energyTrue.edges, energyEdges: map.axis.edges
                ).values
            for index in values.indices { map.values[index * count + pixel] = values[index] }
        }
        map.exposure = try responseExposure(observation, offsets, map.energyTrue.centres)
        return try EnergyDispersionMap(map)
    }

    /// Densities (true energy, migra), normalised over migration.
    private func densities(_ response: EnergyDispersion2D, _ map: ResponseMap, _ offset: Double) -> [Double] {
        let count = map.axis.binCount
        var values = response.evaluate(
            energies: map.energyTrue.centres, migras: map.axis.centres, offset: offset)
        for e in 0..<map.energyTrue.binCount {
            let row = e * count..<(e + 1) * count
            let sum = zip(values[row], map.axis.binWidths).reduce(0) { $0 + $1.0 * $1.1 }
            for index in row { values[index] = sum > 0 ? values[index] / sum : 0 }
        }
        return values
    }

    /// Exposure by which responses are weighted, cm² s (true energy, pixel).
    private func responseExposure(
        _ observation: Observation, _ offsets: [Double], _ energies: [Double]
    ) throws -> [Double] {
        let area = try observation.require(observation.effectiveArea, "effective area (aeff)")
        return area.evaluate(energies: energies, offsets: offsets).map { $0 * observation.livetime }
    }
}

/// Steradians of a square degree.
private let degreeSquared = (Double.pi / 180) * (Double.pi / 180)
