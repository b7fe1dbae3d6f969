import Foundation
import GammaCore

/// The pixels of equal area of a HEALPix tessellation of the sphere: 12 faces of NSIDE × NSIDE pixels.
///
/// Positions are longitudes and latitudes in degrees in whichever frame the grid lies in. Formulas: Górski et al. 2005,
/// ApJ 622, 759.
public struct HEALPixGrid: Sendable, Hashable {
    /// Pixels along the side of a face.
    public let nside: Int
    /// How pixels are numbered.
    public let ordering: HEALPixOrdering

    /// The largest NSIDE, 2²⁹: pixel numbers fit 63 bits and positions the precision of `Double`.
    public static let largestSide = 1 << 29

    /// Makes a grid.
    /// - Throws: ``Fault/Code/badValue`` for a side outside 1…2²⁹, or one that is no power of two in nested ordering.
    public init(nside: Int, ordering: HEALPixOrdering) throws {
        guard (1...Self.largestSide).contains(nside) else {
            throw Fault(.badValue, "a HEALPix grid cannot have NSIDE \(nside)", hint: "1 to 536870912 are possible")
        }
        guard ordering == .ring || nside.nonzeroBitCount == 1 else {
            throw Fault(
                .badValue, "NSIDE \(nside) is no power of two, which nested ordering needs", hint: "use ring ordering")
        }
        self.nside = nside
        self.ordering = ordering
    }

    /// The grid whose pixel size is nearest to `binSize` degrees, of NSIDE 2 to 16384, as Gammapy chooses it.
    /// - Throws: ``Fault/Code/badValue`` unless the size is positive.
    public init(binSize: Double, ordering: HEALPixOrdering) throws {
        guard binSize > 0, binSize.isFinite else {
            throw Fault(.badValue, "pixels of \(binSize) deg have no size")
        }
        func error(_ order: Int) -> Double { abs(Self.pixelSize(nside: 1 << order) - binSize) }
        let order = (2...14).reduce(1) { error($1) < error($0) ? $1 : $0 }
        try self.init(nside: 1 << order, ordering: ordering)
    }

    /// Number of pixels on the whole sky.
    public var pixelCount: Int { 12 * nside * nside }

    /// Solid angle of every pixel in steradians.
    public var pixelSolidAngle: Double { 4 * Double.pi / Double(pixelCount) }

    /// Square root of the solid angle of a pixel, in degrees.
    public var pixelSize: Double { Self.pixelSize(nside: nside) }

    private static func pixelSize(nside: Int) -> Double {
        (Double.pi / 3).squareRoot() / Double(nside) * (180 / Double.pi)
    }

    /// log₂ NSIDE; nil unless it is a power of two.
    public var order: Int? { nside.nonzeroBitCount == 1 ? nside.trailingZeroBitCount : nil }

    /// The largest distance in degrees from a pixel's centre to one of its corners: in the pixels that touch the
    /// latitude of 41.8° where the polar caps begin, in the middle of a face's side.
    public var largestPixelRadius: Double {
        let n = Double(nside)
        let cap = 1 - 1 / n
        let corner = asin(1 - cap * cap / 3) * (180 / Double.pi)
        let centre = asin(2.0 / 3) * (180 / Double.pi)
        return SkyDirection.separation(lon1: 45 / n, lat1: centre, lon2: 0, lat2: corner)
    }

    /// The same grid, numbered in another way.
    /// - Throws: ``Fault/Code/badValue`` for nested ordering of a side that is no power of two.
    public func with(ordering: HEALPixOrdering) throws -> HEALPixGrid {
        try HEALPixGrid(nside: nside, ordering: ordering)
    }
}
