import Foundation
import GammaCore

/// The geometry of a map: an image on the sky, and axes that repeat it.
///
/// Values of a map are in C order: the last axis slowest, then the first axis, then rows (y), columns (x) fastest.
public struct WCSGeometry: Sendable, Hashable {
    /// Pixels to sky.
    public let wcs: WCSTransform
    /// Number of columns.
    public let nx: Int
    /// Number of rows.
    public let ny: Int
    /// The other axes, the first one fastest.
    public let axes: [MapAxis]

    /// The largest number of values a map may have: 2²⁸, 2 GB.
    static let largestCount = 1 << 28

    /// Makes a geometry.
    /// - Throws: ``Fault/Code/badValue`` for an empty or gigantic image, or axes of the same name.
    public init(wcs: WCSTransform, nx: Int, ny: Int, axes: [MapAxis] = []) throws {
        guard nx > 0, ny > 0 else { throw Fault(.badValue, "an image of \(nx) × \(ny) pixels is empty") }
        var count = nx
        for size in [ny] + axes.map(\.binCount) {
            let product = count.multipliedReportingOverflow(by: size)
            guard !product.overflow, product.partialValue <= Self.largestCount else {
                throw Fault(
                    .badValue,
                    "a map of \(([nx, ny] + axes.map(\.binCount)).map(String.init).joined(separator: " × ")) "
                        + "values is too large", hint: "choose larger pixels or a smaller width")
            }
            count = product.partialValue
        }
        guard Set(axes.map(\.name)).count == axes.count else {
            throw Fault(.badValue, "the axes of a map need different names, not \(axes.map(\.name))")
        }
        self.wcs = wcs
        self.nx = nx
        self.ny = ny
        self.axes = axes
    }

    /// An upright image around a direction, as Gammapy's `WcsGeom.create` makes it.
    /// - Parameters:
    ///   - centre: middle of the image and reference point of the projection.
    ///   - width: size in degrees along longitude and latitude; there are round(width / binSize) pixels.
    ///   - binSize: size of a pixel in degrees along longitude and latitude.
    ///   - projection: three-letter code.
    ///   - frame: frame of the image; by default that of the centre.
    /// - Throws: ``Fault/Code/badValue`` for sizes that make no image or an unknown projection.
    public static func create(
        centre: SkyDirection, width: SIMD2<Double>, binSize: SIMD2<Double>, projection: String = "CAR",
        frame: SkyFrame? = nil, axes: [MapAxis] = []
    ) throws -> WCSGeometry {
        let sizes = try zip([width.x, width.y], [binSize.x, binSize.y]).map { width, bin in
            guard width > 0, bin > 0, let pixels = Int(exactly: (width / bin).rounded(.toNearestOrEven)) else {
                throw Fault(.badValue, "an image \(width) deg wide cannot have pixels of \(bin) deg")
            }
            return pixels
        }
        return try create(
            centre: centre, pixels: SIMD2(sizes[0], sizes[1]), binSize: binSize, projection: projection, frame: frame,
            axes: axes)
    }

    /// The same with square pixels and one width.
    /// - Throws: ``Fault/Code/badValue``.
    public static func create(
        centre: SkyDirection, width: Double, binSize: Double, projection: String = "CAR", frame: SkyFrame? = nil,
        axes: [MapAxis] = []
    ) throws -> WCSGeometry {
        try create(
            centre: centre, width: SIMD2(width, width), binSize: SIMD2(binSize, binSize), projection: projection,
            frame: frame, axes: axes)
    }

    /// The same from numbers of pixels.
    /// - Throws: ``Fault/Code/badValue``.
    public static func create(
        centre: SkyDirection, pixels: SIMD2<Int>, binSize: SIMD2<Double>, projection: String = "CAR",
        frame: SkyFrame? = nil, axes: [MapAxis] = []
    ) throws -> WCSGeometry {
        guard binSize.x > 0, binSize.y > 0 else {
            throw Fault(.badValue, "pixels of \(binSize.x) × \(binSize.y) deg have no size")
        }
        let keywords = try WCSKeywords(
            projection: projection, referenceDirection: centre.converted(to: frame ?? centre.frame),
            referencePixel: PixelPoint((Double(pixels.x) + 1) / 2, (Double(pixels.y) + 1) / 2), binSize: binSize)
        return try WCSGeometry(wcs: WCSTransform(keywords), nx: pixels.x, ny: pixels.y, axes: axes)
    }

    /// Frame of the image.
    public var frame: SkyFrame { wcs.frame }

    /// Three-letter code of the projection.
    public var projection: String { wcs.projection }

    /// Number of pixels of one image.
    public var pixelCount: Int { nx * ny }

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

    /// The first pixel's index, in the values of a map, of the image at the given bins, one for each axis.
    /// - Precondition: as many bins as axes, each on its axis.
    public func offset(ofBins bins: [Int]) -> Int {
        precondition(bins.count == axes.count, "one bin an axis")
        var plane = 0
        for (bin, axis) in zip(bins, axes).reversed() {
            precondition(bin >= 0 && bin < axis.binCount, "a bin outside the axis \(axis.name)")
            plane = plane * axis.binCount + bin
        }
        return plane * pixelCount
    }

    /// The image without axes.
    public var image: WCSGeometry { replacing(axes: []) }

    /// The image with other axes.
    /// - Throws: ``Fault/Code/badValue``.
    public func with(axes: [MapAxis]) throws -> WCSGeometry { try WCSGeometry(wcs: wcs, nx: nx, ny: ny, axes: axes) }

    private func replacing(axes: [MapAxis]) -> WCSGeometry {
        WCSGeometry(unchecked: wcs, nx, ny, axes)
    }

    private init(unchecked wcs: WCSTransform, _ nx: Int, _ ny: Int, _ axes: [MapAxis]) {
        self.wcs = wcs
        self.nx = nx
        self.ny = ny
        self.axes = axes
    }

    /// Whether the images agree to 1e-6 pixels and the axes are equal.
    public func isClose(to other: WCSGeometry) -> Bool {
        nx == other.nx && ny == other.ny && axes == other.axes && wcs.isClose(to: other.wcs)
    }
}
