import GammaCore
import GammaTestSupport
import Testing

@testable import GammaMaps

/// Numbers of Gammapy 2.1.
@Suite struct RegionGeometryTests {
    struct Case: Sendable {
        var ds9: String
        var solidAngle: Double
        var reference: PixelPoint
        var weights: Int
        var weight: Double
        var weightedLongitude: Double
    }

    @Test(arguments: [
        Case(
            ds9: "icrs;circle(83.5,22.2,0.31)", solidAngle: 9.196614781495363e-05, reference: PixelPoint(4.5, 4.5),
            weights: 44,
            weight: 30.24, weightedLongitude: 2525.04),
        Case(
            ds9: "icrs;ellipse(83.5,22.2,0.5,0.2,35)", solidAngle: 9.569838482305269e-05,
            reference: PixelPoint(5.5, 4.5), weights: 46,
            weight: 31.48, weightedLongitude: 2628.5740382420518),
        Case(
            ds9: "galactic;box(184.6,-5.7,0.7,0.4,20)", solidAngle: 8.529287754679579e-05,
            reference: PixelPoint(4.5, 4.5), weights: 40,
            weight: 28.02, weightedLongitude: 5172.492434786012),
        Case(
            ds9: "icrs;annulus(83.9,21.9,0.2,0.5)", solidAngle: 0.00020096660812841065, reference: PixelPoint(6.5, 6.5),
            weights: 84,
            weight: 65.96, weightedLongitude: 5534.044),
    ])
    func agreesWithGammapy(_ test: Case) throws {
        let geometry = try RegionGeometry(region: SkyRegion.parseDS9(test.ds9)[0])
        expectClose(try #require(geometry.solidAngle), test.solidAngle, relative: 1e-8)
        #expect(geometry.wcs?.keywords.referencePixel == test.reference)
        let grid = try geometry.weights()
        #expect(grid.weights.count == test.weights)
        expectClose(grid.weights.reduce(0, +), test.weight)
        expectClose(zip(grid.weights, grid.lon).reduce(0) { $0 + $1.0 * $1.1 }, test.weightedLongitude, relative: 1e-11)
    }

    @Test func finePixels() throws {
        let circle = SkyRegion.circle(centre: SkyDirection(ra: 83.63, dec: 22.01), radius: 0.11)
        let geometry = try RegionGeometry(region: circle, binSize: 0.01)
        expectClose(try #require(geometry.solidAngle), 1.15795045635879e-05, relative: 1e-8)
        let inside = geometry.contains(
            lon: [83.63, 83.63, 83.75, .nan], lat: [22.1199, 22.1201, 22.01, 22], frame: .icrs)
        #expect(inside == [true, false, false, false])
    }

    @Test func pointsAndNothing() throws {
        let point = try RegionGeometry(region: .point(SkyDirection(ra: 83, dec: 22)))
        #expect(point.contains(SkyDirection(ra: 10, dec: -20)) && point.solidAngle == 0)
        #expect(point.wcs?.keywords.referencePixel == PixelPoint(1, 1))
        let nothing = try RegionGeometry(region: nil)
        #expect(!nothing.contains(SkyDirection(ra: 10, dec: -20)) && nothing.solidAngle == nil && nothing.centre == nil)
        #expect(throws: Fault.self) { try nothing.weights() }
    }

    @Test func unions() throws {
        let pair = try #require(
            SkyRegion.union(of: SkyRegion.parseDS9("icrs;circle(83.63,22.01,0.11);circle(83.5,22.4,0.2)")))
        let geometry = try RegionGeometry(region: pair)
        #expect(geometry.wcs?.keywords.referencePixel == PixelPoint(3, 4.5))
        #expect(
            geometry.contains(SkyDirection(ra: 83.63, dec: 22.01))
                && geometry.contains(SkyDirection(ra: 83.5, dec: 22.5)))
        #expect(!geometry.contains(SkyDirection(ra: 83.63, dec: 22.15)))
        let degree = Double.pi / 180
        expectClose(try #require(geometry.solidAngle), .pi * (0.11 * 0.11 + 0.04) * degree * degree, relative: 0.02)
    }

    @Test func refusesWhatHasNoPlace() throws {
        let wcs = try #require(try RegionGeometry(region: .point(SkyDirection(ra: 83, dec: 22))).wcs)
        let far = SkyRegion.circle(centre: SkyDirection(ra: 263, dec: -22), radius: 1)
        #expect { try RegionGeometry(region: far, wcs: wcs) } throws: { ($0 as? Fault)?.code == .incompatible }
        #expect(throws: Fault.self) { try RegionGeometry(region: far, binSize: 0) }
        #expect(throws: Fault.self) { try RegionGeometry(region: far, binSize: .nan) }
        #expect(throws: Fault.self) { try RegionGeometry(region: .complement(far)).weights() }
        let endless = SkyRegion.circle(centre: SkyDirection(ra: 263, dec: -22), radius: 180)
        #expect { try RegionGeometry(region: endless, binSize: 0.01).weights() } throws: {
            ($0 as? Fault)?.code == .badValue
        }
    }
}
