import Foundation
import GammaCore

extension WCSGeometry {
    /// Position of the middle of the image in pixels.
    public var centrePixel: PixelPoint { PixelPoint(Double(nx - 1) / 2, Double(ny - 1) / 2) }

    /// The direction at the middle of the image; NaN if the projection has none there.
    public var centre: SkyDirection {
        wcs.direction(x: centrePixel.x, y: centrePixel.y) ?? SkyDirection(lon: .nan, lat: .nan, frame: frame)
    }

    /// Width and height in degrees: pixel size times number of pixels.
    public var width: SIMD2<Double> { wcs.pixelScales * SIMD2(Double(nx), Double(ny)) }

    /// Pixel position of a direction (centres at integers), also outside the image; nil off the projection.
    public func pixel(of direction: SkyDirection) -> PixelPoint? { wcs.pixel(of: direction) }

    /// The direction at a pixel position; nil where there is none.
    public func direction(x: Double, y: Double) -> SkyDirection? { wcs.direction(x: x, y: y) }

    /// Column and row of the pixel that contains a direction; nil outside the image.
    public func indices(of direction: SkyDirection) -> (x: Int, y: Int)? {
        pixel(of: direction).flatMap { indices(x: $0.x, y: $0.y) }
    }

    /// Column and row of the pixel at a position, rounded as in Gammapy (halves to the even number).
    func indices(x: Double, y: Double) -> (x: Int, y: Int)? {
        let column = x.rounded(.toNearestOrEven)
        let row = y.rounded(.toNearestOrEven)
        guard column >= 0, row >= 0, column < Double(nx), row < Double(ny) else { return nil }
        return (Int(column), Int(row))
    }

    /// For many positions in degrees the index `y * nx + x` of the pixel that contains them; −1 outside the image.
    public func pixelIndices(lon: [Double], lat: [Double], frame: SkyFrame) -> [Int] {
        let position = wcs.pixels(lon: lon, lat: lat, frame: frame)
        return position.x.indices.map { index in
            indices(x: position.x[index], y: position.y[index]).map { $0.y * nx + $0.x } ?? -1
        }
    }

    /// Longitude and latitude of all pixel centres in the frame of the image, row after row; NaN where there is none.
    public func pixelCentres() -> (lon: [Double], lat: [Double]) { grid(columns: nx, rows: ny, shift: 0) }

    /// Directions of a grid of positions that begins at (shift, shift).
    private func grid(columns: Int, rows: Int, shift: Double) -> (lon: [Double], lat: [Double]) {
        var x: [Double] = []
        var y: [Double] = []
        x.reserveCapacity(columns * rows)
        y.reserveCapacity(columns * rows)
        for row in 0..<rows {
            for column in 0..<columns {
                x.append(Double(column) + shift)
                y.append(Double(row) + shift)
            }
        }
        return wcs.directions(x: x, y: y)
    }

    /// Separation in degrees of every pixel centre from a direction, row after row.
    public func separations(from direction: SkyDirection) -> [Double] {
        let centres = pixelCentres()
        return direction.separations(lon: centres.lon, lat: centres.lat, frame: frame)
    }

    /// Solid angle in steradians of every pixel, row after row; NaN where a corner is off the sky.
    ///
    /// Each pixel is taken as two plane triangles between its corners on the sphere, as in Gammapy.
    public func solidAngles() -> [Double] {
        let corners = grid(columns: nx + 1, rows: ny + 1, shift: -0.5)
        let vectors = corners.lon.indices.map { unitVector(lon: corners.lon[$0], lat: corners.lat[$0]) }
        var result: [Double] = []
        result.reserveCapacity(pixelCount)
        for y in 0..<ny {
            for x in 0..<nx {
                let a = vectors[y * (nx + 1) + x]
                let b = vectors[(y + 1) * (nx + 1) + x]
                let c = vectors[y * (nx + 1) + x + 1]
                let d = vectors[(y + 1) * (nx + 1) + x + 1]
                let lower = 0.5 * angle(a, b) * angle(b, d) * sin(bearing(b, d) - bearing(b, a))
                let upper = 0.5 * angle(c, d) * angle(a, c) * sin(bearing(c, d) - bearing(a, c))
                result.append(abs(lower + upper))
            }
        }
        return result
    }

    /// Angle in radians between unit vectors.
    private func angle(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> Double {
        let cross: SIMD3<Double> = [a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x]
        return atan2((cross * cross).sum().squareRoot(), (a * b).sum())
    }

    /// Position angle in radians of `b` as seen from `a`.
    private func bearing(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> Double {
        let distance = (a.x * a.x + a.y * a.y).squareRoot()
        // East and north at `a`, both times `distance`.
        let east = a.x * b.y - a.y * b.x
        let north = b.z * distance * distance - a.z * (a.x * b.x + a.y * b.y)
        return atan2(east, north)
    }
}
