import Foundation
import GammaCore
import GammaData
import GammaDatasets
import GammaIO
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

    private var observation: Observation {
        get throws {
            let reference = TimeReference.year2000
            // A ring of events at the distance of the on region, with phases 0, 0.001, ….
            let positions = (0..<1000).map { index in
                pointing.offset(by: 0.5, positionAngle: 0.36 * Double(index))
            }
            let events = try EventList(
                ra: positions.map(\.lon), dec: positions.map(\.lat), energy: Array(repeating: 1, count: 1000),
                time: Array(repeating: 1, count: 1000), timeReference: reference,
                columns: [Column("PHASE", .double((0..<1000).map { Double($0) / 1000 }))])
            return try Observation(
                id: "1", events: events, gti: GTI(starts: [0], stops: [100], reference: reference),
                pointing: .fixed(pointing))
        }
    }

    private var dataset: SpectrumDataset {
        get throws {
            var dataset = SpectrumDataset(
                name: "1", energy: try .energy(min: 0.1, max: 10, bins: 1),
                energyTrue: try .energy(min: 0.1, max: 10, bins: 1, name: "energy_true"))
            dataset.region = region
            return dataset
        }
    }

    /// Regions and a mask with the same pixels exclude the same; both together exclude what either does.
    @Test func excludedRegionsActAsAMask() throws {
        let north = SkyRegion.circle(centre: SkyDirection(ra: 83.63, dec: 23.01), radius: 0.3)
        let far = SkyRegion.rectangle(centre: SkyDirection(ra: 263, dec: -22), width: 1, height: 1, angle: 0)
        let west = SkyRegion.circle(centre: SkyDirection(ra: 83.09, dec: 22.51), radius: 0.2)
        let geometry = try OffRegionsGeometry.map(region: region, pointing: pointing, binSize: 0.01)
        func mask(_ regions: [SkyRegion]) throws -> WCSMap {
            let (lon, lat) = geometry.pixelCentres()
            let inside = regions.map { $0.contains(lon: lon, lat: lat, frame: .icrs) }
            return try WCSMap(mask: lon.indices.map { index in !inside.contains { $0[index] } }, geometry)
        }
        func centres(_ maker: ReflectedRegionsBackgroundMaker) throws -> SpectrumDataset {
            try maker.apply(to: dataset, observation: observation)
        }
        let all = try centres(ReflectedRegionsBackgroundMaker())
        let masked = try centres(ReflectedRegionsBackgroundMaker(exclusion: mask([north, west])))
        #expect((masked.off?.acceptanceOff[0] ?? 0) < (all.off?.acceptanceOff[0] ?? 0) - 3)
        #expect(try centres(ReflectedRegionsBackgroundMaker(excludedRegions: [north, far, west])).off == masked.off)
        #expect(
            try centres(ReflectedRegionsBackgroundMaker(exclusion: mask([north]), excludedRegions: [west])).off
                == masked.off)
    }

    /// The on region holds the events of a part of the ring; their phases are those of a part of the rotation.
    @Test func phasesAreOnAndOff() throws {
        let maker = PhaseBackgroundMaker(onPhase: [0.45...0.5], offPhase: [0.5...0.6])
        let result = try maker.apply(to: dataset, observation: observation)
        // The region is centred on phase 0.5 (south) and 0.2 deg of the ring of 0.5 deg wide: 0.0638 of the rotation.
        #expect((29...33).contains(result.counts[0]), "\(result.counts)")
        expectClose(try #require(result.off).counts[0], result.counts[0], absolute: 1)
        expectClose(try #require(result.off).acceptance[0], 0.05, absolute: 1e-12)
        expectClose(try #require(result.off).acceptanceOff[0], 0.1, absolute: 1e-12)
        let fault = try #require(throws: Fault.self) {
            try PhaseBackgroundMaker(onPhase: [], offPhase: [], phaseColumn: "PULSE").apply(
                to: dataset, observation: observation)
        }
        #expect(fault.code == .missingColumn)
    }

    @Test func phasesMayRunOverOne() {
        #expect(PhaseBackgroundMaker.contains(0.9...1.1, 0.05))
        #expect(PhaseBackgroundMaker.contains(0.9...1.1, 0.95))
        #expect(!PhaseBackgroundMaker.contains(0.9...1.1, 0.5))
        #expect(!PhaseBackgroundMaker.contains(0.2...0.4, 0.4))
    }
}
