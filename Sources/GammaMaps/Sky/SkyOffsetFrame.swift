import Foundation

/// A frame turned so that `origin` lies at (0, 0) and its north is up; equals astropy's `SkyOffsetFrame`.
public struct SkyOffsetFrame: Sendable, Hashable {
    /// The direction at (0, 0).
    public let origin: SkyDirection
    private let rotation: Rotation

    /// Makes the frame; its axes follow those of `origin.frame`.
    public init(origin: SkyDirection) {
        self.origin = origin
        rotation = Rotation(aboutY: -origin.lat) * Rotation(aboutZ: origin.lon)
    }

    /// Longitude (−180…180, growing to the east) and latitude of a direction, in degrees.
    public func coordinates(of direction: SkyDirection) -> (lon: Double, lat: Double) {
        let result = coordinates(lon: [direction.lon], lat: [direction.lat], frame: direction.frame)
        return (result.lon[0], result.lat[0])
    }

    /// Offset coordinates, in degrees, of many positions given in `frame`.
    public func coordinates(lon: [Double], lat: [Double], frame: SkyFrame) -> (lon: [Double], lat: [Double]) {
        let whole = rotation * origin.frame.rotationFromICRS * frame.rotationFromICRS.inverse
        var result = (lon: lon, lat: lat)
        for index in lon.indices {
            let position = sphericalDegrees(whole.apply(unitVector(lon: lon[index], lat: lat[index])))
            result.lon[index] = position.lon > 180 ? position.lon - 360 : position.lon
            result.lat[index] = position.lat
        }
        return result
    }

    /// The direction, in the frame of the origin, at offset coordinates in degrees.
    public func direction(lon: Double, lat: Double) -> SkyDirection {
        let position = sphericalDegrees(rotation.inverse.apply(unitVector(lon: lon, lat: lat)))
        return SkyDirection(lon: position.lon, lat: position.lat, frame: origin.frame)
    }
}
