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

    /// Column and row of the pixel at a position; its lower and left borders belong to a pixel, as in Gammapy.
    func indices(x: Double, y: Double) -> (x: Int, y: Int)? {
        let column = (x + 0.5).rounded(.down)
        let row = (y + 0.5).rounded(.down)
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
    public func pixelCentres() -> (lon: [Double], lat: [Double]) { wcs.directions(columns: nx, rows: ny, shift: 0) }

    /// Unit vectors of all pixel centres in a frame, row after row; NaN where there is none.
    public func vectors(in frame: SkyFrame) -> [SIMD3<Double>] {
        if frame == self.frame { return wcs.vectors(columns: nx, rows: ny, shift: 0) }
        let centres = pixelCentres()
        let (lon, lat) = SkyDirection.convert(lon: centres.lon, lat: centres.lat, from: self.frame, to: frame)
        return zip(lon, lat).map { unitVector(lon: $0, lat: $1) }
    }

    /// Separation in degrees of every pixel centre from a direction, row after row.
    public func separations(from direction: SkyDirection) -> [Double] {
        let centre = direction.converted(to: frame)
        let here = unitVector(lon: centre.lon, lat: centre.lat)
        let vectors = wcs.vectors(columns: nx, rows: ny, shift: 0)
        return vectors.map { angle(here, $0) * (180 / Double.pi) }
    }

    /// Solid angle in steradians of every pixel, row after row; NaN where a corner is off the sky.
    ///
    /// Each pixel is taken as two plane triangles between its corners on the sphere, as in Gammapy: half the product of
    /// two sides and the sine of the difference of their position angles.
    public func solidAngles() -> [Double] {
        let width = nx + 1
        let corners = wcs.vectors(columns: width, rows: ny + 1, shift: -0.5)
        return corners.withUnsafeBufferPointer { corners in
            [Double](unsafeUninitializedCapacity: pixelCount) { result, count in
                for y in 0..<ny {
                    for x in 0..<nx {
                        let (a, c) = (corners[y * width + x], corners[y * width + x + 1])
                        let (b, d) = (corners[(y + 1) * width + x], corners[(y + 1) * width + x + 1])
                        // Bearings are those at b, and, for the other triangle, at c and at a: so Gammapy has it.
                        let twice = Leg(b, a).parallelogram(Leg(b, d)) + Leg(a, c).parallelogram(Leg(c, d))
                        result.initializeElement(at: y * nx + x, to: 0.5 * abs(twice))
                    }
                }
                count = pixelCount
            }
        }
    }
}

/// Angle in radians between unit vectors.
private func angle(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> Double {
    let x = a.y * b.z - a.z * b.y
    let y = a.z * b.x - a.x * b.z
    let z = a.x * b.y - a.y * b.x
    return atan2((x * x + y * y + z * z).squareRoot(), a.x * b.x + a.y * b.y + a.z * b.z)
}

/// A side of a pixel that leaves one corner for another.
private struct Leg {
    /// Towards the east and north, as the arc leaves, times its length in radians and the distance of the corner from
    /// the axis of the sphere.
    private let east: Double
    private let north: Double
    /// Square of that distance.
    private let distance: Double

    @inline(__always)
    init(_ from: SIMD3<Double>, _ to: SIMD3<Double>) {
        let x = from.y * to.z - from.z * to.y
        let y = from.z * to.x - from.x * to.z
        let z = from.x * to.y - from.y * to.x
        let square = x * x + y * y + z * z
        let cosine = from.x * to.x + from.y * to.y + from.z * to.z
        // Arc over sine: below 0.03 the series of the arcsine is exact to rounding.
        let stretch =
            square < 0.0009 && cosine > 0
            ? 1 + square * (1 / 6.0 + square * (3 / 40.0 + square * (15 / 336.0 + square * (105 / 3456.0))))
            : atan2(square.squareRoot(), cosine) / square.squareRoot()
        distance = from.x * from.x + from.y * from.y
        let toNorth = to.z * distance - from.z * (from.x * to.x + from.y * to.y)
        if distance > 0 {
            (east, north) = (z * stretch, toNorth * stretch)
        } else {
            // At a pole the position angle is 0, by convention.
            (east, north) = (0, square.squareRoot() * stretch)
        }
    }

    /// Product of the lengths and the sine of the difference of the position angles.
    @inline(__always)
    func parallelogram(_ other: Leg) -> Double {
        let scale = (distance > 0 ? distance : 1) * (other.distance > 0 ? other.distance : 1)
        return (other.east * north - other.north * east) / scale.squareRoot()
    }
}
