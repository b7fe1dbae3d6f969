import Foundation
import GammaCore
import GammaMaps

/// Places as many copies of the on region as fit on the circle around the pointing, none over the on region or excluded sky.
///
/// The copies are rotated in pixels of a tangential projection at the pointing (Berge et al. 2007, A&A 466, 1219).
public struct ReflectedRegionsFinder: OffRegionsFinder {
    /// Step by which an excluded region is moved on, rad.
    public var angleIncrement: Double
    /// Least angle between two regions beyond their own size, rad.
    public var minimumDistance: Double
    /// Least angle between the on region and its neighbours beyond their size, rad.
    public var minimumDistanceToInput: Double
    /// Most regions to place.
    public var maximumRegions: Int
    /// Pixel size of the reference geometry, deg.
    public var binSize: Double

    /// Makes a finder with Gammapy's defaults.
    public init(
        angleIncrement: Double = 0.1, minimumDistance: Double = 0, minimumDistanceToInput: Double = 0.1,
        maximumRegions: Int = 10_000, binSize: Double = 0.01
    ) {
        self.angleIncrement = angleIncrement
        self.minimumDistance = minimumDistance
        self.minimumDistanceToInput = minimumDistanceToInput
        self.maximumRegions = maximumRegions
        self.binSize = binSize
    }

    /// Off regions in the order of their angle.
    /// - Throws: ``Fault/Code/unsupported`` for a point, ``Fault/Code/badValue`` for an increment that is not positive.
    public func find(region: SkyRegion, pointing: SkyDirection, exclusion: WCSMap?) throws -> OffRegions {
        if case .point = region {
            throw Fault(
                .unsupported, "reflected regions need a region with a size",
                hint: "use the wobble regions finder for a point with RAD_MAX")
        }
        guard angleIncrement > 0 else { throw Fault(.badValue, "the angle increment must be positive") }
        let reference = try OffRegionsGeometry(
            region: region, pointing: pointing, exclusion: exclusion, binSize: binSize)
        guard let size = angularSize(reference), size > 0 else {
            return OffRegions(pixelRegions: [], geometry: reference.geometry)
        }
        let step = size + minimumDistance
        let end = 2 * Double.pi - step - minimumDistanceToInput
        var found: [PixelRegion] = []
        var angle = step + minimumDistanceToInput
        while angle < end, found.count < maximumRegions {
            let candidate = reference.region.rotated(about: reference.centre, by: angle)
            if reference.isExcluded(candidate) {
                angle += angleIncrement
            } else {
                found.append(candidate)
                angle += step
            }
        }
        return OffRegions(pixelRegions: found, geometry: reference.geometry)
    }

    /// Range of polar angles of the region's pixels around the pointing, rad; nil when it covers no pixel centre.
    private func angularSize(_ reference: OffRegionsGeometry) -> Double? {
        let mask = reference.region.mask(nx: reference.geometry.nx, ny: reference.geometry.ny)
        var angles: [Double] = []
        for index in mask.indices where mask[index] {
            let x = Double(index % reference.geometry.nx)
            let y = Double(index / reference.geometry.nx)
            angles.append(atan2(reference.centre.x - x, reference.centre.y - y))
        }
        guard let low = angles.min(), let high = angles.max() else { return nil }
        guard high - low > Double.pi else { return high - low }
        // The region lies across the cut at ±π: measure it from 0 to 2π instead.
        let wrapped = angles.map { $0 >= 0 ? $0 - 2 * Double.pi : $0 }
        return (wrapped.max() ?? 0) - (wrapped.min() ?? 0)
    }
}
