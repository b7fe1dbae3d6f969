import GammaCore
import GammaEstimators
import GammaMaps
import GammaTestSupport
import Testing

@Suite struct ProfileRegionsTests {
    @Test func binsAreGivenByNumberWidthOrEdges() throws {
        #expect(try ProfileBinning.count(4).edges(from: 1, to: 3) == [1, 1.5, 2, 2.5, 3])
        expectClose(try ProfileBinning.width(0.3).edges(from: 0, to: 1), [0, 0.3, 0.6, 0.9], absolute: 1e-12)
        // A width that divides the range loses no bin by rounding.
        expectClose(
            try ProfileBinning.width(0.1).edges(from: 0, to: 0.3), [0, 0.1, 0.2, 0.3], absolute: 1e-12)
        #expect(try ProfileBinning.edges([0, 0.1, 1]).edges(from: 0, to: 1) == [0, 0.1, 1])
    }

    @Test(arguments: [
        (ProfileBinning.count(0), "0 bins"), (.width(3), "do not fit"), (.width(-1), "do not fit"),
        (.width(.nan), "do not fit"), (.width(1e-9), "too many"), (.edges([0, 1, 0.5]), "must ascend"),
        (.edges([0.5]), "must ascend"), (.edges([0.5, 2.5]), "2.5 lies outside"),
    ])
    func impossibleBinsAreFaults(binning: ProfileBinning, words: String) throws {
        let fault = #expect(throws: Fault.self) { try binning.edges(from: 0, to: 2) }
        #expect(fault?.code == .badValue && fault?.message.contains(words) == true)
    }

    /// Boxes of `make_orthogonal_rectangle_sky_regions` of Gammapy 2.1 on a TAN image, in which the line is straight. Gammapy
    /// takes one angle for all boxes, that at the end; here each box lies along the line where it is.
    @Test func boxesAreThoseOfGammapy() throws {
        let boxes = try ProfileRegions.line(
            from: SkyDirection(ra: 82.7, dec: 21.6), to: SkyDirection(ra: 84.4, dec: 22.5), width: 0.3,
            binning: .count(4))
        #expect(boxes.regions.count == Self.gammapy.count)
        for (region, expected) in zip(boxes.regions, Self.gammapy) {
            guard case .rectangle(let centre, let width, let height, let angle) = region else {
                Issue.record("\(region) is no rectangle")
                return
            }
            // Steps are even in the image there, on the sky here.
            expectClose(centre.separation(to: SkyDirection(ra: expected[0], dec: expected[1])), 0, absolute: 1e-4)
            expectClose(width, expected[2], relative: 1e-12)
            expectClose(height, expected[3], relative: 1e-12)
            expectClose((angle - expected[4]).remainder(dividingBy: 180), 0, absolute: 0.7)
        }
        expectClose(boxes.distances.map(\.lowerBound), (0..<4).map { Double($0) * Self.gammapy[0][2] }, absolute: 1e-9)
    }

    /// Right ascension, declination, width, height, angle.
    private static let gammapy = [
        [82.91129471434422, 21.713438017535324, 0.4536374277431062, 0.3, 150.58659596021653],
        [83.33494214336068, 21.939537753549413, 0.4536374277431062, 0.3, 150.58659596021653],
        [83.75996731039426, 22.16456533106445, 0.4536374277431062, 0.3, 150.58659596021653],
        [84.18632994671259, 22.38847662241874, 0.4536374277431062, 0.3, 150.58659596021653],
    ]

    /// A box is cut along its width: from east to west, or, turned by 90 deg, from south to north.
    @Test func boxesAreTurned() throws {
        let centre = SkyDirection(ra: 83.63, dec: 22.01)
        let level = try ProfileRegions.box(centre: centre, length: 2, width: 0.5, binning: .count(2))
        #expect(level.regions[0].centre.lon > centre.lon && level.regions[1].centre.lon < centre.lon)
        let upright = try ProfileRegions.box(centre: centre, length: 2, width: 0.5, angle: 90, binning: .width(0.5))
        expectClose(upright.regions.map(\.centre.lat), [21.26, 21.76, 22.26, 22.76], absolute: 1e-9)
        expectClose(upright.regions.map(\.centre.lon), Array(repeating: 83.63, count: 4), absolute: 1e-9)
    }

    @Test func ringsBeginAtTheCentre() throws {
        let centre = SkyDirection(ra: 83.63, dec: 22.01)
        let rings = try ProfileRegions.radial(centre: centre, to: 0.4, binning: .edges([0, 0.1, 0.4]))
        #expect(
            rings.regions == [
                .annulus(centre: centre, inner: 0, outer: 0.1), .annulus(centre: centre, inner: 0.1, outer: 0.4),
            ])
        #expect(rings.distances == [0...0.1, 0.1...0.4])
        #expect(rings.regions[0].contains(centre))
    }

    @Test func linesAndRingsThatMakeNoSenseAreFaults() throws {
        let (here, bad) = (SkyDirection(ra: 83.63, dec: 22.01), SkyDirection(ra: 83.63, dec: 122.01))
        let opposite = SkyDirection(ra: 263.63, dec: -22.01)
        func words(_ body: () throws -> ProfileRegions) -> String {
            let fault = #expect(throws: Fault.self) { _ = try body() }
            #expect(fault?.code == .badValue)
            return fault?.message ?? ""
        }
        let bins = ProfileBinning.count(3)
        #expect(words { try .line(from: here, to: here, width: 1, binning: bins) }.contains("has no length"))
        #expect(words { try .line(from: here, to: opposite, width: 1, binning: bins) }.contains("opposite"))
        #expect(words { try .line(from: bad, to: here, width: 1, binning: bins) }.contains("not on the sky"))
        let there = SkyDirection(ra: 84, dec: 22)
        #expect(words { try .line(from: here, to: there, width: 0, binning: bins) }.contains("0.0 deg wide"))
        #expect(words { try .radial(centre: here, from: 1, to: 0.5, binning: bins) }.contains("no length"))
        #expect(words { try .radial(centre: bad, to: 0.5, binning: bins) }.contains("no rings"))
        #expect(words { try .radial(centre: here, from: -1, to: 0.5, binning: bins) }.contains("no rings"))
        #expect(words { try .box(centre: here, length: 0, width: 1, binning: bins) }.contains("no profile"))
        #expect(words { try ProfileRegions([], distances: []) }.contains("one distance a region"))
    }
}
