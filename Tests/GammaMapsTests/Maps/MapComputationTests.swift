import Foundation
import GammaCore
import GammaNumerics
import GammaTestSupport
import Testing

@testable import GammaMaps

/// Gammapy's and scipy's numbers, to rounding.
@Suite struct MapComputationTests {
    @Test(.enabled(if: PythonOracle.isAvailable, "\(PythonOracle.reason)")) func tablesAreWhatGammapyGives() throws {
        try MapReference.tables.check(MapReference.script)
    }

    @Test func arithmetic() throws {
        let map = try MapSamples.small()
        let minutes = try map.converted(to: Unit(parsing: "min"))
        expectClose(try (map + minutes).values, map.values.map { 2 * $0 }, relative: 1e-14)
        #expect(try (minutes - map).unit == Unit(parsing: "min"))
        expectClose(try (minutes - map).values, map.values.map { _ in 0 }, absolute: 1e-14)
        let area = try WCSMap(map.geometry, values: map.values.map { $0 + 1 }, unit: .m2, storage: .double)
        let exposure = try area * map
        #expect(exposure.unit == .m2s && exposure.unit.description == "m2 s")
        #expect(exposure.values[5] == map.values[5] * (map.values[5] + 1))
        #expect(try (exposure / area).unit == .s && (exposure / exposure).unit == .none)
        expectClose(try (exposure / area).values, map.values, relative: 1e-15)
        #expect((2 * map - 1).values == map.values.map { 2 * $0 - 1 })
        #expect((map / 2 + 1).values[3] == map.values[3] / 2 + 1)
        var sum = map
        try sum += map
        try sum -= map
        #expect(sum.values == map.values && sum.isAllClose(map) && !sum.isAllClose(map + 1e-3))
        let cube = try MapSamples.cube()
        #expect(minutes.isAllClose(map) && !area.isAllClose(map) && !cube.isAllClose(map))
        let large = map.mask { $0 > 5 }
        #expect(large.map.storage == .mask)
        #expect((large.map * 2).storage == .float)
    }

    @Test func arithmeticSaysWhatDiffers() throws {
        let map = try MapSamples.small()
        func text(_ other: WCSMap) -> String {
            do { return "\(try (map + other).unit)" } catch { return "\(error)" }
        }
        let image = map.geometry
        #expect(try text(MapSamples.filled(MapSamples.wide(), unit: .s)).contains("7 × 5 and 12 × 10 pixels"))
        #expect(text(try MapSamples.filled(image, unit: .TeV)).contains("unit.bad"))
        let axis = try MapAxis.energy(min: 0.1, max: 20, bins: 4)
        #expect(text(try MapSamples.filled(image.with(axes: [axis]), unit: .s)).contains("0.1 to 20"))
        #expect(text(try MapSamples.filled(image.image, unit: .s)).contains("[\"energy\"] and []"))
        #expect(text(try MapSamples.filled(image.with(axes: [axis.renamed("rad")]), unit: .s)).contains("[\"rad\"]"))
        func other(_ binSize: Double, _ projection: String, _ centre: SkyDirection) throws -> String {
            let geometry = try MapSamples.geometry(
                7, 5, binSize: binSize, axes: [MapSamples.energy()], projection: projection, centre: centre)
            return text(try MapSamples.filled(geometry, unit: .s))
        }
        #expect(try other(0.2, "TAN", MapSamples.crab).contains("0.2"))
        #expect(try other(0.1, "CAR", MapSamples.crab).contains("projections TAN and CAR"))
        #expect(try other(0.1, "TAN", MapSamples.crab.converted(to: .galactic)).contains("frames icrs and galactic"))
        #expect(try other(0.1, "TAN", SkyDirection(ra: 83.7, dec: 22.01)).contains("around"))
    }

