import GammaCore
import GammaTestSupport
import Testing

@testable import GammaMaps

@Suite struct SkyRegionTests {
    static let crab = SkyDirection(ra: 83.63, dec: 22.01)

    @Test func circlesGoBySeparation() {
        let circle = SkyRegion.circle(centre: Self.crab, radius: 0.11)
        forAll(seed: 7, count: 200) { random in
            let distance = 0.22 * random.uniform()
            let there = Self.crab.offset(by: distance, positionAngle: 360 * random.uniform())
            if abs(distance - 0.11) > 1e-9 {
                #expect(circle.contains(there.converted(to: .galactic)) == (distance < 0.11))
            }
        }
        #expect(!circle.contains(SkyDirection(ra: .nan, dec: 0)))
    }

    /// The tangent plane of a region and the pixel plane of a map around it must agree but for the border.
    @Test func otherShapesAgreeWithTheirMaps() throws {
        let regions = try SkyRegion.parseDS9(
            "icrs;ellipse(83.5,22.2,0.5,0.2,35);galactic;box(184.6,-5.7,0.7,0.4,20);icrs;polygon(83,22,84,22.1,83.7,23,83.2,22.6)"
        )
        for region in regions {
            let geometry = try RegionGeometry(region: region)
            forAll(seed: 8, count: 300) { random in
                let there = region.centre.offset(by: 0.8 * random.uniform(), positionAngle: 360 * random.uniform())
                #expect(region.contains(there) == geometry.contains(there), "\(there)")
            }
        }
    }

    @Test func solidAngles() throws {
        let degree = Double.pi / 180
        expectClose(SkyRegion.circle(centre: Self.crab, radius: 180).solidAngle, 4 * .pi)
        expectClose(
            SkyRegion.circle(centre: Self.crab, radius: 0.11).solidAngle, .pi * 0.11 * 0.11 * degree * degree,
            relative: 1e-6)
        expectClose(SkyRegion.annulus(centre: Self.crab, inner: 90, outer: 180).solidAngle, 2 * .pi)
        let box = SkyRegion.rectangle(centre: Self.crab, width: 0.4, height: 0.2, angle: 30)
        expectClose(box.solidAngle, 0.08 * degree * degree)
        let pair = try #require(
            SkyRegion.union(of: [
                .circle(centre: Self.crab, radius: 0.1), .circle(centre: SkyDirection(ra: 84, dec: 22.3), radius: 0.1),
            ]))
        expectClose(pair.solidAngle, 2 * .pi * 0.01 * degree * degree, relative: 0.01)
        #expect(SkyRegion.complement(box).solidAngle == .infinity && SkyRegion.point(Self.crab).solidAngle == 0)
    }

    @Test func rotation() {
        let pivot = SkyDirection(ra: 83.63, dec: 22.51)
        forAll(seed: 9, count: 50) { random in
            let degrees = 360 * random.uniform()
            let shapes: [SkyRegion] = [
                .ellipse(centre: Self.crab, width: 0.4, height: 0.2, angle: 20),
                .polygon([
                    Self.crab, Self.crab.offset(by: 0.3, positionAngle: 20),
                    Self.crab.offset(by: 0.3, positionAngle: 80),
                ]),
            ]
            for shape in shapes {
                let turned = shape.rotated(about: pivot, by: degrees)
                for _ in 0..<10 {
                    let (distance, angle) = (0.3 + 0.5 * random.uniform(), 180 + 60 * (random.uniform() - 0.5))
                    let before = pivot.offset(by: distance, positionAngle: angle)
                    let after = pivot.offset(by: distance, positionAngle: angle + degrees)
                    #expect(shape.contains(before) == turned.contains(after))
                }
            }
        }
    }

    @Test func framesDoNotMatter() throws {
        let shape = SkyRegion.ellipse(centre: Self.crab, width: 0.4, height: 0.2, angle: 20)
        let galactic = shape.converted(to: .galactic)
        forAll(seed: 10, count: 200) { random in
            let there = Self.crab.offset(by: 0.3 * random.uniform(), positionAngle: 360 * random.uniform())
            #expect(shape.contains(there) == galactic.contains(there))
        }
    }

    @Test func compounds() throws {
        let hole = SkyRegion.circle(centre: Self.crab, radius: 0.1)
        let disc = SkyRegion.circle(centre: Self.crab, radius: 0.3)
        let ring = try #require(SkyRegion.union(of: [disc, .complement(hole)]))
        let near = Self.crab.offset(by: 0.05, positionAngle: 10)
        let middle = Self.crab.offset(by: 0.2, positionAngle: 10)
        #expect(!ring.contains(near) && ring.contains(middle))
        #expect(!SkyRegion.compound(.xor, [hole, disc]).contains(near))
        #expect(SkyRegion.compound(.and, [hole, disc]).contains(near))
        #expect(!SkyRegion.compound(.and, []).contains(near))
        #expect(SkyRegion.union(of: []) == nil)
        #expect(ring.centre.separation(to: Self.crab) < 1e-9)
    }

    @Test func refusesNonsense() {
        let bad: [SkyRegion] = [
            .circle(centre: Self.crab, radius: 0), .circle(centre: Self.crab, radius: .nan),
            .circle(centre: SkyDirection(ra: 0, dec: 91), radius: 1), .annulus(centre: Self.crab, inner: 1, outer: 1),
            .polygon([Self.crab, Self.crab]), .ellipse(centre: Self.crab, width: 1, height: -1, angle: 0),
            .rectangle(centre: Self.crab, width: 1, height: 1, angle: .infinity), .compound(.or, []),
        ]
        for region in bad { #expect(throws: Fault.self) { try RegionGeometry(region: region) } }
    }
}
