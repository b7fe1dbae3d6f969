import GammaCore
import GammaTestSupport
import Testing

@testable import GammaMaps

/// Flags of Gammapy 2.1 (without its FFT, which loses single pixels when it dilates).
@Suite struct WCSMaskTests {
    static func holed() throws -> WCSMask {
        var mask = WCSMask(try MapSamples.wide().image, repeating: false)
        for y in 2..<8 { for x in 3..<11 { mask.flags[y * 12 + x] = true } }
        mask.flags[4 * 12 + 5] = false
        mask.flags[0] = true
        return mask
    }

    static func flags(_ name: String) throws -> [Bool] { try MapReference.tables(name).map { $0 != 0 } }

    @Test func growsAndShrinks() throws {
        let mask = try Self.holed()
        #expect(try mask.eroded(by: .disk(radius: 0.15)).flags == Self.flags("eroded disk"))
        #expect(try mask.eroded(by: .box(width: [0.25, 0.25])).flags == Self.flags("eroded box"))
        #expect(try mask.dilated(by: .disk(radius: 0.15)).flags == Self.flags("dilated disk"))
        #expect(try mask.dilated(by: .box(width: [0.25, 0.25])).flags == Self.flags("dilated box"))
        for width in [0, -1, .nan, 1e9] {
            #expect(throws: Fault.self) { try mask.eroded(by: .disk(radius: width)) }
        }
    }

    /// Shrinking is growing of the opposite, but for the border, which counts as false for both.
    @Test func shrinkingIsGrowingOfTheOpposite() throws {
        let geometry = try MapSamples.geometry(15, 13, axes: [MapSamples.energy()])
        let inside = try geometry.boundaryMask(width: [0.3, 0.3])
        forAll(seed: 75, count: 30) { random in
            var mask = WCSMask(geometry, repeating: false)
            for index in mask.flags.indices { mask.flags[index] = random.uniform() < 0.7 }
            let shape = WCSMask.Shape.disk(radius: random.uniform() < 0.5 ? 0.1 : 0.25)
            let (small, large) = (try mask.eroded(by: shape), try (!mask).dilated(by: shape))
            #expect(try small & inside == (!large) & inside)
            #expect(try small & mask == small)
            #expect(try mask.dilated(by: shape) & mask == mask)
        }
    }

    @Test func geometricMasks() throws {
        let wide = try MapSamples.wide()
        #expect(try wide.image.boundaryMask(width: [0.13, 0.13]).flags == Self.flags("boundary"))
        let region = SkyRegion.circle(centre: SkyDirection(ra: 83.6, dec: 22), radius: 0.17)
        let point = SkyRegion.point(SkyDirection(ra: 83.3, dec: 22.3))
        let mask = try wide.regionMask([region, point])
        #expect(mask.image(atBins: [2]).flags == (try Self.flags("region mask")))
        #expect(try wide.regionMask([region, point], inside: false) == !mask)
        let small = try MapSamples.small().geometry
        func bins(_ mask: WCSMask) -> [Bool] { (0..<4).map { mask.flags[$0 * 35] } }
        #expect(try bins(small.energyMask(minimum: 0.2, maximum: 9)) == Self.flags("energy mask"))
        #expect(
            try bins(small.energyMask(minimum: 0.2, maximum: 9, rounding: true)) == Self.flags("energy mask rounded"))
        #expect(try small.energyMask().isFull)
        #expect(throws: Fault.self) { try small.axisMask("rad") }
        #expect(throws: Fault.self) { try small.image.energyMask(minimum: 1.0) }
    }

    /// Thresholds that differ from pixel to pixel.
    @Test func thresholdsOfPixels() throws {
        let geometry = try MapSamples.small().geometry
        var low = try WCSMap(geometry.image, unit: .GeV)
        for index in low.values.indices { low.values[index] = index % 2 == 0 ? 200 : 2000 }
        low.values[3] = .nan
        let mask = try geometry.energyMask(minimum: low)
        let counts = (0..<5).map { pixel in (0..<4).filter { mask.flags[$0 * 35 + pixel] }.count }
        // Edges 0.1, 0.316, 1, 3.16, 10 TeV.
        #expect(counts == [3, 1, 3, 0, 3])
        #expect(throws: Fault.self) { try geometry.energyMask(minimum: WCSMap(MapSamples.wide().image, unit: .TeV)) }
    }

    @Test func logicAndReductions() throws {
        let geometry = try MapSamples.small().geometry
        forAll(seed: 76, count: 20) { random in
            var (a, b) = (WCSMask(geometry, repeating: false), WCSMask(geometry, repeating: true))
            for index in a.flags.indices {
                a.flags[index] = random.uniform() < 0.5
                b.flags[index] = random.uniform() < 0.5
            }
            #expect(try !(a & b) == (!a) | !b && a ^ b == (a | b) & !(a & b))
            #expect(a.count + (!a).count == geometry.valueCount)
            #expect(try a.reducedOverAxes(by: .all) == !(!a).reducedOverAxes(by: .any))
            #expect(WCSMask(a.map) == a && a.map.storage == .mask)
            let any = try a.reducedOverAxes(by: .any, keepingAxes: true)
            let map = try a.map.reducedOverAxes(by: .maximum)
            #expect(any.map.values == map.values && any.geometry.axes[0].binCount == 1)
            var c = a
            try c &= b
            #expect(try c == a & b)
            let coarse = try a.resampled(to: .energy(edges: [0.1, 1, 10]), by: .all)
            #expect(
                try coarse.sliced("energy", 0..<1).flags == a.sliced("energy", 0..<2).reducedOverAxes(by: .all).flags)
        }
        let wide = WCSMask(try MapSamples.wide(), repeating: true)
        #expect { try WCSMask(geometry, repeating: true) & wide } throws: { "\($0)".contains("7 × 5") }
        #expect(throws: Fault.self) { try WCSMask(geometry, flags: [true]) }
        #expect(throws: Fault.self) { try WCSMask(geometry, image: [true]) }
        let even = WCSMask(try MapSamples.even().geometry, repeating: true)
        #expect(try even.downsampled(by: 2, .all).isFull && (!even).downsampled(by: 2).isEmpty)
    }

    @Test func looksUpOtherImages() throws {
        let mask = try Self.holed()
        let part = try mask.geometry.cutout(around: MapSamples.crab, width: [0.5, 0.3])
        #expect(try mask.lookedUp(on: part.geometry) == mask.cutout(part))
        let large = try mask.geometry.padded(dx: 1, dy: 1)
        let (out, inside) = (try mask.lookedUp(on: large, outside: true), try mask.lookedUp(on: large))
        #expect(out.count == inside.count + 14 * 12 - 12 * 10)
        let there = try #require(mask.geometry.direction(x: 5, y: 4))
        #expect(mask.value(at: there) == false && mask.value(at: SkyDirection(ra: 0, dec: 0)) == nil)
        #expect(mask.values(lon: [there.lon, 0], lat: [there.lat, 0], frame: .icrs, outside: true) == [false, true])
    }

    @Test func masksMaps() throws {
        var map = try MapSamples.small()
        let mask = map.mask { $0 > 5 }
        let kept = try map * mask
        #expect(kept.values == map.values.map { $0 > 5 ? $0 : 0 } && kept.unit == .s)
        try map *= mask.reducedOverAxes(by: .all)
        #expect(map.values.filter { $0 != 0 }.count % 4 == 0)
        #expect(throws: Fault.self) { try map * WCSMask(MapSamples.wide(), repeating: true) }
    }
}
