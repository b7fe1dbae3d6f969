import Foundation
import GammaCore
import GammaMaps
import GammaTestSupport
import Testing

@testable import GammaMakers

@Suite struct OffRegionsTests {
    let pointing = SkyDirection(ra: 83.63, dec: 22.51)
    let region = SkyRegion.circle(centre: SkyDirection(ra: 83.63, dec: 22.01), radius: 0.1)

    /// All copies lie at the on region's distance from the pointing, have its size, and do not overlap it or one another
    /// by more than a pixel.
    @Test func copiesKeepDistanceAndSize() throws {
        let regions = try ReflectedRegionsFinder().find(region: region, pointing: pointing, exclusion: nil).skyRegions()
        // 2π·0.5 / (2·0.1) = 15.7 circles on the ring, less the gaps beside the on region.
        #expect((12...14).contains(regions.count))
        for off in regions {
            expectClose(off.centre.separation(to: pointing), 0.5, absolute: 1e-3)
            #expect(off.centre.separation(to: region.centre) > 0.2)
        }
        for (index, first) in regions.enumerated() {
            for second in regions[(index + 1)...] { #expect(first.centre.separation(to: second.centre) > 0.185) }
        }
    }

    @Test func exclusionIsKeptClear() throws {
        let geometry = try WCSGeometry.create(centre: pointing, width: 3, binSize: 0.02, projection: "TAN")
        let star = SkyDirection(ra: 83.63, dec: 23.01)
        let allowed = geometry.separations(from: star).map { $0 > 0.3 }
        let mask = try WCSMap(mask: allowed, geometry)
        let regions = try ReflectedRegionsFinder().find(region: region, pointing: pointing, exclusion: mask)
            .skyRegions()
        #expect(!regions.isEmpty)
        for off in regions { #expect(off.centre.separation(to: star) > 0.38) }
    }

    @Test func wobbleRegionsAreEquallySpaced() throws {
        let regions = try WobbleRegionsFinder(regionCount: 3).find(region: region, pointing: pointing, exclusion: nil)
            .skyRegions()
        #expect(regions.count == 3)
        expectClose(regions[1].centre.separation(to: region.centre), 1, absolute: 1e-3)
        let crowded = try WobbleRegionsFinder(regionCount: 40).find(region: region, pointing: pointing, exclusion: nil)
        #expect(crowded.pixelRegions.isEmpty)
    }

    @Test func degenerateCases() throws {
        let onPointing = SkyRegion.circle(centre: pointing, radius: 0.1)
        #expect(
            try ReflectedRegionsFinder().find(region: onPointing, pointing: pointing, exclusion: nil).pixelRegions
                .isEmpty)
        #expect(throws: Fault.self) {
            try ReflectedRegionsFinder().find(region: .point(pointing), pointing: pointing, exclusion: nil)
        }
        #expect(
            try WobbleRegionsFinder(regionCount: 0).find(region: region, pointing: pointing, exclusion: nil)
                .pixelRegions.isEmpty)
    }

    @Test func phasesMayRunOverOne() {
        #expect(PhaseBackgroundMaker.contains(0.9...1.1, 0.05))
        #expect(PhaseBackgroundMaker.contains(0.9...1.1, 0.95))
        #expect(!PhaseBackgroundMaker.contains(0.9...1.1, 0.5))
        #expect(!PhaseBackgroundMaker.contains(0.2...0.4, 0.4))
    }
}
