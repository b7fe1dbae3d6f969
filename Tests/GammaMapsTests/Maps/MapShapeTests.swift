import GammaCore
import GammaTestSupport
import Testing

@testable import GammaMaps

/// Movements of values are exact; sums agree with Gammapy's to rounding.
@Suite struct MapShapeTests {
    @Test func cutouts() throws {
        let map = try MapSamples.small()
        let part = try map.cutout(around: SkyDirection(ra: 83.55, dec: 22.1), width: [0.3, 0.4])
        expectClose(part.values, try MapReference.tables("cutout"), relative: 1e-11)
        #expect(part.unit == .s && part.geometry.axes == map.geometry.axes)
        let wide = SkyDirection(ra: 83.3, dec: 22.1)
        #expect(throws: Fault.self) { try map.cutout(around: wide, width: [0.4, 0.4], mode: .strict) }
        #expect(try map.cutout(around: wide, width: [0.4, 0.4]).geometry.nx < 4)
        #expect(throws: Fault.self) { try map.cutout(around: SkyDirection(ra: 90, dec: 22), width: [1, 1]) }
        var wrong = try map.geometry.cutout(around: MapSamples.crab, width: [0.3, 0.3])
        wrong.columns = 5..<9
        #expect(throws: Fault.self) { try map.cutout(wrong) }
    }

    @Test func stacks() throws {
        let wide = try MapSamples.wide()
        var sum = try WCSMap(wide, unit: Unit(parsing: "h"), storage: .double)
        let cut = try wide.cutout(around: SkyDirection(ra: 83.3, dec: 22.3), width: [0.5, 0.5])
        var part = try MapSamples.filled(cut.geometry, unit: .s)
        part.values[0] = .nan
        let mask = part.mask { $0 > 3 }
        try sum.stack(part, mask: mask)
        expectClose(sum.values.map { $0 * 3600 }, try MapReference.tables("stacked"), relative: 1e-11)
        var other = try WCSMap(wide, unit: Unit(parsing: "h"), storage: .double)
        try other.stack(part, weights: mask.map)
        #expect(other.values == sum.values)
        part.values[0] = 0
        // An image of weights serves all planes.
        var plain = try WCSMap(wide, unit: .s)
        try plain.stack(
            part, weights: WCSMap(cut.geometry.image, values: .init(repeating: 2, count: cut.geometry.pixelCount)))
        expectClose(try plain.cutout(cut).values, part.values.map { $0 * 2 }, relative: 1e-14)
    }

    /// What is cut out and stacked into nothing is back in its place; parts that tile the image make the whole.
    @Test func cutoutsRoundTrip() throws {
        let map = try MapSamples.filled(MapSamples.wide())
        forAll(seed: 73, count: 40) { random in
            let (x, y) = (Int(random.uniform() * 11) + 1, Int(random.uniform() * 9) + 1)
            var whole = try WCSMap(map.geometry, storage: .double)
            for columns in [0..<x, x..<12] {
                for rows in [0..<y, y..<10] {
                    let part = WCSGeometry.Cutout(
                        geometry: try map.geometry.part(columns: columns, rows: rows), columns: columns, rows: rows)
                    #expect(
                        try #require(map.geometry.offset(of: part.geometry)) == (columns.lowerBound, rows.lowerBound))
                    try whole.stack(map.cutout(part))
                }
            }
            #expect(whole.values == map.values)
            let mask = map.mask { $0 > 7 }
            var flags = WCSMask(map.geometry, repeating: false)
            let part = try map.geometry.cutout(around: MapSamples.crab, width: [0.1 * Double(x), 0.1 * Double(y)])
            try flags.stack(mask.cutout(part))
            #expect(try flags.cutout(part) == mask.cutout(part) && flags.count == mask.cutout(part).count)
        }
    }

    @Test func stackingRefusesOtherGeometries() throws {
        var sum = try WCSMap(MapSamples.wide())
        let fine = try WCSMap(MapSamples.geometry(12, 10, binSize: 0.05, axes: [MapSamples.energy()]))
        #expect { try sum.stack(fine) } throws: { "\($0)".contains("0.05") }
        let moved = try WCSMap(
            MapSamples.geometry(12, 10, axes: [MapSamples.energy()], centre: SkyDirection(ra: 83.64, dec: 22.01)))
        #expect { try sum.stack(moved) } throws: { "\($0)".contains("coincide") }
        #expect { try sum.stack(MapSamples.cube()) } throws: { "\($0)".contains("rad") }
        let far = try WCSMap(sum.geometry.part(columns: 40..<50, rows: 0..<3))
        #expect { try sum.stack(far) } throws: { "\($0)".contains("no pixel in common") }
        let unit = try WCSMap(sum.geometry, unit: .TeV)
        #expect { try sum.stack(unit) } throws: { ($0 as? Fault)?.code == .badUnit }
        let weights = try WCSMap(sum.geometry.padded(dx: 1, dy: 0))
        #expect { try sum.stack(sum, weights: weights) } throws: { "\($0)".contains("14 × 10") }
    }

