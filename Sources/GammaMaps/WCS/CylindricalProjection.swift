import Foundation

/// The plate carrée projection `CAR` of an image, upright or oblique, several times as fast as in WCSLIB.
///
/// Native longitude and latitude are the plane's coordinates; the sphere is turned by the Euler angles that WCSLIB finds
/// from CRVAL, LONPOLE and LATPOLE (Calabretta & Greisen 2002, section 2.4).
struct CylindricalProjection: Sendable {
    private let crpix: SIMD2<Double>
    private let toPlane: WCSKeywords.Matrix
    private let toPixels: WCSKeywords.Matrix
    /// Native to celestial vectors.
    private let rotation: Rotation
    /// When the native poles are the celestial ones: longitude = offset + sign · x, latitude = sign · y, exactly.
    private let straight: (offset: Double, sign: Double)?

    /// Edges of the native sphere belong to it within this many degrees, as in WCSLIB.
    private static let margin = 1e-13

    init(_ keywords: WCSKeywords, euler: EulerAngles) {
        crpix = [keywords.referencePixel.x - 1, keywords.referencePixel.y - 1]
        toPlane = keywords.matrix
        toPixels = keywords.matrix.inverse
        rotation =
            Rotation(aboutZ: 180 - euler.longitude) * Rotation(aboutY: euler.colatitude)
            * Rotation(aboutZ: euler.nativeLongitude)
        if euler.colatitude == 0 {
            straight = (euler.longitude + 180 - euler.nativeLongitude, 1)
        } else if euler.colatitude == 180 {
            straight = (euler.longitude + euler.nativeLongitude, -1)
        } else {
            straight = nil
        }
    }

    func directions(x: [Double], y: [Double]) -> (lon: [Double], lat: [Double]) {
        var result = (lon: x, lat: y)
        for index in x.indices {
            let (phi, theta) = native(x[index], y[index])
            (result.lon[index], result.lat[index]) = celestial(phi, theta)
        }
        return result
    }

    func directions(columns: Int, rows: Int, shift: Double) -> (lon: [Double], lat: [Double]) {
        let isStraight = straight != nil
        let vectors = isStraight ? [] : vectors(columns: columns, rows: rows, shift: shift)
        var result = (
            lon: [Double](repeating: 0, count: columns * rows), lat: [Double](repeating: 0, count: columns * rows)
        )
        for row in 0..<rows {
            for index in row * columns..<(row + 1) * columns {
                if isStraight {
                    let (phi, theta) = native(Double(index - row * columns) + shift, Double(row) + shift)
                    (result.lon[index], result.lat[index]) = celestial(phi, theta)
                } else {
                    (result.lon[index], result.lat[index]) = sphericalDegrees(vectors[index])
                }
            }
        }
        return result
    }

    private func native(_ x: Double, _ y: Double) -> (phi: Double, theta: Double) {
        let (dx, dy) = (x - crpix.x, y - crpix.y)
        return (toPlane.a * dx + toPlane.b * dy, toPlane.c * dx + toPlane.d * dy)
    }

    private func celestial(_ phi: Double, _ theta: Double) -> (lon: Double, lat: Double) {
        guard abs(phi) <= 180 + Self.margin, abs(theta) <= 90 + Self.margin else { return (.nan, .nan) }
        if let straight {
            let lon = (straight.offset + straight.sign * phi).remainder(dividingBy: 360)
            return (lon < 0 ? lon + 360 : lon, straight.sign * theta)
        }
        return sphericalDegrees(rotation.apply(unitVector(lon: phi, lat: theta)))
    }

    func pixels(lon: [Double], lat: [Double]) -> (x: [Double], y: [Double]) {
        var result = (x: lon, y: lat)
        let inverse = rotation.inverse
        for index in lon.indices {
            guard abs(lat[index]) <= 90, lon[index].isFinite else {
                (result.x[index], result.y[index]) = (.nan, .nan)
                continue
            }
            var native: (lon: Double, lat: Double)
            if let straight {
                let difference = (lon[index] - straight.offset).remainder(dividingBy: 360)
                native = (straight.sign * difference, straight.sign * lat[index])
            } else {
                native = sphericalDegrees(inverse.apply(unitVector(lon: lon[index], lat: lat[index])))
                if native.lon > 180 { native.lon -= 360 }
            }
            result.x[index] = crpix.x + toPixels.a * native.lon + toPixels.b * native.lat
            result.y[index] = crpix.y + toPixels.c * native.lon + toPixels.d * native.lat
        }
        return result
    }

    /// Unit vectors of a grid of positions that begins at (shift, shift), row after row; NaN off the sphere.
    func vectors(columns: Int, rows: Int, shift: Double) -> [SIMD3<Double>] {
        let missing = SIMD3<Double>(repeating: .nan)
        let isUpright = toPlane.b == 0 && toPlane.c == 0
        // Upright images need sines and cosines for a row and a column only.
        let longitudes = (0..<columns).map { column -> SIMD2<Double> in
            let phi = native(Double(column) + shift, shift).phi
            guard abs(phi) <= 180 + Self.margin else { return [.nan, .nan] }
            let (s, c) = sincos(phi)
            return [c, s]
        }
        return [SIMD3<Double>](unsafeUninitializedCapacity: columns * rows) { buffer, count in
            for row in 0..<rows {
                let theta = native(shift, Double(row) + shift).theta
                let (sinTheta, cosTheta) = abs(theta) <= 90 + Self.margin ? sincos(theta) : (.nan, .nan)
                for column in 0..<columns {
                    var vector: SIMD3<Double>
                    if isUpright {
                        let longitude = longitudes[column]
                        vector = [cosTheta * longitude.x, cosTheta * longitude.y, sinTheta]
                    } else {
                        let (phi, theta) = native(Double(column) + shift, Double(row) + shift)
                        let isOnSky = abs(phi) <= 180 + Self.margin && abs(theta) <= 90 + Self.margin
                        vector = isOnSky ? unitVector(lon: phi, lat: theta) : missing
                    }
                    vector = rotation.apply(vector)
                    buffer.initializeElement(at: row * columns + column, to: vector)
                }
            }
            count = columns * rows
        }
    }
}

/// Where the native pole lies on the sky, as WCSLIB finds it; degrees.
struct EulerAngles: Sendable {
    /// Celestial longitude of the native pole.
    var longitude: Double
    /// Its distance from the celestial pole.
    var colatitude: Double
    /// Native longitude of the celestial pole.
    var nativeLongitude: Double
}
