import Foundation
import GammaCore

/// A region on the sky as one pixel, with axes.
///
/// Whether a position is inside is decided in the pixel plane of a tangential projection around the region, as in
/// Gammapy, so that counts agree. Without a region there is no place on the sky.
public struct RegionGeometry: Sendable, Hashable {
    /// The region; nil when unknown.
    public let region: SkyRegion?
    /// The axes, the first one fastest.
    public let axes: [MapAxis]
    /// The projection in which the region is tested; nil without region.
    public let wcs: WCSTransform?
    /// The region in that projection; nil without region.
    public let pixelRegion: PixelRegion?

    /// Makes a geometry.
    /// - Parameters:
    ///   - binSize: pixel size in degrees of the projection around the region.
    ///   - wcs: the projection to use instead.
    /// - Throws: ``Fault/Code/badValue`` for a region that makes no sense, ``Fault/Code/incompatible`` for one that has
    ///   no place in the projection.
    public init(region: SkyRegion?, axes: [MapAxis] = [], binSize: Double = 0.1, wcs: WCSTransform? = nil) throws {
        guard Set(axes.map(\.name)).count == axes.count else {
            throw Fault(.badValue, "the axes of a map need different names, not \(axes.map(\.name))")
        }
        self.region = region
        self.axes = axes
        guard let region else {
            self.wcs = wcs
            pixelRegion = nil
            return
        }
        try region.validate()
        let plane = try wcs ?? Self.projection(around: region, binSize)
        self.wcs = plane
        pixelRegion = try region.pixelRegion(plane)
    }

    /// A tangential projection whose image just holds the region, placed as Gammapy places it.
    private static func projection(around region: SkyRegion, _ binSize: Double) throws -> WCSTransform {
        let centre = region.centre
        guard binSize > 0, binSize <= 90 else {
            throw Fault(.badValue, "the pixel size \(binSize) deg for a region is not between 0 and 90")
        }
        // The whole sky decides on which side of the pixel borders the region lies.
        let sky = SIMD2((360 / binSize).rounded(.toNearestOrEven), (180 / binSize).rounded(.toNearestOrEven))
        let wide = try WCSTransform(
            WCSKeywords(
                projection: "TAN", referenceDirection: centre,
                referencePixel: PixelPoint((sky.x + 1) / 2, (sky.y + 1) / 2), binSize: SIMD2(binSize, binSize)))
        let size = try boundingWidth(of: region, wide)
        let pixels = (size / binSize).rounded(.toNearestOrEven)
        return try WCSTransform(
            WCSKeywords(
                projection: "TAN", referenceDirection: centre,
                referencePixel: PixelPoint((pixels.x + 1) / 2, (pixels.y + 1) / 2), binSize: SIMD2(binSize, binSize)))
    }

    /// Width and height in degrees of the whole pixels around a region, by the scale at their middle.
    private static func boundingWidth(of region: SkyRegion, _ wcs: WCSTransform) throws -> SIMD2<Double> {
        guard let box = try region.pixelRegion(wcs).boundingBox else { return wcs.pixelScales }
        guard let middle = wcs.direction(x: box.centre.x, y: box.centre.y),
            let scale = wcs.localScale(at: middle)?.scale
        else { return wcs.pixelScales }
        return SIMD2(Double(max(box.width, 1)), Double(max(box.height, 1))) * scale
    }

    /// Frame of the region, ICRS without one.
    public var frame: SkyFrame { wcs?.frame ?? .icrs }

    /// Number of values of a map: the product of the bins of all axes.
    public var valueCount: Int { axes.reduce(1) { $0 * $1.binCount } }

    /// The axis of that name.
    /// - Throws: ``Fault/Code/incompatible`` when there is none.
    public func axis(_ name: String) throws -> MapAxis {
        guard let axis = axes.first(where: { $0.name == name }) else {
            throw Fault(.incompatible, "the map has no axis '\(name)', only \(axes.map(\.name))")
        }
        return axis
    }

    /// The same region with other axes.
    /// - Throws: ``Fault/Code/badValue``.
    public func with(axes: [MapAxis]) throws -> RegionGeometry {
        try RegionGeometry(region: region, axes: axes, wcs: wcs)
    }

    /// Middle of the pixels around the region, as Gammapy's `center_skydir`; nil without region.
    public var centre: SkyDirection? {
        guard let wcs, let region else { return nil }
        guard let middle = pixelRegion?.boundingBox?.centre else { return region.centre }
        return wcs.direction(x: middle.x, y: middle.y) ?? region.centre
    }

    /// For many positions in degrees whether they are inside. Points stand for any place: all positions are inside.
    /// Without region nothing is.
    public func contains(lon: [Double], lat: [Double], frame: SkyFrame) -> [Bool] {
        guard let wcs, let region, let pixelRegion else { return [Bool](repeating: false, count: lon.count) }
        if region.isPoint { return [Bool](repeating: true, count: lon.count) }
        let position = wcs.pixels(lon: lon, lat: lat, frame: frame)
        return position.x.indices.map { pixelRegion.contains(x: position.x[$0], y: position.y[$0]) }
    }

    /// Whether a direction is inside.
    public func contains(_ direction: SkyDirection) -> Bool {
        contains(lon: [direction.lon], lat: [direction.lat], frame: direction.frame)[0]
    }

    /// Solid angle in steradians: area in pixels times the area of the reference pixel, as in Gammapy; compounds are
    /// counted in pixels ten times finer. Nil without region.
    public var solidAngle: Double? {
        guard let wcs, let pixelRegion else { return nil }
        let steradian = wcs.pixelArea * (Double.pi / 180) * (Double.pi / 180)
        if let area = pixelRegion.area { return area * steradian }
        guard let grid = try? weights(oversampling: 10) else { return nil }
        return grid.weights.reduce(0, +) * steradian
    }

    /// The smallest image that holds the region, without axes.
    /// - Throws: ``Fault/Code/incompatible`` without region.
    public func imageGeometry() throws -> WCSGeometry {
        guard let wcs, let box = pixelRegion?.boundingBox else {
            throw Fault(.incompatible, "without a region, or with an endless one, there is no image around it")
        }
        var keywords = wcs.keywords
        keywords.referencePixel.x -= Double(box.xMin)
        keywords.referencePixel.y -= Double(box.yMin)
        return try WCSGeometry(wcs: WCSTransform(keywords), nx: max(box.width, 1), ny: max(box.height, 1))
    }

    /// Centres, in ``frame``, of the pixels that the region touches, with the fraction of each inside it.
    /// - Throws: ``Fault/Code/incompatible`` without region.
    public func weights(oversampling: Int = 10) throws -> (lon: [Double], lat: [Double], weights: [Double]) {
        guard let region else { throw Fault(.incompatible, "without a region there are no weights") }
        let image = try imageGeometry()
        let weights = try image.weights(of: region, oversampling: oversampling)
        let centres = image.pixelCentres()
        let inside = weights.indices.filter { weights[$0] > 0 }
        return (inside.map { centres.lon[$0] }, inside.map { centres.lat[$0] }, inside.map { weights[$0] })
    }
}