    @Test func bordersRoundTrip() throws {
        let map = try MapSamples.small()
        let large = try map.padded(dx: 2, dy: 1, with: .constant(4))
        #expect(large.geometry.nx == 11 && large.geometry.ny == 7 && large.values[0] == 4)
        #expect(try large.cropped(dx: 2, dy: 1).values == map.values)
        #expect(try large.cropped(dx: 2, dy: 1).geometry.isClose(to: map.geometry))
        let edge = try map.padded(dx: 1, dy: 1, with: .edge)
        #expect(edge.values[0] == map.values[0] && edge.values[9 * 7 - 1] == map.values[7 * 5 - 1])
        let energies = try map.padded(axis: "energy", low: 1, high: 2, with: .edge)
        #expect(energies.geometry.axes[0].binCount == 7)
        expectClose(energies.geometry.axes[0].edges[0], 0.1 / 3.1622776601683795, relative: 1e-14)
        #expect(try energies.sliced("energy", 1..<5).values == map.values)
        #expect(try energies.sliced("energy", bin: 0).values == map.sliced("energy", bin: 0).values)
        #expect(throws: Fault.self) { try map.cropped(dx: 4, dy: 0) }
        #expect(throws: Fault.self) { try map.padded(dx: -1, dy: 0) }
        #expect(throws: Fault.self) { try map.sliced("energy", 3..<5) }
        #expect(throws: Fault.self) { try map.sliced("energy", bin: 4) }
        #expect(throws: Fault.self) { try map.sliced("rad", bin: 0) }
    }

    @Test func slicesAndJoins() throws {
        let map = try MapSamples.cube()
        for name in ["rad", "energy"] {
            let (low, high) = (try map.sliced(name, 0..<2), try map.sliced(name, 2..<map.geometry.axis(name).binCount))
            let whole = try WCSMap.joined([low, high], along: name)
            #expect(whole.values == map.values && whole.geometry.isClose(to: map.geometry))
            #expect(throws: Fault.self) { try WCSMap.joined([high, low], along: name) }
        }
        #expect(throws: Fault.self) { try WCSMap.joined([], along: "rad") }
        let plane = map.image(atBins: [1, 2])
        #expect(plane.values == (try map.sliced("energy", bin: 2).sliced("rad", bin: 1).values))
        #expect(plane.unit == .perSr && plane.geometry.axes.isEmpty)
    }

    @Test func joinsPixels() throws {
        let map = try MapSamples.even()
        expectClose(try map.downsampled(by: 2).values, try MapReference.tables("downsampled"), relative: 1e-11)
        expectClose(
            try map.downsampled(by: 2, preservingSum: false, mask: map.mask { $0 > 5 }).values,
            try MapReference.tables("downsampled mean"), relative: 1e-11)
        #expect(throws: Fault.self) { try map.downsampled(by: 5) }
        forAll(seed: 74, count: 20) { random in
            var noise = map
            for index in noise.values.indices { noise.values[index] = random.uniform() }
            let sum = noise.values.reduce(0, +)
            expectClose(try noise.downsampled(by: 2).values.reduce(0, +), sum, relative: 1e-13)
            expectClose(try noise.upsampled(by: 3).values.reduce(0, +), sum, relative: 1e-13)
            expectClose(
                try noise.upsampled(by: 2, preservingSum: false).downsampled(by: 2, preservingSum: false).values,
                noise.values, relative: 1e-13)
        }
    }

    @Test func dividesPixels() throws {
        let image = try MapSamples.image()
        // Gammapy divides by the solid angle of the large pixel, here the sum of the small ones keeps the total exactly.
        expectClose(try image.upsampled(by: 2).values, try MapReference.tables("upsampled"), relative: 1e-6)
        expectClose(
            try image.upsampled(by: 3, method: .linear, preservingSum: false).values,
            try MapReference.tables("upsampled linear"), relative: 1e-10)
        let energies = try MapSamples.even().upsampled(axis: "energy", by: 2)
        expectClose(
            try energies.sliced("energy", 0..<3).values, try MapReference.tables("upsampled energy"), relative: 1e-10)
        let back = try energies.downsampled(axis: "energy", by: 2)
        expectClose(back.values, try MapSamples.even().values, relative: 1e-13)
        #expect(back.geometry.isClose(to: try MapSamples.even().geometry))
        let nodes = try MapSamples.cube().cumulativeSum(over: "rad")
        #expect(throws: Fault.self) { try nodes.upsampled(axis: "rad", by: 2) }
    }

    @Test func resamplesAxes() throws {
        let map = try MapSamples.small()
        let coarse = try MapAxis.energy(edges: [0.11, 1.2, 9])
        let result = try map.resampled(to: coarse)
        expectClose(result.values, try MapReference.tables("resampled"), relative: 1e-11)
        expectClose(
            result.geometry.axes[0].edges, try MapReference.tables("resampled edges"), relative: 1e-11)
        expectClose(
            try map.resampled(to: coarse, mask: map.mask { $0 > 5 }).values,
            try MapReference.tables("resampled weights"), relative: 1e-11)
        #expect(throws: Fault.self) { try map.resampled(to: .energy(edges: [20, 30])) }
        #expect(throws: Fault.self) { try map.resampled(to: coarse.renamed("energy_true")) }
    }
}
