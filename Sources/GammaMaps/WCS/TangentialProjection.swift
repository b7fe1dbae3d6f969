import Foundation

/// The gnomonic projection of an image, several times as fast as in WCSLIB.
struct TangentialProjection: Sendable {
    /// LONPOLE as used, degrees.
    let poleLongitude: Double
    private let crpix: SIMD2<Double>
    private let lon0: Double
    private let sin0: Double
    private let cos0: Double
    /// Pixels to radians in the plane, x to the east and y to the north.
    private let toPlane: WCSKeywords.Matrix
    private let toPixels: WCSKeywords.Matrix

    private static let radian = Double.pi / 180

    init(_ keywords: WCSKeywords) {
        let reference = keywords.referenceDirection
        poleLongitude = keywords.poleLongitude ?? (reference.lat >= 90 ? 0 : 180)
        crpix = [keywords.referencePixel.x - 1, keywords.referencePixel.y - 1]
        lon0 = reference.lon
        (sin0, cos0) = sincos(reference.lat)
        let (s, c) = sincos(poleLongitude - 180)
        let m = keywords.matrix
        let radian = Self.radian
        let plane = WCSKeywords.Matrix(
            a: (c * m.a + s * m.c) * radian, b: (c * m.b + s * m.d) * radian, c: (c * m.c - s * m.a) * radian,
            d: (c * m.d - s * m.b) * radian)
        toPlane = plane
        toPixels = plane.inverse
    }

    func directions(x: [Double], y: [Double]) -> (lon: [Double], lat: [Double]) {
        var result = (lon: x, lat: y)
        for index in x.indices {
            let (dx, dy) = (x[index] - crpix.x, y[index] - crpix.y)
            let east = toPlane.a * dx + toPlane.b * dy
            let north = toPlane.c * dx + toPlane.d * dy
            let depth = cos0 - north * sin0
            var lon = lon0 + atan2(east, depth) / Self.radian
            if lon < 0 { lon += 360 } else if lon >= 360 { lon -= 360 }
            result.lon[index] = lon
            result.lat[index] = atan2(sin0 + north * cos0, (east * east + depth * depth).squareRoot()) / Self.radian
        }
        return result
    }

    func pixels(lon: [Double], lat: [Double]) -> (x: [Double], y: [Double]) {
        var result = (x: lon, y: lat)
        for index in lon.indices {
            let (sinLon, cosLon) = sincos(lon[index] - lon0)
            let (sinLat, cosLat) = sincos(lat[index])
            let depth = sin0 * sinLat + cos0 * cosLat * cosLon
            guard depth > 0, abs(lat[index]) <= 90 else {
                result.x[index] = .nan
                result.y[index] = .nan
                continue
            }
            let east = cosLat * sinLon / depth
            let north = (cos0 * sinLat - sin0 * cosLat * cosLon) / depth
            result.x[index] = crpix.x + toPixels.a * east + toPixels.b * north
            result.y[index] = crpix.y + toPixels.c * east + toPixels.d * north
        }
        return result
    }

    /// Unit vectors of a grid of positions that begins at (shift, shift), row after row.
    func vectors(columns: Int, rows: Int, shift: Double) -> [SIMD3<Double>] {
        let (sinLon, cosLon) = sincos(lon0)
        return [SIMD3<Double>](unsafeUninitializedCapacity: columns * rows) { buffer, count in
            for row in 0..<rows {
                let dy = Double(row) + shift - crpix.y
                for column in 0..<columns {
                    let dx = Double(column) + shift - crpix.x
                    let east = toPlane.a * dx + toPlane.b * dy
                    let north = toPlane.c * dx + toPlane.d * dy
                    let depth = cos0 - north * sin0
                    let scale = 1 / (1 + east * east + north * north).squareRoot()
                    let vector: SIMD3<Double> = [
                        cosLon * depth - sinLon * east, sinLon * depth + cosLon * east, sin0 + north * cos0,
                    ]
                    buffer.initializeElement(at: row * columns + column, to: vector * scale)
                }
            }
            count = columns * rows
        }
    }
}
