import Foundation
import GammaCore
import GammaIO
import GammaTestSupport
import Testing

@testable import GammaMaps

@Suite struct HEALPixMapTests {
    static let cube = TestData.path("fermi_3fhl/fermi_3fhl_exposure_cube_hpx.fits.gz")

    /// A map whose values are their indices.
    static func map(nside: Int = 8, ordering: HEALPixOrdering = .ring, width: Double? = nil) throws -> HEALPixMap {
        let geometry = try HEALPixGeometry.create(
            nside: nside, ordering: ordering, frame: .galactic, centre: .galactic(l: 30, b: 50), width: width,
            axes: [.energy(min: 1, max: 100, bins: 2)])
        return try HEALPixMap(geometry, values: (0..<geometry.valueCount).map(Double.init), unit: .m2s)
    }

    @Test(.enabled(if: cube != nil, "needs fermi_3fhl of the public data"))
    func theFermiExposureIsReadAndInterpolated() throws {
        let map = try HEALPixMap.read(#require(Self.cube))
        #expect(map.geometry.grid == (try HEALPixGrid(nside: 64, ordering: .ring)) && map.geometry.frame == .icrs)
        #expect(map.unit == .cm2s && map.storage == .double && map.geometry.isAllSky)
        let axis = try map.geometry.axis("energy_true")
        expectClose([axis.centres[0], axis.centres[5], axis.centres[17]], [0.01, 0.04750874, 2], relative: 1e-8)
        expectClose(
            [map.values[0], map.values[17 * 49152 + 49151]], [425_169_682_432, 203_602_558_976], relative: 1e-7)
        expectClose(map.values.reduce(0, +), 2.65751286916907e17, relative: 1e-12)

        // Every fourth pixel of the image is enough for one column; the means need them all.
        let axes = [try MapAxis.energy(min: 0.009, max: 2.2, bins: 24, name: "energy_true")]
        let image = try WCSGeometry.create(
            centre: .galactic(l: 0, b: 0), pixels: [200, 160], binSize: [0.05, 0.05], projection: "TAN", axes: axes)
        let result = try map.interpolated(to: image, along: .gammapy)
        let count = image.pixelCount
        let means = (0..<24).map { result.values[$0 * count..<($0 + 1) * count].reduce(0, +) / Double(count) }
        // Stored with twelve digits.
        expectClose(means, HEALPixFiles.means, relative: 1e-11)
        expectClose((0..<24).map { result.values[$0 * count + 150 * 200 + 3] }, HEALPixFiles.corner, relative: 1e-11)
        #expect(result.unit == .cm2s)

        let place = try #require(image.direction(x: 3, y: 150))
        let values = map.interpolatedValues(
            lon: [Double](repeating: place.lon, count: 24), lat: [Double](repeating: place.lat, count: 24),
            frame: .galactic, coordinates: [axes[0].centres])
        expectClose(values, HEALPixFiles.scaled, relative: 1e-11)
    }

    @Test func bothRulesOfAxesAgreeAtNodesAndBothWaysAreOne() throws {
        let map = try Self.map(nside: 16)
        let image = try WCSGeometry.create(
            centre: .galactic(l: 30, b: 50), width: 10, binSize: 1, axes: map.geometry.axes)
        let scaled = try map.interpolated(to: image)
        #expect(try map.interpolated(to: image, along: .gammapy).values == scaled.values)
        let centres = image.pixelCentres()
        for (plane, energy) in map.geometry.axes[0].centres.enumerated() {
            let values = map.interpolatedValues(
                lon: centres.lon, lat: centres.lat, frame: .galactic,
                coordinates: [[Double](repeating: energy, count: centres.lon.count)])
            expectClose(values, Array(scaled.values[plane * 100..<(plane + 1) * 100]), relative: 1e-12)
        }
        #expect(throws: Fault.self) { try map.interpolated(to: image.image) }
    }

    /// The image is linear in pixels, and so is what is interpolated from it.
    @Test func imagesBecomeMaps() throws {
        let image = try WCSGeometry.create(
            centre: .galactic(l: 30, b: 50), width: 20, binSize: 0.5, projection: "TAN",
            axes: Self.map().geometry.axes)
        let values = (0..<image.valueCount).map { index in
            let (column, row, plane) = (index % 40, index % 1600 / 40, index / 1600)
            return Double(column + 3 * row + plane)
        }
        let map = try HEALPixMap.interpolating(
            WCSMap(image, values: values, unit: .m2s), to: Self.map(nside: 32).geometry, outside: -1)
        let centres = map.geometry.pixelCentres()
        let position = image.wcs.pixels(lon: centres.lon, lat: centres.lat, frame: .galactic)
        let expected = position.x.indices.map { index in
            image.indices(x: position.x[index], y: position.y[index]) == nil
                ? -1 : position.x[index] + 3 * position.y[index]
        }
        #expect(expected.filter { $0 >= 0 }.count > 100 && map.unit == .m2s)
        expectClose(Array(map.values[..<map.geometry.pixelCount]), expected, absolute: 1e-9)
        expectClose(
            Array(map.values[map.geometry.pixelCount...]), expected.map { $0 < 0 ? $0 : $0 + 1 }, absolute: 1e-9)
    }

    @Test func resamplingKeepsTheSum() throws {
        let map = try Self.map(width: 30)
        let image = try WCSGeometry.create(centre: .galactic(l: 30, b: 50), width: 60, binSize: 0.5, projection: "TAN")
        let result = try map.resampled(to: image, outside: 0)
        expectClose(result.values.reduce(0, +), map.values.reduce(0, +), relative: 1e-12)
        let plain = try map.resampled(to: image, preservingCounts: false)
        let direction = SkyDirection.galactic(l: 33, b: 48)
        #expect(plain.value(at: direction, bins: [1]) == map.value(at: direction, bins: [1]))
        #expect(plain.value(at: .galactic(l: 30, b: 75), bins: [0])?.isNaN == true)
        #expect(map.value(at: .galactic(l: 30, b: 75), bins: [0]) == nil)
    }

    @Test func pixelsAreJoinedAndDivided() throws {
        for ordering in HEALPixOrdering.allCases {
            for width in [nil, 40.0] {
                let map = try Self.map(ordering: ordering, width: width)
                let fine = try map.regraded(toNside: 32)
                expectClose(fine.values.reduce(0, +), map.values.reduce(0, +))
                #expect(fine.geometry.pixelCount == 16 * map.geometry.pixelCount)
                let back = try fine.regraded(toNside: 8)
                #expect(back.geometry.hasSamePixels(as: map.geometry))
                expectClose(back.values, map.values)
                expectClose(
                    try map.regraded(toNside: 16, preservingCounts: false).regraded(toNside: 8, preservingCounts: false)
                        .values, map.values)
                let other = try map.reordered(to: ordering == .ring ? .nested : .ring)
                #expect(try other.reordered(to: ordering).values == map.values)
                let direction = SkyDirection.galactic(l: 28, b: 45)
                #expect(other.value(at: direction, bins: [1]) == map.value(at: direction, bins: [1]))
                #expect(fine.value(at: direction, bins: [0]) == map.value(at: direction, bins: [0]).map { $0 / 16 })
            }
        }
        #expect(throws: Fault.self) { try Self.map().regraded(toNside: 12) }
        #expect(throws: Fault.self) { try Self.map().regraded(toNside: 0) }
    }

    @Test func partsAreCutOutAndStacked() throws {
        let map = try Self.map()
        let centre = SkyDirection.galactic(l: 30, b: 50)
        let part = try map.cutout(centre: centre, width: 40)
        #expect(part.geometry.pixels == (try Self.map(width: 40)).geometry.pixels)
        #expect(part.value(at: centre, bins: [1]) == map.value(at: centre, bins: [1]))
        #expect(try map.cutout(centre: centre, width: 60).cutout(centre: centre, width: 40) == part)
        var sum = map
        try sum.stack(part)
        #expect(sum.value(at: centre, bins: [1]) == map.value(at: centre, bins: [1]).map { 2 * $0 })
        expectClose(sum.values.reduce(0, +), (map.values + part.values).reduce(0, +))
        var small = part
        #expect(throws: Fault.self) { try small.stack(map) }
        #expect(throws: Fault.self) { try sum.stack(try Self.map(nside: 4)) }
        var nan = part
        nan.values[0] = .nan
        nan.unit = .cm2s
        var again = map
        try again.stack(nan, weights: HEALPixMap(part.geometry, values: part.values.map { _ in 1e4 }))
        expectClose(again.values.reduce(0, +), sum.values.reduce(0, +) - part.values[0], relative: 1e-12)
    }

    @Test func arithmeticChecksGeometries() throws {
        let map = try Self.map(width: 50)
        #expect(try (map + map).values == (map * 2).values)
        #expect(try (map - map.converted(to: .cm2s)).values.allSatisfy { $0 == 0 })
        let ratio = try (map * 3) / map
        #expect(ratio.unit == .none && ratio.values.dropFirst().allSatisfy { abs($0 - 3) < 1e-12 })
        #expect(throws: Fault.self) { try map + Self.map() }
        #expect(throws: Fault.self) { try map + Self.map(ordering: .nested, width: 50) }
        #expect(throws: Fault.self) { try map * map }
        #expect(throws: Fault.self) { try HEALPixMap(map.geometry, values: [1]) }
    }

    @Test func regionsHaveSpectra() throws {
        let map = try Self.map(nside: 32)
        let circle = SkyRegion.circle(centre: .galactic(l: 10, b: -5), radius: 8)
        let spectrum = try map.spectrum(in: circle)
        let inside = try map.geometry.grid.pixels(inDiscAt: 10, -5, radius: 8)
        #expect(abs(inside.count - (try map.geometry.mask(inside: circle).filter { $0 }.count)) <= 1)
        expectClose(
            spectrum.values[1] - spectrum.values[0], Double(map.geometry.pixelCount * inside.count), relative: 0.02)
        let point = try map.spectrum(in: .point(.galactic(l: 10, b: -5)))
        #expect(point.values[1] == map.value(at: .galactic(l: 10, b: -5), bins: [1]))
        #expect(try map.spectrum(in: nil) { Double($0.count) }.values == [12288, 12288])
        #expect(throws: Fault.self) { try Self.map(width: 20).spectrum(in: circle) }
    }

    @Test func eventsAreFilled() throws {
        var map = try HEALPixMap(Self.map(width: 30).geometry)
        let count = try map.fill(
            lon: [30, 30, 30, 200, .nan], lat: [50, 50, 51, 0, 0], frame: .galactic,
            coordinates: [[2, 20, 200, 2, 2]], weights: [1, 2, 4, 8, 16])
        #expect(count == 2 && map.values.reduce(0, +) == 3)
        #expect(map.value(at: .galactic(l: 30, b: 50), bins: [1]) == 2)
        #expect(throws: Fault.self) { try map.fill(lon: [1], lat: [1], frame: .galactic) }
    }
}
