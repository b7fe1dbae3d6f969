import GammaCore
import GammaData
import GammaDatasets
import GammaMaps

/// Reduces data of HAWC or SWGO to a map: counts, and the responses of one transit times the number of transits.
///
/// The energies are those of the responses: the kernels of the energy dispersion are probabilities in bins, which cannot be
/// interpolated to others. Responses keep their own pixels and radii, where Gammapy 2.1 resamples them to 0.2° and to radii up
/// to 0.66°, which cuts off the tails of wide point-spread functions.
public struct HAWCDatasetMaker: Sendable {
    /// Events and responses.
    public var data: HAWCData
    /// Number of transits of the data.
    public let transits: Double

    /// A sidereal day, s: the time between two transits.
    public static let siderealDay = 86164.0905

    /// Makes a maker.
    /// - Parameter transits: the number of transits; nil takes good time intervals in sidereal days, as Gammapy does, for
    ///   responses whose units name the transit.
    /// - Throws: ``Fault/Code/badValue`` for a number that is not positive, or that is missing and cannot be told.
    public init(_ data: HAWCData, transits: Double? = nil) throws {
        self.data = data
        guard let number = transits ?? Self.transits(data) else {
            throw Fault(
                .badValue, "the number of transits is missing: exposure and background are those of one transit",
                hint: "give it, for instance the value of the map of transits at the source")
        }
        guard number.isFinite, number > 0 else {
            throw Fault(.badValue, "the number of transits is \(number)", hint: "it must be positive")
        }
        self.transits = number
    }

    private static func transits(_ data: HAWCData) -> Double? {
        guard data.namesTransit, let time = data.gti?.timeSum, time > 0 else { return nil }
        return time / siderealDay
    }

    /// The number of transits at a direction in a map of them.
    /// - Throws: ``Fault/Code/badValue`` outside the map.
    public static func transits(in map: WCSMap, at direction: SkyDirection) throws -> Double {
        guard map.geometry.planeCount == 1,
            let number = map.value(at: direction, bins: map.geometry.axes.map { _ in 0 }), number.isFinite
        else {
            throw Fault(
                .badValue, "the map of transits has no single value at (\(direction.lon), \(direction.lat)) deg",
                hint: "it must be an image that covers the source")
        }
        return number
    }

    /// Counts, exposure, background and responses on an image.
    /// - Parameter image: the pixels.
    /// - Throws: ``Fault/Code/incompatible`` when the responses do not go together, ``Fault/Code/noData`` when the exposure does
    ///   not cover the image.
    public func makeMap(name: String, image: WCSGeometry) throws -> MapDataset {
        let image = image.image
        let energy = try energyAxis()
        var counts = try WCSMap(image.with(axes: [energy]))
        try counts.fill(lon: data.events.ra, lat: data.events.dec, frame: .icrs, coordinates: [data.events.energy])
        return try MapDataset(
            name: name, counts: counts, exposure: exposure(image), background: .predicted(background(counts.geometry)),
            psf: PSFMap(cut(data.psf.map, to: image)),
            energyDispersion: EnergyDispersionMap(cut(data.energyDispersion.map, to: image)), gti: data.gti,
            livetime: data.gti?.timeSum ?? 0,
            provenance: DatasetProvenance(
                observationIDs: data.observationID.map { [$0] } ?? [],
                telescopes: [data.events.header.string("TELESCOP") ?? "HAWC"]))
    }

    /// Reconstructed energies: those of the background, and of the energy dispersion where it is made of kernels.
    private func energyAxis() throws -> MapAxis {
        let energy = data.background.geometry.axes[0]
        guard data.energyDispersion.isMigra || data.energyDispersion.map.axis.hasEdges(of: energy) else {
            throw Fault(
                .incompatible,
                "background and energy dispersion have different bins of energy: edges \(energy.edges) and "
                    + "\(data.energyDispersion.map.axis.edges) TeV", hint: "take responses of one class of events")
        }
        return energy
    }

    private func exposure(_ image: WCSGeometry) throws -> WCSMap {
        var map = try data.exposure.converted(to: .cm2s).interpolated(
            to: image.with(axes: [data.energyDispersion.map.energyTrue]))
        guard map.values.contains(where: { $0 > 0 }) else {
            throw Fault(
                .noData, "the exposure does not cover the image around (\(image.centre.lon), \(image.centre.lat)) deg",
                hint: "choose an image within the exposure map")
        }
        for index in map.values.indices { map.values[index] *= transits }
        return map
    }

    private func background(_ geometry: WCSGeometry) throws -> WCSMap {
        var map = try data.background.interpolated(to: geometry, preservingSum: !data.isBackgroundDensity)
        let factor = try map.unit.factor(to: data.isBackgroundDensity ? HAWCData.density : .none)
        map.unit = .none
        let pixels = geometry.pixelCount
        let angles = data.isBackgroundDensity ? geometry.image.solidAngles() : Array(repeating: 1, count: pixels)
        let widths =
            data.isBackgroundDensity
            ? geometry.axes[0].binWidths : Array(repeating: 1, count: geometry.axes[0].binCount)
        for index in map.values.indices {
            map.values[index] *= factor * transits * widths[index / pixels] * angles[index % pixels]
        }
        return map
    }

    /// The part of a response around the image, a pixel wider on each side.
    private func cut(_ response: ResponseMap, to image: WCSGeometry) throws -> ResponseMap {
        guard let own = response.image else { return response }
        return try response.cutout(around: image.centre, width: image.width + 2 * own.wcs.pixelScales)
    }
}
