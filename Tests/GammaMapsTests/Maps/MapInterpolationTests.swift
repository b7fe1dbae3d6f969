import GammaCore
import GammaNumerics
import GammaTestSupport
import Testing

@testable import GammaMaps

/// The same formulas as Gammapy's on the same numbers: 1e-9 leaves room for rounding in positions.
@Suite struct MapInterpolationTests {
    static let lon = [83.63, 83.5, 84.1, 83.2, 83.71, 85]
    static let lat = [22.01, 22.13, 22.4, 21.7, 21.93, 23]
    static let energy = [1.1, 0.2, 5, 0.05, 30, 1.0]

    static func other() throws -> WCSGeometry {
        try MapSamples.geometry(
            6, 4, binSize: 0.07, axes: [.energy(min: 0.2, max: 20, bins: 3)], projection: "CAR",
            centre: .galactic(l: 184.5, b: -5.8))
    }

    @Test func atCoordinates() throws {
        let map = try MapSamples.small()
        func at(
            _ map: WCSMap, method: WCSMap.Method = .linear, scale: AxisScale = .linear,
            outside: WCSMap.Outside = .extrapolate
        ) throws -> [Double] {
            try map.interpolated(
                lon: Self.lon, lat: Self.lat, frame: .icrs, coordinates: [Self.energy], method: method, scale: scale,
                outside: outside)
        }
        let expected = MapReference.tables
        expectClose(try at(map), try expected("interpolated"), relative: 1e-9)
        expectClose(try at(map, outside: .value(-1)), try expected("interpolated inside"), relative: 1e-9)
        expectClose(try at(map, method: .nearest), try expected("interpolated nearest"), relative: 1e-9)
        expectClose(try at(map + 1, scale: .log), try expected("interpolated log"), relative: 1e-9)
        expectClose(
            try map.values(lon: Self.lon, lat: Self.lat, frame: .icrs, coordinates: [Self.energy]),
            try expected("by coordinates"), relative: 1e-9)
        expectClose(
            try MapSamples.cube().interpolated(
                lon: Self.lon, lat: Self.lat, frame: .icrs,
                coordinates: [[0, 0.05, 0.2, 0.45, 0.7, 0.1], Self.energy]),
            try expected("interpolated rad"), relative: 1e-9)
    }

    @Test func toAnotherGeometry() throws {
        let (map, other) = (try MapSamples.small(), try Self.other())
        let result = try map.interpolated(to: other)
        #expect(result.geometry == other && result.unit == .s)
        expectClose(result.values, try MapReference.tables("interpolated to"), relative: 1e-9)
        let image = try MapSamples.image().interpolated(to: other.image, preservingSum: true)
        expectClose(image.values, try MapReference.tables("interpolated sum"), relative: 1e-9)
    }

    /// Interpolation on a grid is that at every combination; on its own geometry a map stays what it is.
    @Test func gridsAndPixelCentres() throws {
        let map = try MapSamples.cube()
        let grid = [[0.02, 0.4], [0.3, 1, 8.0]]
        let together = try map.interpolated(lon: Self.lon, lat: Self.lat, frame: .icrs, grid: grid)
        for (i, energy) in grid[1].enumerated() {
            for (j, rad) in grid[0].enumerated() {
                let one = try map.interpolated(
                    lon: Self.lon, lat: Self.lat, frame: .icrs, coordinates: [[rad], [energy]])
                expectClose(Array(together[((i * 2 + j) * 6)..<((i * 2 + j) * 6 + 6)]), one, relative: 1e-14)
            }
        }
        expectClose(try map.interpolated(to: map.geometry).values, map.values, relative: 1e-9, absolute: 1e-9)
        let direction = try #require(map.geometry.direction(x: 1, y: 2))
        let value = try map.interpolated(at: direction, coordinates: [0.2, map.geometry.axes[1].centres[3]])
        expectClose(value, map.values[map.offset(ofBins: [1, 3]) + 2 * 4 + 1], relative: 1e-9)
    }

