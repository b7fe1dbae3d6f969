import Foundation
import GammaCore
import GammaIO

/// Pixels to sky and back. Pixel centres are at integers, the first at (0, 0); angles in degrees.
///
/// Plain tangential and plate carrée projections are computed here, all others by WCSLIB (Calabretta & Greisen 2002, A&A 395, 1077).
/// Positions without a partner (outside an all-sky ellipse, behind the tangent plane) come as nil or NaN.
public struct WCSTransform: Sendable {
    /// The keywords it was made from.
    public let keywords: WCSKeywords
    private let engine: Engine

    private enum Engine: Sendable {
        case tangential(TangentialProjection)
        case cylindrical(CylindricalProjection, poles: (longitude: Double, latitude: Double))
        case library(WCSLIBPool)
    }

    /// Sets the transformation up.
    /// - Throws: ``Fault/Code/badKeyword`` for parameters that the projection does not allow.
    public init(_ keywords: WCSKeywords) throws {
        self.keywords = keywords
        if keywords.projection == "TAN", keywords.projectionParameters.isEmpty {
            engine = .tangential(TangentialProjection(keywords))
        } else {
            let pool = try WCSLIBPool(keywords)
            engine =
                keywords.projection == "CAR" && keywords.projectionParameters.isEmpty
                ? .cylindrical(CylindricalProjection(keywords, euler: pool.euler), poles: pool.poles) : .library(pool)
        }
    }

    /// Reads the keywords of an image.
    /// - Throws: ``Fault/Code/missingKeyword``, ``Fault/Code/badKeyword`` or ``Fault/Code/unsupported``.
    public init(header: FITSHeader) throws {
        let keywords = try WCSKeywords(header: header)
        do {
            try self.init(keywords)
        } catch let fault as Fault {
            throw fault.located(in: header.origin)
        }
    }

    /// The transformation through WCSLIB whatever the projection, for comparison.
    init(libraryFor keywords: WCSKeywords) throws {
        self.keywords = keywords
        engine = .library(try WCSLIBPool(keywords))
    }

    /// Frame of the sky coordinates.
    public var frame: SkyFrame { keywords.referenceDirection.frame }

    /// Three-letter code of the projection.
    public var projection: String { keywords.projection }

    /// The pixel position of a direction in any frame; nil when it is not on the plane.
    public func pixel(of direction: SkyDirection) -> PixelPoint? {
        let position = pixels(lon: [direction.lon], lat: [direction.lat], frame: direction.frame)
        return position.x[0].isNaN || position.y[0].isNaN ? nil : PixelPoint(position.x[0], position.y[0])
    }

    /// The direction at a pixel position; nil when there is none.
    public func direction(x: Double, y: Double) -> SkyDirection? {
        let position = directions(x: [x], y: [y])
        guard !position.lon[0].isNaN, !position.lat[0].isNaN else { return nil }
        return SkyDirection(lon: position.lon[0], lat: position.lat[0], frame: frame)
    }

    /// Pixel positions of many directions in degrees; NaN where there is none.
    /// - Precondition: as many longitudes as latitudes.
    public func pixels(lon: [Double], lat: [Double], frame: SkyFrame) -> (x: [Double], y: [Double]) {
        let (lon, lat) = SkyDirection.convert(lon: lon, lat: lat, from: frame, to: self.frame)
        switch engine {
        case .tangential(let projection): return projection.pixels(lon: lon, lat: lat)
        case .cylindrical(let projection, _): return projection.pixels(lon: lon, lat: lat)
        case .library(let pool): return Self.split(pool.transform(Self.interleave(lon, lat), toSky: false), shift: -1)
        }
    }

    /// Longitudes and latitudes in ``frame`` of many pixel positions; NaN where there is none.
    /// - Precondition: as many columns as rows.
    public func directions(x: [Double], y: [Double]) -> (lon: [Double], lat: [Double]) {
        precondition(x.count == y.count, "as many columns as rows")
        switch engine {
        case .tangential(let projection): return projection.directions(x: x, y: y)
        case .cylindrical(let projection, _): return projection.directions(x: x, y: y)
        case .library(let pool):
            let sky = Self.split(pool.transform(Self.interleave(x, y, shift: 1), toSky: true), shift: 0)
            return (lon: sky.x, lat: sky.y)
        }
    }

