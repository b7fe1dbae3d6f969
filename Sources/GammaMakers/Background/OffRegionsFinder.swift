import Foundation
import GammaCore
import GammaMaps

/// Places off regions in the field of view of one observation.
public protocol OffRegionsFinder: Sendable {
    /// Pixel size of the map on which regions are placed, deg.
    var binSize: Double { get }

    /// Off regions for an on region.
    /// - Parameters:
    ///   - region: the on region.
    ///   - pointing: the centre of rotation.
    ///   - exclusion: true where the sky may be used; nil excludes nothing. Outside the map nothing is excluded.
    func find(region: SkyRegion, pointing: SkyDirection, exclusion: WCSMap?) throws -> OffRegions
}

/// Off regions in pixels of the reference geometry on which they were placed.
public struct OffRegions: Sendable {
    /// The regions in pixel coordinates.
    public var pixelRegions: [PixelRegion]
    /// TAN projection centred on the pointing.
    public var geometry: WCSGeometry

    /// The regions on the sky.
    public func skyRegions() throws -> [SkyRegion] { try pixelRegions.map { try $0.skyRegion(geometry.wcs) } }
}

/// The tangential map around a pointing on which off regions are placed and tested.
struct OffRegionsGeometry {
    let geometry: WCSGeometry
    let centre: PixelPoint
    let region: PixelRegion
    /// Centres of excluded pixels.
    let excluded: [PixelPoint]

    /// The map: four times the distance of the region wide, plus 0.3 deg, as in Gammapy.
    static func map(region: SkyRegion, pointing: SkyDirection, binSize: Double) throws -> WCSGeometry {
        let frame = region.centre.frame
        let pointing = pointing.converted(to: frame)
        let width = 4 * region.centre.separation(to: pointing) + 0.3
        return try WCSGeometry.create(
            centre: pointing, width: width, binSize: binSize, projection: "TAN", frame: frame)
    }

    /// Finds the excluded pixels of the map around the pointing.
    init(region: SkyRegion, pointing: SkyDirection, exclusion: WCSMap?, binSize: Double) throws {
        geometry = try Self.map(region: region, pointing: pointing, binSize: binSize)
        guard let centre = geometry.pixel(of: pointing) else {
            throw Fault(.badValue, "the pointing \(pointing) cannot be projected")
        }
        self.centre = centre
        self.region = try region.pixelRegion(geometry.wcs)
        excluded = Self.excludedPixels(exclusion, geometry)
    }

    private static func excludedPixels(_ exclusion: WCSMap?, _ geometry: WCSGeometry) -> [PixelPoint] {
        guard let exclusion else { return [] }
        let (lon, lat) = geometry.pixelCentres()
        let allowed = exclusion.values(lon: lon, lat: lat, frame: geometry.frame, outside: 1)
        return allowed.indices.filter { allowed[$0] == 0 }.map {
            PixelPoint(Double($0 % geometry.nx), Double($0 / geometry.nx))
        }
    }

    /// Whether any excluded pixel lies within the region; a point must keep one pixel away.
    func isExcluded(_ region: PixelRegion) -> Bool {
        if case .point(let point) = region {
            return excluded.contains { hypot($0.x - point.x, $0.y - point.y) < 1 }
        }
        return excluded.contains { region.contains(x: $0.x, y: $0.y) }
    }
}
