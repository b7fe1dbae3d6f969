import Foundation
import GammaCore
import GammaTestSupport
import Testing

@testable import GammaMaps

@Suite struct HEALPixGridTests {
    static func grids() throws -> [HEALPixGrid] {
        try [1, 2, 4, 8, 64, 1024, 1 << 20, 1 << 29].flatMap { nside in
            try HEALPixOrdering.allCases.map { try HEALPixGrid(nside: nside, ordering: $0) }
        } + [3, 5, 12, 1000].map { try HEALPixGrid(nside: $0, ordering: .ring) }
    }

    @Test func everyCentreLiesInItsPixel() throws {
        for grid in try Self.grids() {
            forAll(seed: 1, count: grid.pixelCount < 4000 ? 1 : 60) { random in
                let pixels =
                    grid.pixelCount < 4000
                    ? Array(0..<grid.pixelCount) : [Int.random(in: 0..<grid.pixelCount, using: &random)]
                let centres = grid.centres(of: pixels)
                #expect(grid.pixels(lon: centres.lon, lat: centres.lat) == pixels)
                if grid.nside <= 1 << 20 {
                    #expect(grid.pixels(lon: centres.lon.map { $0 - 360 }, lat: centres.lat) == pixels)
                }
                if grid.order != nil {
                    let other: HEALPixOrdering = grid.ordering == .ring ? .nested : .ring
                    let renumbered = try grid.renumbered(pixels, to: other)
                    #expect(try grid.with(ordering: other).renumbered(renumbered, to: grid.ordering) == pixels)
                }
            }
        }
    }

    @Test func neighboursAreMutual() throws {
        for grid in try Self.grids() where grid.nside > 1 {
            forAll(seed: 2, count: 40) { random in
                let pixel = Int.random(in: 0..<grid.pixelCount, using: &random)
                let neighbours = grid.neighbours(of: pixel)
                #expect(neighbours.filter { $0 < 0 }.count <= 1 || grid.nside == 1)
                for neighbour in neighbours where neighbour >= 0 {
                    #expect(grid.neighbours(of: neighbour).contains(pixel))
                }
            }
        }
    }

    @Test func weightsAreAPartitionOfOne() throws {
        for grid in try Self.grids() {
            forAll(seed: 3, count: 40) { random in
                let (lon, lat) = Self.position(&random)
                let found = try #require(grid.interpolation(lon: lon, lat: lat))
                expectClose(found.weights.sum(), 1, relative: 1e-13)
                #expect(found.weights.min() >= -1e-7 && found.pixels.min() >= 0 && found.pixels.max() < grid.pixelCount)
                // The centre of a pixel belongs to it alone, but on a ring around the pole.
                let pixel = Int.random(in: 0..<grid.pixelCount, using: &random)
                let centre = grid.centre(of: pixel)
                let own = try #require(grid.interpolation(lon: centre.lon, lat: centre.lat))
                let weight = (0..<4).filter { own.pixels[$0] == pixel }.map { own.weights[$0] }.reduce(0, +)
                expectClose(weight, 1, absolute: 1e-15 * Double(grid.nside) + 1e-12)
            }
        }
    }

    @Test func discsHoldThePixelsNearby() throws {
        for nside in [1, 4, 16] {
            for ordering in HEALPixOrdering.allCases {
                let grid = try HEALPixGrid(nside: nside, ordering: ordering)
                let all = grid.centres(of: Array(0..<grid.pixelCount))
                forAll(seed: 4, count: 20) { random in
                    let (lon, lat) = Self.position(&random)
                    let radius = Double.random(in: 0...180, using: &random)
                    let distances = SkyDirection(ra: lon, dec: lat).separations(
                        lon: all.lon, lat: all.lat, frame: .icrs)
                    let inside = distances.indices.filter { distances[$0] <= radius }
                    #expect(try grid.pixels(inDiscAt: lon, lat, radius: radius) == inside)
                    let touching = Set(try grid.pixels(touchingDiscAt: lon, lat, radius: radius))
                    #expect(touching.isSuperset(of: inside) && touching.contains(grid.pixel(lon: lon, lat: lat)))
                    // Points of the disc, also on its edge, lie in pixels that touch it.
                    for angle in stride(from: 0.0, to: 360, by: 17) {
                        let edge = SkyDirection(ra: lon, dec: lat).offset(by: radius * 0.999_999, positionAngle: angle)
                        #expect(touching.contains(grid.pixel(lon: edge.lon, lat: edge.lat)))
                    }
                    let far = distances.indices.filter { distances[$0] > radius + grid.largestPixelRadius * 1.3 }
                    #expect(touching.isDisjoint(with: far))
                }
            }
        }
    }

    @Test func sizesOfPixels() throws {
        let grid = try HEALPixGrid(nside: 64, ordering: .ring)
        #expect(grid.pixelCount == 49152 && grid.order == 6)
        expectClose(grid.pixelSolidAngle, 2.5566346464760684e-4, relative: 1e-14)
        // healpy.nside2resol(64) and healpy.max_pixrad(64), in degrees.
        expectClose(grid.pixelSize, 0.9161297098179749, relative: 1e-14)
        expectClose(grid.largestPixelRadius, 0.9541480607387777, relative: 1e-12)
        #expect(try HEALPixGrid(binSize: 0.1, ordering: .nested).nside == 512)
    }

    @Test func badGridsAndPositionsAreAnswered() throws {
        for nside in [0, -4, 3, (1 << 29) + 1, 1 << 30, .max, .min] {
            #expect(throws: Fault.self) { try HEALPixGrid(nside: nside, ordering: .nested) }
        }
        let grid = try HEALPixGrid(nside: 8, ordering: .ring)
        #expect(grid.pixels(lon: [.nan, 0, .infinity, 0], lat: [0, 90.001, 0, .nan]) == [-1, -1, -1, -1])
        #expect(grid.interpolation(lon: 0, lat: -91) == nil)
        #expect(grid.centres(of: [-1, grid.pixelCount]).lon.filter(\.isNaN).count == 2)
        #expect(throws: Fault.self) { try grid.pixels(inDiscAt: 0, 0, radius: -1) }
        #expect(throws: Fault.self) { try grid.pixels(inDiscAt: .nan, 0, radius: 1) }
        let huge = try HEALPixGrid(nside: 1 << 29, ordering: .ring)
        #expect(throws: Fault.self) { try huge.pixels(inDiscAt: 0, 0, radius: 10) }
        #expect(throws: Fault.self) { try huge.pixels(touchingDiscAt: 0, 0, radius: 1e-9) }
    }

    /// A position with a uniform distribution, at times at a pole, on the equator or on a meridian between faces.
    static func position(_ random: inout RandomStream) -> (lon: Double, lat: Double) {
        let lon =
            Bool.random(using: &random)
            ? Double.random(in: 0..<360, using: &random) : 45 * Double.random(in: 0..<8, using: &random).rounded(.down)
        let z = Double.random(in: -1...1, using: &random)
        let special = [90.0, -90, 0, 41.810314895778596, -41.810314895778596]
        let lat =
            Double.random(in: 0..<1, using: &random) < 0.8
            ? asin(z) * 180 / .pi : special.randomElement(using: &random) ?? 0
        return (lon, lat)
    }
}
