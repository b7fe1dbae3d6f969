import Foundation

/// The gnomonic projection about a direction (Calabretta & Greisen 2002, §5.1.3): x grows to the east, y to the north,
/// both in degrees.
struct TangentPlane: Sendable {
    let lon: Double
    let lat: Double

    private static let degree = Double.pi / 180

    /// A plane that touches the sphere at a direction in degrees; what is not a direction is taken as (0, 0).
    init(lon: Double, lat: Double) {
        self.lon = lon.isFinite ? lon : 0
        self.lat = lat.isFinite ? min(max(lat, -90), 90) : 0
    }

    /// The place of a direction, or nil when it is 85° or more away.
    func project(lon: Double, lat: Double) -> (x: Double, y: Double)? {
        let d = TangentPlane.degree
        let difference = (lon - self.lon) * d
        let cosine = sin(self.lat * d) * sin(lat * d) + cos(self.lat * d) * cos(lat * d) * cos(difference)
        guard cosine > 0.087 else { return nil }
        let x = cos(lat * d) * sin(difference) / cosine
        let y = (cos(self.lat * d) * sin(lat * d) - sin(self.lat * d) * cos(lat * d) * cos(difference)) / cosine
        return (x / d, y / d)
    }

    /// The direction at a place; the longitude is within 180° of the plane's.
    func direction(x: Double, y: Double) -> (lon: Double, lat: Double) {
        let d = TangentPlane.degree
        return direction(separation: atan((x * x + y * y).squareRoot() * d) / d, angle: atan2(x, y))
    }

    /// The direction at a separation in degrees, at an angle in radians from north to east.
    func direction(separation: Double, angle: Double) -> (lon: Double, lat: Double) {
        let d = TangentPlane.degree
        let s = separation * d
        let sine = sin(lat * d) * cos(s) + cos(lat * d) * sin(s) * cos(angle)
        let east = sin(s) * sin(angle)
        let north = cos(lat * d) * cos(s) - sin(lat * d) * sin(s) * cos(angle)
        return (lon + atan2(east, north) / d, asin(min(max(sine, -1), 1)) / d)
    }
}