    /// Unit vectors, in ``frame``, of a grid of positions that begins at (shift, shift), row after row; NaN where there
    /// is no direction.
    func vectors(columns: Int, rows: Int, shift: Double) -> [SIMD3<Double>] {
        switch engine {
        case .tangential(let projection):
            return projection.vectors(columns: columns, rows: rows, shift: shift)
        case .cylindrical(let projection, _):
            return projection.vectors(columns: columns, rows: rows, shift: shift)
        case .library:
            let sky = directions(columns: columns, rows: rows, shift: shift)
            return sky.lon.indices.map { unitVector(lon: sky.lon[$0], lat: sky.lat[$0]) }
        }
    }

    /// Longitudes and latitudes, in ``frame``, of such a grid.
    func directions(columns: Int, rows: Int, shift: Double) -> (lon: [Double], lat: [Double]) {
        if case .cylindrical(let projection, _) = engine {
            return projection.directions(columns: columns, rows: rows, shift: shift)
        }
        let count = columns * rows
        let x = [Double](unsafeUninitializedCapacity: count) { buffer, filled in
            for index in 0..<count { buffer.initializeElement(at: index, to: Double(index % columns) + shift) }
            filled = count
        }
        let y = [Double](unsafeUninitializedCapacity: count) { buffer, filled in
            for index in 0..<count { buffer.initializeElement(at: index, to: Double(index / columns) + shift) }
            filled = count
        }
        return directions(x: x, y: y)
    }

    private static func interleave(_ a: [Double], _ b: [Double], shift: Double = 0) -> [Double] {
        var pairs = [Double](repeating: 0, count: 2 * a.count)
        for index in a.indices {
            pairs[2 * index] = a[index] + shift
            pairs[2 * index + 1] = b[index] + shift
        }
        return pairs
    }

    private static func split(_ pairs: [Double], shift: Double) -> (x: [Double], y: [Double]) {
        var x = [Double](repeating: 0, count: pairs.count / 2)
        var y = x
        for index in x.indices {
            x[index] = pairs[2 * index] + shift
            y[index] = pairs[2 * index + 1] + shift
        }
        return (x, y)
    }

    /// Size of a pixel in degrees along x and y, at the reference pixel.
    public var pixelScales: SIMD2<Double> {
        let matrix = keywords.matrix
        return [hypot(matrix.a, matrix.c), hypot(matrix.b, matrix.d)]
    }

    /// Area of a pixel in square degrees, at the reference pixel.
    public var pixelArea: Double { abs(keywords.matrix.determinant) }

    /// Pixel position, degrees a pixel, and angle of north (radians from x to y) at a direction, from a step of one
    /// arcsecond to the north, as the `regions` package measures them. Nil off the plane.
    public func localScale(at direction: SkyDirection) -> (position: PixelPoint, scale: Double, northAngle: Double)? {
        let step = 1 / 3600.0
        guard let here = pixel(of: direction), let above = pixel(of: direction.offset(by: step, positionAngle: 0))
        else {
            return nil
        }
        let (dx, dy) = (above.x - here.x, above.y - here.y)
        let distance = hypot(dx, dy)
        guard distance > 0 else { return nil }
        return (here, step / distance, atan2(dy, dx))
    }

    /// LONPOLE and LATPOLE as used.
    var poles: (longitude: Double, latitude: Double) {
        switch engine {
        case .library(let pool): pool.poles
        case .cylindrical(_, let poles): poles
        case .tangential(let projection): (projection.poleLongitude, keywords.referenceDirection.lat)
        }
    }
}

extension WCSTransform: Hashable {
    /// Transformations are equal when their keywords are.
    public static func == (a: WCSTransform, b: WCSTransform) -> Bool { a.keywords == b.keywords }

    /// Hashes the keywords.
    public func hash(into hasher: inout Hasher) { hasher.combine(keywords) }

    /// Whether the keywords agree to `tolerance` pixels at the reference pixel.
    public func isClose(to other: WCSTransform, tolerance: Double = 1e-6) -> Bool {
        let (a, b) = (keywords, other.keywords)
        guard frame == other.frame, projection == other.projection, a.projectionParameters == b.projectionParameters
        else { return false }
        let scale = max(pixelScales.x, pixelScales.y)
        let pairs = [
            (a.referencePixel.x, b.referencePixel.x, 1), (a.referencePixel.y, b.referencePixel.y, 1),
            (a.referenceDirection.lon, b.referenceDirection.lon, scale),
            (a.referenceDirection.lat, b.referenceDirection.lat, scale), (a.matrix.a, b.matrix.a, scale),
            (a.matrix.b, b.matrix.b, scale), (a.matrix.c, b.matrix.c, scale), (a.matrix.d, b.matrix.d, scale),
            (poles.longitude, other.poles.longitude, 1),
        ]
        return pairs.allSatisfy { abs($0 - $1) <= tolerance * $2 }
    }
}
