import Foundation
import GammaCore

/// The geometry of a HEALPix map: pixels of a grid in a frame, all or some, and axes that repeat them.
///
/// Values of a map are in C order: the last axis slowest, then the first axis, pixels fastest.
public struct HEALPixGeometry: Sendable, Hashable {
    /// The grid of the whole sky.
    public let grid: HEALPixGrid
    /// The frame in which the grid lies.
    public let frame: SkyFrame
    /// What the geometry covers; nil for the whole sky.
    public let region: HEALPixRegion?
    /// Numbers, in the grid, of the pixels of the geometry in growing order; nil for the whole sky.
    public let pixels: [Int]?
    /// The other axes, the first one fastest.
    public let axes: [MapAxis]

    /// Makes a geometry of the whole sky or of a region.
    /// - Throws: ``Fault/Code/badValue`` for a region without pixels, an explicit region, more than 2²⁸ values or axes of
    ///   the same name.
    public init(grid: HEALPixGrid, frame: SkyFrame, region: HEALPixRegion? = nil, axes: [MapAxis] = []) throws {
        guard region != .explicit else {
            throw Fault(.badValue, "an explicit HEALPix region needs the list of its pixels")
        }
        try self.init(grid, frame, region, region?.pixels(of: grid), axes)
    }

    /// Makes a geometry of some pixels, whose order and repetition do not matter.
    /// - Throws: ``Fault/Code/badValue`` for an empty list, a number outside the grid, too many values or axes of the
    ///   same name.
    public init(grid: HEALPixGrid, frame: SkyFrame, pixels: [Int], axes: [MapAxis] = []) throws {
        try self.init(grid, frame, .explicit, Set(pixels).sorted(), axes)
    }

    init(_ grid: HEALPixGrid, _ frame: SkyFrame, _ region: HEALPixRegion?, _ pixels: [Int]?, _ axes: [MapAxis]) throws {
        if let pixels {
            guard let first = pixels.first, let last = pixels.last else {
                throw Fault(.badValue, "no pixel of NSIDE \(grid.nside) lies in the region of the map")
            }
            guard first >= 0, last < grid.pixelCount else {
                throw Fault(
                    .badValue, "a grid of NSIDE \(grid.nside) has no pixel \(first < 0 ? first : last)")
            }
        }
        var count = pixels?.count ?? grid.pixelCount
        for size in [1] + axes.map(\.binCount) {
            let product = count.multipliedReportingOverflow(by: size)
            guard !product.overflow, product.partialValue <= WCSGeometry.largestCount else {
                throw Fault(
                    .badValue,
                    "a HEALPix map of NSIDE \(grid.nside) with axes of \(axes.map(\.binCount)) bins is too large",
                    hint: "choose a smaller NSIDE or a region")
            }
            count = product.partialValue
        }
        guard Set(axes.map(\.name)).count == axes.count else {
            throw Fault(.badValue, "the axes of a map need different names, not \(axes.map(\.name))")
        }
        self.grid = grid
        self.frame = frame
        self.region = region
        self.pixels = pixels
        self.axes = axes
    }

    /// A geometry by NSIDE, of the whole sky or of a disc, as Gammapy's `HpxGeom.create` makes it.
    /// - Parameters:
    ///   - centre: middle of the disc; by default longitude and latitude 0.
    ///   - width: diameter of the disc in degrees; nil for the whole sky.
    /// - Throws: ``Fault/Code/badValue``.
    public static func create(
        nside: Int, ordering: HEALPixOrdering = .nested, frame: SkyFrame = .icrs, centre: SkyDirection? = nil,
        width: Double? = nil, axes: [MapAxis] = []
    ) throws -> HEALPixGeometry {
        let middle = centre?.converted(to: frame)
        let region = width.map { HEALPixRegion.disc(lon: middle?.lon ?? 0, lat: middle?.lat ?? 0, radius: $0 / 2) }
        return try HEALPixGeometry(
            grid: HEALPixGrid(nside: nside, ordering: ordering), frame: frame, region: region, axes: axes)
    }

    /// Whether it covers the whole sky.
    public var isAllSky: Bool { pixels == nil }

    /// Number of pixels.
    public var pixelCount: Int { pixels?.count ?? grid.pixelCount }

    /// Number of images: the product of the bins of all axes.
    public var planeCount: Int { axes.reduce(1) { $0 * $1.binCount } }

    /// Number of values of a map.
    public var valueCount: Int { pixelCount * planeCount }

