import Foundation
import GammaCore

/// A direction on the sky: longitude and latitude in degrees in a frame.
public struct SkyDirection: Sendable, Hashable {
    /// Longitude in degrees (right ascension or Galactic longitude), not restricted to a range.
    public var lon: Double
    /// Latitude in degrees (declination or Galactic latitude).
    public var lat: Double
    /// The coordinate system.
    public var frame: SkyFrame

    /// Makes a direction from degrees.
    public init(lon: Double, lat: Double, frame: SkyFrame) {
        self.lon = lon
        self.lat = lat
        self.frame = frame
    }

    /// Makes an ICRS direction from degrees.
    public init(ra: Double, dec: Double) { self.init(lon: ra, lat: dec, frame: .icrs) }

    /// Makes a direction from Galactic coordinates in degrees.
    public static func galactic(l: Double, b: Double) -> SkyDirection { SkyDirection(lon: l, lat: b, frame: .galactic) }

    /// Whether both coordinates are finite and the latitude is one.
    public var isValid: Bool { lon.isFinite && abs(lat) <= 90 }

    /// The same direction in another frame, longitude in 0…360.
    public func converted(to target: SkyFrame) -> SkyDirection {
        guard target != frame else { return self }
        let position = Self.convert(lon: [lon], lat: [lat], from: frame, to: target)
        return SkyDirection(lon: position.lon[0], lat: position.lat[0], frame: target)
    }

    /// Converts many positions in degrees at once.
    /// - Precondition: as many longitudes as latitudes.
    public static func convert(
        lon: [Double], lat: [Double], from source: SkyFrame, to target: SkyFrame
    ) -> (lon: [Double], lat: [Double]) {
        precondition(lon.count == lat.count, "as many longitudes as latitudes")
        guard source != target else { return (lon, lat) }
        let rotation = target.rotationFromICRS * source.rotationFromICRS.inverse
        var result = (lon: lon, lat: lat)
        for index in lon.indices {
            (result.lon[index], result.lat[index]) =
                sphericalDegrees(rotation.apply(unitVector(lon: lon[index], lat: lat[index])))
        }
        return result
    }
}

extension SkyDirection: CustomStringConvertible {
    /// `(83.63 deg, 22.01 deg) icrs`.
    public var description: String { "(\(lon) deg, \(lat) deg) \(frame.rawValue)" }
}
