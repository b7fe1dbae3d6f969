import Foundation
import GammaCore
import GammaMaps
import GammaModels

import struct GammaCore.Unit

/// The emission along the Galactic plane in the model of the H.E.S.S. survey: at each longitude a Gaussian in latitude,
/// whose brightness, latitude and width are interpolated linearly between the stated longitudes (A&A 612, A1, section 4.6).
///
/// Beyond the first and the last longitude it is dark, where Gammapy goes on along straight lines.
public struct LargeScaleBand: Sendable {
    /// What is stated at one longitude.
    public struct Node: Sendable, Hashable {
        /// Galactic longitude, deg, in −180…180.
        public var longitude: Double
        /// Latitude of the peak, deg, and its error.
        public var latitude, latitudeError: Double
        /// Brightness of the peak above 1 TeV, cm⁻² s⁻¹ sr⁻¹, and its error.
        public var brightness, brightnessError: Double
        /// Standard deviation in latitude, deg, and its error.
        public var width, widthError: Double
    }

    /// The nodes in order of longitude.
    public let nodes: [Node]

    /// Photon index with which the survey made its maps.
    public static let index = 2.3

    /// Makes a band; nodes are put into order.
    public init(_ nodes: [Node]) { self.nodes = nodes.sorted { $0.longitude < $1.longitude } }

    /// Peak latitude (deg), brightness (cm⁻² s⁻¹ sr⁻¹) and width (deg) at a longitude in deg; nil beyond the nodes.
    public func profile(at longitude: Double) -> (latitude: Double, brightness: Double, width: Double)? {
        let wrapped = longitude - 360 * (longitude / 360).rounded()
        guard let upper = nodes.firstIndex(where: { $0.longitude >= wrapped }) else { return nil }
        guard upper > 0 else {
            let first = nodes[0]
            return first.longitude == wrapped ? (first.latitude, first.brightness, first.width) : nil
        }
        let (a, b) = (nodes[upper - 1], nodes[upper])
        let t = (wrapped - a.longitude) / (b.longitude - a.longitude)
        func mix(_ value: KeyPath<Node, Double>) -> Double { a[keyPath: value] * (1 - t) + b[keyPath: value] * t }
        return (mix(\.latitude), mix(\.brightness), mix(\.width))
    }

    /// Brightness above 1 TeV in a direction, cm⁻² s⁻¹ sr⁻¹.
    public func brightness(at direction: SkyDirection) -> Double {
        let galactic = direction.converted(to: .galactic)
        guard let (latitude, brightness, width) = profile(at: galactic.lon), width > 0 else { return 0 }
        let distance = (galactic.lat - latitude) / width
        return brightness * exp(-distance * distance / 2)
    }

    /// The brightness on a map.
    public func map(on image: WCSGeometry) throws -> WCSMap {
        let centres = image.image.pixelCentres()
        let values = centres.lon.indices.map {
            brightness(at: SkyDirection(lon: centres.lon[$0], lat: centres.lat[$0], frame: image.frame))
        }
        let finite = values.map { $0.isFinite ? $0 : 0 }
        return try WCSMap(
            image.image, values: finite, unit: Unit(parsing: "cm-2 s-1 sr-1"), storage: .double)
    }

    /// The band as a sky model: its map as the shape, and a power law of the index of the survey.
    ///
    /// The amplitude is the flux of the band on the map above 1 TeV. To write it to a model file, write the map and give its
    /// name as `filename`.
    /// - Throws: ``Fault/Code/noData`` where the band is dark on the whole map.
    public func model(on image: WCSGeometry, filename: String? = nil) throws -> SkyModel {
        let map = try map(on: image)
        let solidAngles = image.image.solidAngles()
        let flux = zip(map.values, solidAngles).reduce(0) { $0 + ($1.1.isFinite ? $1.0 * $1.1 : 0) }
        guard flux > 0 else {
            throw Fault(.noData, "the large-scale emission of the survey is dark on this map")
        }
        let amplitude = flux * (Self.index - 1)
        return SkyModel(
            "hgps-large-scale", spectral: PowerLaw(index: Self.index, amplitude: amplitude, reference: 1),
            spatial: try TemplateSpatialModel(map: map, filename: filename))
    }
}