    /// The axis of that name.
    /// - Throws: ``Fault/Code/incompatible`` when there is none.
    public func axis(_ name: String) throws -> MapAxis {
        guard let axis = axes.first(where: { $0.name == name }) else {
            throw Fault(.incompatible, "the map has no axis '\(name)', only \(axes.map(\.name))")
        }
        return axis
    }

    /// The same pixels with other axes.
    /// - Throws: ``Fault/Code/badValue``.
    public func with(axes: [MapAxis]) throws -> HEALPixGeometry {
        try HEALPixGeometry(grid, frame, region, pixels, axes)
    }

    /// The same pixels, numbered in another way; values have to be moved, see ``HEALPixMap/reordered(to:)``.
    /// - Throws: ``Fault/Code/badValue`` for nested ordering of a side that is no power of two.
    public func with(ordering: HEALPixOrdering) throws -> HEALPixGeometry {
        try HEALPixGeometry(
            grid.with(ordering: ordering), frame, region, pixels.map { try grid.renumbered($0, to: ordering).sorted() },
            axes)
    }

    /// Whether pixels, but not which of them, and axes are the same.
    public func isAligned(to other: HEALPixGeometry) -> Bool {
        grid == other.grid && frame == other.frame && axes == other.axes
    }

    /// Whether pixels and axes are the same, however the region is described.
    public func hasSamePixels(as other: HEALPixGeometry) -> Bool {
        isAligned(to: other) && pixelCount == other.pixelCount && (pixels == other.pixels || isFull && other.isFull)
    }

    private var isFull: Bool { pixelCount == grid.pixelCount }

    /// The place among the pixels of this geometry of a number in the grid; −1 when it is not there.
    public func localIndex(ofPixel pixel: Int) -> Int {
        guard let pixels else { return pixel >= 0 && pixel < grid.pixelCount ? pixel : -1 }
        var low = 0
        var high = pixels.count
        while low < high {
            let middle = (low + high) / 2
            if pixels[middle] < pixel { low = middle + 1 } else { high = middle }
        }
        return low < pixels.count && pixels[low] == pixel ? low : -1
    }

    /// For many positions in degrees the place among ``pixels`` of the pixel that contains them; −1 outside.
    public func pixelIndices(lon: [Double], lat: [Double], frame: SkyFrame) -> [Int] {
        let (lon, lat) = SkyDirection.convert(lon: lon, lat: lat, from: frame, to: self.frame)
        let found = grid.pixels(lon: lon, lat: lat)
        return pixels == nil ? found : found.map(localIndex(ofPixel:))
    }

    /// Whether a direction lies in one of the pixels.
    public func contains(_ direction: SkyDirection) -> Bool {
        pixelIndices(lon: [direction.lon], lat: [direction.lat], frame: direction.frame)[0] >= 0
    }

    /// Longitude and latitude in degrees of all pixel centres in the frame of the geometry.
    public func pixelCentres() -> (lon: [Double], lat: [Double]) {
        grid.centres(of: pixels ?? Array(0..<grid.pixelCount))
    }

    /// For every pixel whether its centre is inside the region.
    ///
    /// Decided as for a ``RegionGeometry``, in a tangential plane around the region. A point marks the pixel around it.
    /// - Throws: ``Fault`` for a region that makes no sense or has no place in the plane.
    public func mask(inside region: SkyRegion) throws -> [Bool] {
        var mask = [Bool](repeating: false, count: pixelCount)
        if region.isPoint {
            for part in region.parts {
                let index = pixelIndices(lon: [part.centre.lon], lat: [part.centre.lat], frame: part.centre.frame)[0]
                if index >= 0 { mask[index] = true }
            }
            return mask
        }
        let outline = try RegionGeometry(region: region)
        let centres = pixelCentres()
        return outline.contains(lon: centres.lon, lat: centres.lat, frame: frame)
    }

    /// The part within a disc.
    /// - Parameter width: diameter in degrees.
    /// - Throws: ``Fault/Code/badValue`` for a disc that holds no pixel of the geometry.
    public func cutout(centre: SkyDirection, width: Double) throws -> HEALPixGeometry {
        let disc = try Self.create(
            nside: grid.nside, ordering: grid.ordering, frame: frame, centre: centre, width: width, axes: axes)
        guard let inside = disc.pixels, pixels != nil else { return disc }
        let common = inside.filter { localIndex(ofPixel: $0) >= 0 }
        return common.count == inside.count
            ? disc : try HEALPixGeometry(grid: grid, frame: frame, pixels: common, axes: axes)
    }
}