    @Test func reductions() throws {
        let map = try MapSamples.cube()
        let sum = try map.reducedOverAxes()
        for pixel in 0..<12 {
            let values = (0..<12).map { map.values[$0 * 12 + pixel] }
            expectClose(sum.values[pixel], values.reduce(0, +), relative: 1e-14)
            let low = try map.reducedOverAxes(by: .minimum).values[pixel]
            let high = try map.reducedOverAxes(by: .maximum).values[pixel]
            #expect(low == values.min() && high == values.max())
            expectClose(try map.reducedOverAxes(by: .mean).values[pixel], values.reduce(0, +) / 12, relative: 1e-14)
        }
        let rad = try map.reducedOverAxes(["energy"], keepingAxes: true)
        #expect(rad.geometry.axes.map(\.binCount) == [3, 1])
        #expect(try rad.reducedOverAxes().isAllClose(sum, relative: 1e-14))
        let mask = map.mask { $0 > 5 }
        let masked = try map.reducedOverAxes(mask: mask)
        #expect(masked.isAllClose(try (map * mask).reducedOverAxes(), relative: 1e-14))
        let mean = try map.reducedOverAxes(by: .mean, mask: mask)
        let count = try mask.map.reducedOverAxes()
        #expect(mean.isAllClose(try masked / count, relative: 1e-14))
        let weights = try WCSMap(map.geometry.image, values: (0..<12).map { Double($0) })
        expectClose(try map.reducedOverAxes(weights: weights).values[3], 3 * sum.values[3], relative: 1e-14)
        var broken = map
        broken.values[0] = .nan
        #expect(try broken.reducedOverAxes().values[0] == sum.values[0] - map.values[0])
        #expect(throws: Fault.self) { try map.reducedOverAxes(["migra"]) }
    }

    @Test func integrals() throws {
        let cube = try MapSamples.cube()
        let total = try cube.cumulativeSum(over: "rad")
        expectClose(total.values, try MapReference.tables("cumulative rad"), relative: 1e-11)
        #expect(total.geometry.axes[0].isNodeType && total.geometry.axes[0].centres == [0, 0.1, 0.3, 0.6])
        #expect(total.unit.isConvertible(to: .none))
        let normed = try cube.normalized(over: "rad")
        expectClose(normed.values, try MapReference.tables("normalised rad"), relative: 1e-11)
        let again = try normed.cumulativeSum(over: "rad").sliced("rad", bin: 3)
        expectClose(again.values, again.values.map { _ in 1 }, relative: 1e-14)
        let small = try MapSamples.small()
        let energy = try small.cumulativeSum(over: "energy")
        let last = try energy.sliced("energy", bin: 4).values
        expectClose(
            last[7],
            (0..<4).reduce(0) { sum, bin in
                sum + small.values[bin * 35 + 7] * small.geometry.axes[0].binWidths[bin]
            }, relative: 1e-13)
        var empty = cube
        empty.values = cube.values.map { _ in 0 }
        #expect(try empty.normalized(over: "rad").values.allSatisfy { $0 == 0 })
    }

    @Test func smooths() throws {
        let image = try MapSamples.image()
        func smooth(_ smoothing: WCSMap.Smoothing) throws -> [Double] { try image.smoothed(smoothing).values }
        expectClose(try smooth(.gauss(sigma: 0.13)), try MapReference.tables("smoothed gauss"), relative: 1e-11)
        expectClose(try smooth(.disk(radius: 0.21)), try MapReference.tables("smoothed disk"), relative: 1e-11)
        expectClose(try smooth(.box(width: 0.3)), try MapReference.tables("smoothed box"), relative: 1e-11)
        expectClose(try smooth(.box(width: 0.42)), try MapReference.tables("smoothed box even"), relative: 1e-11)
        // Reflection keeps the sum of an even kernel.
        expectClose(
            try smooth(.gauss(sigma: 0.9)).reduce(0, +), image.values.reduce(0, +), relative: 1e-13)
        for size in [0, -1, .nan, 1e9] {
            #expect(throws: Fault.self) { try image.smoothed(.gauss(sigma: size)) }
            #expect(throws: Fault.self) { try image.smoothed(.box(width: size)) }
        }
    }

