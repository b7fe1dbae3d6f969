import GammaCore
import GammaDatasets
import GammaMakers
import GammaMaps
import GammaTestSupport
import Testing

/// Ring backgrounds against Gammapy 2.1 on a field that a formula makes, and at the borders of what they can do.
@Suite struct RingBackgroundTests {
    /// 60 × 50 pixels of 0.05 deg in `energies` equal planes; counts and background of pixel (x, y) from whole numbers, and
    /// a source of 5 counts a pixel at (25, 20).
    private func field(energies: Int = 1) throws -> MapDataset {
        let geometry = try WCSGeometry.create(
            centre: SkyDirection(ra: 83.63, dec: 22.01), pixels: SIMD2(60, 50), binSize: SIMD2(0.05, 0.05),
            projection: "TAN", axes: [.energy(min: 1, max: 10, bins: energies)])
        var (counts, background) = ([Double](), [Double]())
        for y in 0..<50 {
            for x in 0..<60 {
                counts.append(Double((7 * x * x + 13 * y + 3 * x * y) % 5 + (distance(x, y) < 9 ? 5 : 0)))
                background.append(1.5 + 0.01 * Double(x) + 0.02 * Double(y))
            }
        }
        func cube(_ image: [Double]) throws -> WCSMap {
            try WCSMap(geometry, values: (0..<energies).flatMap { _ in image })
        }
        let exposure = try geometry.with(axes: [.energy(min: 1, max: 10, bins: 1, name: "energy_true")])
        return try MapDataset(
            name: "field", counts: cube(counts), exposure: WCSMap(exposure, unit: .cm2s),
            background: .predicted(cube(background)))
    }

    private func distance(_ x: Int, _ y: Int) -> Int { (x - 25) * (x - 25) + (y - 20) * (y - 20) }

    /// Four pixels around the source are excluded.
    private func exclusion(_ dataset: MapDataset) throws -> WCSMask {
        try WCSMask(
            dataset.geometry.image, flags: (0..<50).flatMap { y in (0..<60).map { x in distance(x, y) >= 16 } })
    }

    private func off(_ dataset: MapDataset) throws -> MapOffMeasurement {
        guard case .measured(let off) = dataset.background else {
            throw Fault(.incompatible, "there are no off counts")
        }
        return off
    }

    /// Gammapy 2.1: sums, sums weighted with 1…997 over and over, and four pixels. Off counts are whole numbers and must be
    /// the same; Gammapy's acceptances are in single precision.
    private func check(
        _ dataset: MapDataset, counts: (sum: Double, weighted: Double), acceptance: (sum: Double, weighted: Double),
        safe: Int, pixels: [(x: Int, y: Int, off: Double, acceptance: Double)]
    ) throws {
        let off = try off(dataset)
        let weights = (0..<3000).map { Double($0 % 997 + 1) }
        #expect(off.counts.values.reduce(0, +) == counts.sum)
        #expect(zip(off.counts.values, weights).reduce(0) { $0 + $1.0 * $1.1 } == counts.weighted)
        expectClose(off.acceptanceOff.values.reduce(0, +), acceptance.sum, relative: 1e-6)
        expectClose(
            zip(off.acceptanceOff.values, weights).reduce(0) { $0 + $1.0 * $1.1 }, acceptance.weighted, relative: 1e-6)
        #expect(dataset.maskSafe.count { $0 } == safe)
        for pixel in pixels {
            let bin = pixel.y * 60 + pixel.x
            #expect(off.counts.values[bin] == pixel.off)
            expectClose(off.acceptanceOff.values[bin], pixel.acceptance, relative: 1e-6)
        }
        #expect(try off.acceptance.values == field().backgroundCounts)
    }

    /// `RingBackgroundMaker(r_in=0.5 deg, width=0.3 deg)` with and without exclusion mask.
    @Test func ring() throws {
        var maker = RingBackgroundMaker(innerRadius: 0.5, width: 0.3)
        try check(
            maker.apply(to: field()), counts: (2_164_317, 1_080_035_936), acceptance: (2402458, 1204911663.4442139),
            safe: 3000, pixels: [(0, 0, 254, 227.19000244140625), (40, 25, 1039, 1180.800048828125)])
        maker.exclusion = try exclusion(field())
        try check(
            maker.apply(to: field()), counts: (2_058_537, 1_023_703_910), acceptance: (2354857, 1179703310.1263733),
            safe: 3000,
            pixels: [
                (0, 0, 254, 227.19000244140625), (25, 20, 974, 1057.800048828125), (40, 25, 935, 1132.969970703125),
                (59, 49, 266, 366.9100036621094),
            ])
    }

    /// `r_in=0.11 deg, width=0.04 deg`: the rings of the five pixels in the middle are excluded altogether. Gammapy takes
    /// three of them for safe, because its Fourier transforms leave 1e-15 of acceptance there.
    @Test func smallRing() throws {
        let maker = RingBackgroundMaker(innerRadius: 0.11, width: 0.04, exclusion: try exclusion(field()))
        try check(
            maker.apply(to: field()), counts: (66581, 33_395_620), acceptance: (76145.125, 38870323.080970764),
            safe: 2995,
            pixels: [(25, 20, 0, 0), (40, 25, 22, 28.799999237060547), (59, 49, 3, 9.0600004196167)])
    }