    /// Planes are interpolated exactly, also beyond the border.
    @Test func linearFunctionsAreExact() throws {
        let geometry = try MapSamples.geometry(9, 8, axes: [.energy(min: 0.1, max: 10, bins: 5)])
        forAll(seed: 72, count: 30) { random in
            let (a, b, c) = (random.normal(), random.normal(), random.normal())
            var map = try WCSMap(geometry)
            for index in map.values.indices {
                let (x, y, e) = (index % 9, index / 9 % 8, index / 72)
                map.values[index] = 3 + a * Double(x) + b * Double(y) + c * Double(e)
            }
            let (x, y, e) = (-2 + 13 * random.uniform(), -2 + 12 * random.uniform(), -1 + 7 * random.uniform())
            let direction = try #require(geometry.direction(x: x, y: y))
            let energy = geometry.axes[0].value(atPixel: e)
            let value = try map.interpolated(at: direction.converted(to: .galactic), coordinates: [energy])
            expectClose(value, 3 + a * x + b * y + c * e, absolute: 1e-8)
        }
    }

    /// What lies beyond an axis, the border or the sky has the value asked for, on any scale, on grids and at points.
    @Test func valuesOutside() throws {
        let map = try MapSamples.small() + 1
        let (lon, lat) = ([83.63, 83.63, 90, 263], [22.01, 22.01, 22, -22.0])
        for scale in [AxisScale.linear, .log, .sqrt] {
            let grid = try map.interpolated(
                lon: lon, lat: lat, frame: .icrs, grid: [[0.05, 1.1, 10.5]], scale: scale, outside: .value(-3))
            #expect(grid.enumerated().allSatisfy { ($0 == 4 || $0 == 5) == ($1 != -3) }, "\(scale)")
            for (index, energy) in [0.05, 1.1, 10.5].enumerated() {
                let points = try map.interpolated(
                    lon: lon, lat: lat, frame: .icrs, coordinates: [[energy]], scale: scale, outside: .value(-3))
                #expect(points == Array(grid[index * 4..<index * 4 + 4]))
            }
        }
    }

    @Test func valuesThatAreNotFinite() throws {
        var map = try MapSamples.image()
        map.values[17] = .nan
        let middle = try #require(map.geometry.direction(x: 3, y: 2))
        #expect(try map.interpolated(at: middle) == 0)
        let behind = SkyDirection(ra: 263, dec: -22)
        #expect(try map.interpolated(at: behind).isNaN)
        #expect(try map.interpolated(at: behind, outside: .value(7)) == 7)
        map.values = map.values.map { _ in .nan }
        #expect(try map.interpolated(at: middle).isNaN)
    }

    @Test func refusesOtherCoordinates() throws {
        let map = try MapSamples.small()
        #expect { try map.interpolated(at: MapSamples.crab) } throws: { "\($0)".contains("[\"energy\"]") }
        #expect(throws: Fault.self) {
            try map.interpolated(lon: [1, 2, 3], lat: [1, 2, 3], frame: .icrs, coordinates: [[1, 2]])
        }
        #expect(throws: Fault.self) { try map.interpolated(to: MapSamples.cube().geometry) }
        #expect(throws: Fault.self) { try map.interpolated(to: map.geometry.image) }
    }

    @Test func reprojects() throws {
        let image = try MapSamples.image()
        let target = try Self.other().image
        // Gammapy collects the pieces in 32-bit numbers.
        expectClose(
            try image.reprojected(to: target).values, try MapReference.tables("reprojected"), relative: 2e-7)
        let large = try MapSamples.geometry(
            30, 30, binSize: 0.15, projection: "ZEA", centre: .galactic(l: 184.5, b: -5.8))
        let moved = try image.reprojected(to: large, preservingSum: true)
        // All pieces find a place: the sum is kept to rounding.
        expectClose(moved.values.reduce(0, +), image.values.reduce(0, +), relative: 1e-12)
        #expect(throws: Fault.self) { try image.reprojected(to: target, precision: 0) }
    }
}
