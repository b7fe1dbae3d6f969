import GammaCore
import GammaMaps

/// Places a fixed number of off regions at equal angles around the pointing.
public struct WobbleRegionsFinder: OffRegionsFinder {
    /// How many off regions to place; excluded ones are left out.
    public var regionCount: Int
    /// Pixel size of the reference geometry, deg.
    public var binSize: Double

    /// Makes a finder.
    public init(regionCount: Int, binSize: Double = 0.01) {
        self.regionCount = regionCount
        self.binSize = binSize
    }

    /// Off regions; none when they would overlap.
    public func find(region: SkyRegion, pointing: SkyDirection, exclusion: WCSMap?) throws -> OffRegions {
        let reference = try OffRegionsGeometry(
            region: region, pointing: pointing, exclusion: exclusion, binSize: binSize)
        let increment = 2 * Double.pi / Double(regionCount + 1)
        var found: [PixelRegion] = []
        for index in 1..<max(regionCount + 1, 1) {
            let candidate = reference.region.rotated(about: reference.centre, by: Double(index) * increment)
            if !reference.isExcluded(candidate) { found.append(candidate) }
        }
        if overlap(found, reference) { found = [] }
        return OffRegions(pixelRegions: found, geometry: reference.geometry)
    }

    /// Whether two regions share a pixel.
    private func overlap(_ regions: [PixelRegion], _ reference: OffRegionsGeometry) -> Bool {
        var covered = [Bool](repeating: false, count: reference.geometry.pixelCount)
        for region in regions {
            if case .point = region { continue }
            let mask = region.mask(nx: reference.geometry.nx, ny: reference.geometry.ny)
            for index in mask.indices where mask[index] {
                if covered[index] { return true }
                covered[index] = true
            }
        }
        return false
    }
}