    /// `AdaptiveRingBackgroundMaker(r_in=0.2 deg, r_out_max=0.8 deg, width=0.1 deg, stepsize=0.05 deg, threshold_alpha=0.012)`,
    /// whose theta has no effect. Pixels whose α stays above the threshold are no numbers there, and not safe here.
    @Test func adaptiveRing() throws {
        var maker = AdaptiveRingBackgroundMaker(
            innerRadius: 0.2, maximumOuterRadius: 0.8, width: 0.1, step: 0.05, thresholdAlpha: 0.012, theta: nil,
            exclusion: try exclusion(field()))
        try check(
            maker.apply(to: field()), counts: (464_176, 231_397_224),
            acceptance: (528818.8096959919, 265904421.96896905), safe: 2635,
            pixels: [(0, 0, 0, 0), (25, 20, 172, 189.19999571451348), (40, 25, 172, 211.20000384268712)])
        maker.method = .fixedInnerRadius
        try check(
            maker.apply(to: field()), counts: (603_927, 301_463_670),
            acceptance: (690749.5983497265, 351001432.17569643), safe: 3000,
            pixels: [
                (0, 0, 182, 149.99999648260066), (25, 20, 216, 223.5999965219275),
                (40, 25, 216, 249.60000226531756), (59, 49, 184, 265.8699951630698),
            ])
    }

    /// With theta the ring grows until the on region, not the pixel, has little acceptance; the acceptance stays that of the
    /// pixel.
    @Test func thetaIsThatOfTheOnRegion() throws {
        var maker = AdaptiveRingBackgroundMaker(
            innerRadius: 0.2, maximumOuterRadius: 1, width: 0.1, step: 0.05, thresholdAlpha: 0.15, theta: 0.11,
            method: .fixedInnerRadius)
        let wide = try off(maker.apply(to: field()))
        let acceptance = try field().backgroundCounts
        let middle = 25 * 60 + 30
        var onRegion = 0.0
        for y in -2...2 { for x in -2...2 where x * x + y * y <= 4 { onRegion += acceptance[middle + y * 60 + x] } }
        #expect(onRegion / wide.acceptanceOff.values[middle] <= 0.15)
        #expect(wide.acceptance.values[middle] == acceptance[middle])
        maker.theta = nil
        let narrow = try off(maker.apply(to: field()))
        #expect(narrow.counts.values[middle] < wide.counts.values[middle])
    }

    /// Every energy has rings of its own; threads change nothing.
    @Test func energiesAndThreads() throws {
        let one = RingBackgroundMaker(innerRadius: 0.5, width: 0.3, exclusion: try exclusion(field()))
        let cube = try off(one.apply(to: field(energies: 3), execution: Execution(threads: 3)))
        let plane = try off(one.apply(to: field()))
        #expect(cube.counts.values == plane.counts.values + plane.counts.values + plane.counts.values)
        let adaptive = AdaptiveRingBackgroundMaker(innerRadius: 0.2, maximumOuterRadius: 0.8, width: 0.1)
        #expect(try adaptive.apply(to: field()) == adaptive.apply(to: field(), execution: Execution(threads: 3)))
    }

    /// Outside the exclusion mask nothing may be used; what was not safe before stays so.
    @Test func smallExclusionMask() throws {
        var dataset = try field()
        dataset.maskSafe[7] = false
        let part = try dataset.geometry.image.cutout(around: dataset.geometry.centre, width: SIMD2(0.5, 0.5)).geometry
        let maker = RingBackgroundMaker(
            innerRadius: 0.2, width: 0.1, exclusion: WCSMask(part, repeating: true))
        let result = try maker.apply(to: dataset)
        let corner = try off(result).acceptanceOff.values[0]
        #expect(corner == 0 && !result.maskSafe[0] && !result.maskSafe[7] && result.maskSafe.contains(true))
    }

    @Test func faults() throws {
        let dataset = try field()
        let ring = RingBackgroundMaker(innerRadius: 0.5, width: 0.3)
        let twice = try #require(throws: Fault.self) { try ring.apply(to: ring.apply(to: dataset)) }
        #expect(twice.code == .incompatible && twice.message.contains("'field'"))
        for (inner, width) in [(0.5, 0.0), (-0.1, 0.3), (0.01, 0.01), (1e4, 1)] {
            #expect(throws: Fault.self) { try RingBackgroundMaker(innerRadius: inner, width: width).apply(to: dataset) }
        }
        for (outer, step) in [(0.2, 0.02), (0.8, 0), (0.8, -1), (.nan, 0.02)] {
            let maker = AdaptiveRingBackgroundMaker(
                innerRadius: 0.2, maximumOuterRadius: outer, width: 0.1, step: step)
            #expect(throws: Fault.self) { try maker.apply(to: dataset) }
        }
    }
}
