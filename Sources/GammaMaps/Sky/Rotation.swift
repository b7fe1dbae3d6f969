import Foundation

/// A rotation of the sphere: three rows of an orthogonal matrix.
struct Rotation: Sendable, Hashable {
    private var row0: SIMD3<Double>
    private var row1: SIMD3<Double>
    private var row2: SIMD3<Double>

    private init(_ row0: SIMD3<Double>, _ row1: SIMD3<Double>, _ row2: SIMD3<Double>) {
        self.row0 = row0
        self.row1 = row1
        self.row2 = row2
    }

    static let identity = Rotation([1, 0, 0], [0, 1, 0], [0, 0, 1])

    /// Rotation of the axes by an angle in degrees, counter-clockwise as seen from the tip of x.
    init(aboutX degrees: Double) {
        let (s, c) = sincos(degrees)
        self.init([1, 0, 0], [0, c, s], [0, -s, c])
    }

    /// Rotation of the axes about y.
    init(aboutY degrees: Double) {
        let (s, c) = sincos(degrees)
        self.init([c, 0, -s], [0, 1, 0], [s, 0, c])
    }

    /// Rotation of the axes about z.
    init(aboutZ degrees: Double) {
        let (s, c) = sincos(degrees)
        self.init([c, s, 0], [-s, c, 0], [0, 0, 1])
    }

    var inverse: Rotation {
        Rotation(
            [row0.x, row1.x, row2.x], [row0.y, row1.y, row2.y], [row0.z, row1.z, row2.z])
    }

    static func * (a: Rotation, b: Rotation) -> Rotation {
        let columns = b.inverse
        func row(_ r: SIMD3<Double>) -> SIMD3<Double> {
            [(r * columns.row0).sum(), (r * columns.row1).sum(), (r * columns.row2).sum()]
        }
        return Rotation(row(a.row0), row(a.row1), row(a.row2))
    }

    func apply(_ v: SIMD3<Double>) -> SIMD3<Double> {
        [(row0 * v).sum(), (row1 * v).sum(), (row2 * v).sum()]
    }
}

/// Sine and cosine of an angle in degrees.
func sincos(_ degrees: Double) -> (sin: Double, cos: Double) {
    let radians = degrees * (Double.pi / 180)
    return (sin(radians), cos(radians))
}

/// The unit vector of a direction given in degrees.
func unitVector(lon: Double, lat: Double) -> SIMD3<Double> {
    let (sinLon, cosLon) = sincos(lon)
    let (sinLat, cosLat) = sincos(lat)
    return [cosLat * cosLon, cosLat * sinLon, sinLat]
}

/// Longitude in 0…360 and latitude, in degrees, of a vector of any length.
func sphericalDegrees(_ v: SIMD3<Double>) -> (lon: Double, lat: Double) {
    let lon = atan2(v.y, v.x) * (180 / Double.pi)
    let lat = atan2(v.z, (v.x * v.x + v.y * v.y).squareRoot()) * (180 / Double.pi)
    return (lon < 0 ? lon + 360 : lon, lat)
}
