import Foundation
import GammaCore
import GammaTestSupport
import Testing

@testable import GammaMaps

@Suite struct ExclusionMaskTests {
    static let region = SkyRegion.circle(centre: SkyDirection(ra: 83.6, dec: 22), radius: 0.17)

    @Test func allSourcesSayTheSame() throws {
        let geometry = try MapSamples.wide()
        let expected = try geometry.regionMask([Self.region], inside: false)
        #expect(expected.count == geometry.valueCount - 4 * 9)
        #expect(try geometry.exclusionMask(from: .regions([Self.region])) == expected)
        let circle = ExclusionSource.Circle(centre: SkyDirection(ra: 83.6, dec: 22), radius: 0.17)
        #expect(try geometry.exclusionMask(from: .circles([circle])) == expected)
        try withTemporaryFolder { folder in
            try SkyRegion.ds9Text([Self.region]).write(toFile: folder + "/a.reg", atomically: true, encoding: .utf8)
            #expect(try geometry.exclusionMask(from: .file(folder + "/a.reg")) == expected)
            for name in ["mask.fits", "mask.fits.gz"] {
                try expected.image(atBins: [0]).write(to: folder + "/" + name)
                #expect(try geometry.exclusionMask(from: .file(folder + "/" + name)) == expected)
            }
            try expected.write(to: folder + "/cube.fits")
            #expect(try geometry.exclusionMask(from: .file(folder + "/cube.fits")) == expected)
            try "icrs;circle(83.6".write(toFile: folder + "/bad.reg", atomically: true, encoding: .utf8)
            #expect { try geometry.exclusionMask(from: .file(folder + "/bad.reg")) } throws: {
                ($0 as? Fault)?.origin.file?.hasSuffix("bad.reg") == true
            }
        }
    }

    @Test func sourcesAddUp() throws {
        let geometry = try MapSamples.wide()
        let other = SkyRegion.circle(centre: SkyDirection(ra: 83.9, dec: 22.2), radius: 0.1)
        let both = try geometry.exclusionMask(from: [.regions([Self.region]), .regions([other])])
        #expect(try both == geometry.exclusionMask(from: .regions([Self.region, other])))
        // A complement takes a part of the region back.
        let hole = SkyRegion.complement(.circle(centre: SkyDirection(ra: 83.6, dec: 22), radius: 0.06))
        let ring = try geometry.exclusionMask(from: .regions([Self.region, hole]))
        #expect(ring.count == geometry.valueCount - 4 * 8)
        #expect(try geometry.exclusionMask(from: []).isFull && geometry.exclusionMask(from: .regions([])).isFull)
    }

    @Test func outsideOfAMask() throws {
        let geometry = try MapSamples.wide()
        let small = WCSMask(try MapSamples.geometry(4, 4), repeating: true)
        #expect(try geometry.exclusionMask(from: .mask(small)).isFull)
        #expect(try geometry.exclusionMask(from: .mask(small), outside: false).count == 4 * 16)
        let energies = try MapAxis.energy(min: 0.1, max: 10, bins: 3)
        let cube = WCSMask(try MapSamples.geometry(4, 4, axes: [energies]), repeating: false)
        #expect { try geometry.exclusionMask(from: .mask(cube)) } throws: { "\($0)".contains("4 and 3 bins") }
    }

    @Test func refusesBadRegions() throws {
        let geometry = try MapSamples.wide()
        let behind = ExclusionSource.Circle(centre: SkyDirection(ra: 263, dec: -22), radius: 1)
        #expect { try geometry.exclusionMask(from: .circles([behind])) } throws: { "\($0)".contains("no place") }
        let none = ExclusionSource.Circle(centre: SkyDirection(ra: 83, dec: 22), radius: -1)
        #expect(throws: Fault.self) { try geometry.exclusionMask(from: .circles([none])) }
        #expect { try geometry.exclusionMask(from: .file("/nowhere.reg")) } throws: {
            ($0 as? Fault)?.code == .fileNotFound
        }
    }

    /// Gammapy's exclusion mask of the Crab analysis, on the image of a run: those 250 × 250 pixels exclude 716.
    @Test(.enabled(if: TestData.isAvailable)) func exclusionOfTheCrab() throws {
        let path = try #require(TestData.path("joint-crab/exclusion/exclusion_mask_crab.fits.gz"))
        let own = try WCSMask.read(path)
        #expect(own.count == 61784 && own.flags.count == 62500)
        #expect(try own.geometry.exclusionMask(from: .file(path)) == own)
    }
}
