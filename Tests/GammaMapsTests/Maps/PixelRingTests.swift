import GammaCore
import GammaTestSupport
import Testing

@testable import GammaMaps

/// Sums over rings against direct convolutions, and the parts of masks.
@Suite struct PixelRingTests {
    private func counts(nx: Int, ny: Int, planes: Int = 1) throws -> WCSMap {
        let axes = planes > 1 ? [try MapAxis.energy(min: 1, max: 10, bins: planes)] : []
        let geometry = try WCSGeometry.create(
            centre: SkyDirection(ra: 10, dec: 20), pixels: SIMD2(nx, ny), binSize: SIMD2(0.1, 0.1), axes: axes)
        var random = RandomStream(seed: 5, stream: "ring")
        return try WCSMap(
            geometry, values: (0..<geometry.valueCount).map { _ in (random.uniform() * 9).rounded(.down) })
    }

    /// Whole numbers are exact; radii with pixels on the border (5 = 3-4-5), between pixels, larger than the image.
    @Test(arguments: [(0.0, 0.5), (0, 1), (0, 5), (3, 5), (2.5, 4.2), (4.9, 5.01), (9, 30), (13, 40)])
    func sumsAreThoseOfTheConvolution(_ inner: Double, _ outer: Double) throws {
        let map = try counts(nx: 23, ny: 17, planes: 2)
        let kernel = try ConvolutionKernel.ring(inner: inner, outer: outer)
        let ring = try PixelRing(inner: inner, outer: outer)
        #expect(Double(ring.pixelCount) == kernel.values.reduce(0, +))
        let sums = try map.summed(over: ring)
        #expect(try sums.values == map.convolved(with: kernel).values)
        #expect(try map.summed(over: ring, Execution(threads: 3)) == sums)
    }

    /// The ring of the field's usual 10…16 pixels has 492, as astropy's `Ring2DKernel(10, 6)`.
    @Test func numbersOfPixels() throws {
        #expect(try PixelRing(inner: 10, outer: 16).pixelCount == 492)
        #expect(try PixelRing.disk(radius: 2).pixelCount == 13)
        for (inner, outer) in [(3.0, 3.0), (-1, 2), (0.2, 0.9), (1, 1e5), (0, .nan)] {
            #expect(throws: Fault.self) { try PixelRing(inner: inner, outer: outer) }
        }
    }

    @Test func whatIsNoNumberIsNotThere() throws {
        var map = try counts(nx: 9, ny: 7)
        map.values[30] = 0
        let zero = try map.summed(over: .disk(radius: 2))
        map.values[30] = .nan
        #expect(try map.summed(over: .disk(radius: 2)) == zero)
    }

    /// Two parts that touch at a corner, and one at the border; numbers as `scipy.ndimage.label` gives them.
    @Test func partsOfMasks() throws {
        let geometry = try WCSGeometry.create(
            centre: SkyDirection(ra: 10, dec: 20), pixels: SIMD2(5, 4), binSize: SIMD2(0.1, 0.1))
        let rows = [[1, 1, 0, 0, 1], [0, 1, 0, 0, 1], [0, 0, 1, 0, 0], [0, 0, 1, 1, 0]]
        let mask = try WCSMask(geometry, flags: rows.joined().map { $0 == 1 })
        let (labels, count) = mask.labelled()
        #expect(count == 3)
        #expect(labels == [1, 1, 0, 0, 2, 0, 1, 0, 0, 2, 0, 0, 3, 0, 0, 0, 0, 3, 3, 0])
        var seeds = WCSMask(geometry, repeating: false)
        seeds.flags[4] = true
        seeds.flags[3] = true
        #expect(try mask.parts(touching: seeds).flags == labels.map { $0 == 2 })

        let circles = mask.circles()
        #expect(circles.count == 3)
        let inside = try geometry.regionMask(circles.map { .circle(centre: $0.centre, radius: $0.radius) })
        #expect(try (mask & inside) == mask)
    }
}
