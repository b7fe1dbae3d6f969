import Foundation
import GammaCore
import GammaTestSupport
import Testing

@testable import GammaMaps

@Suite struct PixelRegionTests {
    static let shapes: [PixelRegion] = [
        .circle(centre: PixelPoint(20, 18), radius: 5.3),
        .ellipse(centre: PixelPoint(20, 18), width: 12, height: 5, angle: 0.5),
        .rectangle(centre: PixelPoint(20, 18), width: 12, height: 5, angle: 0.5),
        .annulus(centre: PixelPoint(20, 18), inner: 3, outer: 7.2),
        .polygon([PixelPoint(10, 10), PixelPoint(25, 12), PixelPoint(22, 25), PixelPoint(16, 14)]),
        .compound(.or, [.circle(centre: PixelPoint(5, 5), radius: 3), .circle(centre: PixelPoint(30, 30), radius: 4)]),
        .compound(
            .and,
            [
                .circle(centre: PixelPoint(20, 18), radius: 9),
                .complement(.circle(centre: PixelPoint(20, 18), radius: 4)),
            ]),
    ]

    @Test(arguments: shapes) func maskIsContainment(_ shape: PixelRegion) {
        let mask = shape.mask(nx: 40, ny: 37)
        for y in 0..<37 {
            for x in 0..<40 { #expect(mask[y * 40 + x] == shape.contains(x: Double(x), y: Double(y))) }
        }
        #expect(mask.contains(true))
    }

    @Test(arguments: shapes.prefix(5)) func areaIsTheNumberOfPoints(_ shape: PixelRegion) throws {
        var count = 0
        for y in 0..<400 {
            for x in 0..<400 where shape.contains(x: Double(x) / 10, y: Double(y) / 10) { count += 1 }
        }
        expectClose(Double(count) / 100, try #require(shape.area), relative: 0.01)
    }

    @Test(arguments: shapes) func rotationTurnsEveryPoint(_ shape: PixelRegion) {
        let pivot = PixelPoint(12, 31)
        forAll(seed: 11, count: 50) { random in
            let angle = 2 * .pi * random.uniform()
            let turned = shape.rotated(about: pivot, by: angle)
            for _ in 0..<20 {
                let point = PixelPoint(40 * random.uniform(), 40 * random.uniform())
                let image = point.rotated(about: pivot, by: angle)
                #expect(shape.contains(x: point.x, y: point.y) == turned.contains(x: image.x, y: image.y))
            }
        }
    }

    /// Which borders belong to a shape, as in `regions` 0.11.
    @Test func borders() {
        let centre = PixelPoint(0, 0)
        #expect(!PixelRegion.circle(centre: centre, radius: 2).contains(x: 2, y: 0))
        #expect(PixelRegion.ellipse(centre: centre, width: 4, height: 4, angle: 0).contains(x: 2, y: 0))
        #expect(!PixelRegion.rectangle(centre: centre, width: 4, height: 4, angle: 0).contains(x: 2, y: 0))
        let ring = PixelRegion.annulus(centre: centre, inner: 1, outer: 2)
        #expect(ring.contains(x: 1, y: 0) && !ring.contains(x: 2, y: 0))
        #expect(!PixelRegion.point(centre).contains(x: 0, y: 0))
    }

    @Test func nothingIsAtNaN() {
        for shape in Self.shapes + [.complement(Self.shapes[0])] {
            #expect(!shape.contains(x: .nan, y: 18) && !shape.contains(x: 20, y: .nan))
        }
        #expect(PixelRegion.circle(centre: PixelPoint(.nan, 0), radius: 1).boundingBox == nil)
        #expect(PixelRegion.circle(centre: PixelPoint(1e300, 0), radius: 1).boundingBox == nil)
        #expect(PixelRegion.polygon([]).boundingBox == nil)
        #expect(!PixelRegion.polygon([]).contains(x: 0, y: 0))
        #expect(PixelRegion.circle(centre: PixelPoint(1e300, 0), radius: 1).mask(nx: 3, ny: 3).allSatisfy { !$0 })
        #expect(PixelRegion.circle(centre: PixelPoint(-50, -50), radius: 1).mask(nx: 3, ny: 3).allSatisfy { !$0 })
    }
}
