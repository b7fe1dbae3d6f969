import Foundation

extension SkyDirection {
    /// Great-circle distance in degrees, by Vincenty's formula, which is accurate at every distance.
    public func separation(to other: SkyDirection) -> Double {
        let other = other.converted(to: frame)
        return Self.separation(lon1: lon, lat1: lat, lon2: other.lon, lat2: other.lat)
    }

    /// Great-circle distance in degrees of two positions in one frame, by Vincenty's formula.
    public static func separation(lon1: Double, lat1: Double, lon2: Double, lat2: Double) -> Double {
        let (sinLon, cosLon) = sincos(lon2 - lon1)
        let (sin1, cos1) = sincos(lat1)
        let (sin2, cos2) = sincos(lat2)
        let across = cos2 * sinLon
        let along = cos1 * sin2 - sin1 * cos2 * cosLon
        return atan2(hypot(across, along), sin1 * sin2 + cos1 * cos2 * cosLon) * (180 / Double.pi)
    }

    /// Great-circle distances in degrees from here to many positions in `frame`.
    public func separations(lon: [Double], lat: [Double], frame: SkyFrame) -> [Double] {
        let centre = converted(to: frame)
        let (sin1, cos1) = sincos(centre.lat)
        var result = [Double](repeating: 0, count: lon.count)
        for index in lon.indices {
            let (sinLon, cosLon) = sincos(lon[index] - centre.lon)
            let (sin2, cos2) = sincos(lat[index])
            let across = cos2 * sinLon
            let along = cos1 * sin2 - sin1 * cos2 * cosLon
            result[index] =
                atan2((across * across + along * along).squareRoot(), sin1 * sin2 + cos1 * cos2 * cosLon)
                * (180 / Double.pi)
        }
        return result
    }

    /// Position angle of `other` as seen from here: degrees from north through east, in 0…360.
    public func positionAngle(to other: SkyDirection) -> Double {
        let other = other.converted(to: frame)
        let (sinLon, cosLon) = sincos(other.lon - lon)
        let (sin1, cos1) = sincos(lat)
        let (sin2, cos2) = sincos(other.lat)
        let angle = atan2(sinLon * cos2, sin2 * cos1 - cos2 * sin1 * cosLon) * (180 / Double.pi)
        return angle < 0 ? angle + 360 : angle
    }

    /// The direction reached by going `distance` degrees along the great circle that leaves at a position angle
    /// (degrees from north through east of this frame). Longitude in 0…360.
    public func offset(by distance: Double, positionAngle: Double) -> SkyDirection {
        let (sinDistance, cosDistance) = sincos(distance)
        let (sinAngle, cosAngle) = sincos(positionAngle)
        let (sinLat, cosLat) = sincos(lat)
        let (sinLon, cosLon) = sincos(lon)
        let north: SIMD3<Double> = [-sinLat * cosLon, -sinLat * sinLon, cosLat]
        let east: SIMD3<Double> = [-sinLon, cosLon, 0]
        let here: SIMD3<Double> = [cosLat * cosLon, cosLat * sinLon, sinLat]
        let position = sphericalDegrees(here * cosDistance + (north * cosAngle + east * sinAngle) * sinDistance)
        return SkyDirection(lon: position.lon, lat: position.lat, frame: frame)
    }
}