    @Test func convolves() throws {
        let image = try MapSamples.image()
        let kernel = try ConvolutionKernel(values: (0..<12).map(Double.init), width: 4, height: 3)
        expectClose(try image.convolved(with: kernel).values, try MapReference.tables("convolved"), relative: 1e-11)
        let map = try MapSamples.small()
        let cube = try ConvolutionKernel(
            values: (0..<60).map(Double.init), width: 5, height: 3, axes: [MapSamples.energy()])
        let result = try map.convolved(with: cube)
        for bin in 0..<4 {
            let one = try ConvolutionKernel(values: Array(cube.values[bin * 15..<bin * 15 + 15]), width: 5, height: 3)
            #expect(
                try result.sliced("energy", bin: bin).values
                    == map.sliced("energy", bin: bin).convolved(with: one).values)
            #expect(
                try image.convolved(with: cube).sliced("energy", bin: bin).values == image.convolved(with: one).values)
        }
        #expect(throws: Fault.self) { try MapSamples.cube().convolved(with: cube) }
        #expect(throws: Fault.self) { try ConvolutionKernel(values: [1, 2], width: 1, height: 1) }
    }

    /// astropy's `Tophat2DKernel`: sizes and numbers of pixels; the ring of the field's usual 10…16 pixels has 492.
    @Test func kernels() throws {
        let disks = [
            (1.0, 3, 5), (1.2, 3, 5), (1.5, 3, 9), (2, 5, 13), (2.4, 5, 21), (2.5, 5, 21), (3, 7, 29), (3.7, 9, 45),
        ]
        for (radius, size, count) in disks {
            let disk = try ConvolutionKernel.disk(radius: radius)
            #expect(disk.width == size && disk.height == size && disk.values.reduce(0, +) == Double(count), "\(radius)")
            expectClose(disk.normalized.values.reduce(0, +), 1, relative: 1e-14)
        }
        #expect(try ConvolutionKernel.ring(inner: 10, outer: 16).values.reduce(0, +) == 492)
        #expect(throws: Fault.self) { try ConvolutionKernel.ring(inner: 3, outer: 3) }
        #expect(throws: Fault.self) { try ConvolutionKernel.disk(radius: 0) }
    }

    @Test func regions() throws {
        let map = try MapSamples.small()
        let circle = SkyRegion.circle(centre: SkyDirection(ra: 83.6, dec: 22), radius: 0.17)
        let mask = map.mask { $0 > 5 }
        let sum = try map.toRegionMap(circle)
        expectClose(sum.values, try MapReference.tables("region sum"), relative: 1e-11)
        #expect(sum.unit == .s && sum.geometry.region == circle && sum.geometry.axes == map.geometry.axes)
        let mean = try map.toRegionMap(circle, reduce: .mean, mask: mask)
        expectClose(mean.values, try MapReference.tables("region mean"), relative: 1e-11)
        #expect(try map.toRegionMap(circle, reduce: .mean, weights: mask.map).values == mean.values)
        let place = SkyDirection(ra: 83.53, dec: 22.08)
        expectClose(
            try map.toRegionMap(nearest: place).values, try MapReference.tables("region point"), relative: 1e-11)
        #expect(try map.toRegionMap(.point(place)).values == map.toRegionMap(nearest: place).values)
        expectClose(try map.sum(inside: circle), sum.values.reduce(0, +), relative: 1e-14)
        let high = try map.toRegionMap(circle, reduce: .maximum).values
        let low = try map.toRegionMap(circle, reduce: .minimum).values
        #expect(zip(zip(low, mean.values), high).allSatisfy { $0.0 <= $0.1 && $0.1 <= $1 })
        #expect { try map.toRegionMap(.point(SkyDirection(ra: 93, dec: 22))) } throws: { "\($0)".contains("no pixel") }
        #expect(throws: Fault.self) { try map.toRegionMap(circle, mask: WCSMask(MapSamples.wide(), repeating: true)) }
    }

    @Test func fillsEvents() throws {
        var map = try WCSMap(MapSamples.small().geometry)
        let (lon, lat, energy) = (MapInterpolationTests.lon, MapInterpolationTests.lat, MapInterpolationTests.energy)
        let filled = try map.fill(
            lon: lon, lat: lat, frame: .icrs, coordinates: [energy], weights: [1, 2, 3, 4, 5, 6])
        expectClose(map.values, try MapReference.tables("filled"), relative: 1e-14)
        #expect(filled == map.values.filter { $0 > 0 }.count)
        #expect(throws: Fault.self) { try map.fill(lon: lon, lat: lat, frame: .icrs) }
        #expect(throws: Fault.self) { try map.fill(lon: lon, lat: [1], frame: .icrs, coordinates: [energy]) }
        #expect(throws: Fault.self) { try map.fill(lon: lon, lat: lat, frame: .icrs, coordinates: [[1]]) }
    }

    /// Events drawn from a map and filled into it again give it back within the statistical error.
    @Test func samples() throws {
        let geometry = try MapSamples.geometry(4, 3, axes: [MapSamples.energy()])
        var map = try MapSamples.filled(geometry)
        map.values[5] = 0
        let total = map.values.reduce(0, +)
        var random = RandomStream(seed: 77, stream: "sample", index: 0)
        let count = 20_000
        let sample = try map.sample(count: count, using: &random)
        var counts = try WCSMap(geometry)
        let filled = try counts.fill(
            lon: sample.lon, lat: sample.lat, frame: .icrs, coordinates: sample.coordinates)
        #expect(filled == count && counts.values[5] == 0)
        // χ² of 46 degrees of freedom (one value is 0): 46 ± 9.6.
        let chi2 = zip(counts.values, map.values).reduce(0.0) { sum, pair in
            let expected = pair.1 / total * Double(count)
            return expected == 0 ? sum : sum + (pair.0 - expected) * (pair.0 - expected) / expected
        }
        #expect(abs(chi2 - 46) < 40)
        // Within a pixel and bin places are uniform: means of pixel coordinates are those of the map.
        let position = geometry.wcs.pixels(lon: sample.lon, lat: sample.lat, frame: .icrs)
        let spread = position.x.map { $0 - $0.rounded() }
        #expect(abs(spread.reduce(0, +) / Double(count)) < 5 * 0.29 / Double(count).squareRoot())
        var again = RandomStream(seed: 77, stream: "sample", index: 0)
        #expect(try map.sample(count: 10, using: &again).lon == Array(sample.lon.prefix(10)))
        #expect(try map.sample(count: 0, using: &again).coordinates == [[]])
    }

    @Test func refusesMapsWithoutProbabilities() throws {
        var random = RandomStream(seed: 78, stream: "sample", index: 0)
        var map = try MapSamples.image()
        map.values[3] = -1
        #expect(throws: Fault.self) { try map.sample(count: 1, using: &random) }
        map.values = map.values.map { _ in 0 }
        #expect { try map.sample(count: 1, using: &random) } throws: { ($0 as? Fault)?.code == .noData }
        let sky = try WCSGeometry.create(
            centre: .galactic(l: 0, b: 0), width: [360, 180], binSize: [20, 20], projection: "AIT")
        var corner = try WCSMap(sky)
        corner.values[0] = 1
        #expect { try corner.sample(count: 1, using: &random) } throws: { "\($0)".contains("no sky") }
        corner.values[sky.nx / 2] = 1
        #expect(try corner.sample(count: 20, using: &random).lon.count == 20)
    }
}
