import Foundation
import GammaKit
import GammaTestSupport
import Testing

/// TS map, peaks and excess map of the Galactic centre in three runs of CTA's first data challenge, against Gammapy 2.1.
@Suite(.enabled(if: TestData.isAvailable, "real data: set GAMMAKIT_DATA"))
struct SourceMapTests {
    /// 8 × 6 deg in pixels of 0.05 deg, five bins 0.1–10 TeV, offsets up to 3.5 deg.
    private static func dataset() throws -> MapDataset {
        let store = try DataStore(try #require(TestData.path("cta-1dc/index/gps")))
        let geometry = try WCSGeometry.create(
            centre: SkyDirection(lon: 0, lat: 0, frame: .galactic), width: SIMD2(8, 6), binSize: SIMD2(0.05, 0.05),
            axes: [.energy(min: 0.1, max: 10, bins: 5)])
        let empty = try MapDataset.empty(
            name: "gc", geometry: geometry, energyTrue: .energy(min: 0.1, max: 10, bins: 15, name: "energy_true"))
        let reduction = MapReduction(safeMask: SafeMaskMaker([.offsetMax(degrees: 3.5), .aeffDefault]))
        return try reduction.stack(store.observations(.ids([110380, 111140, 111159])), into: empty).dataset
    }

    private static let edges = [0.1, 1, 10]

    /// Gammapy's peaks above 5 σ, 0.3 deg apart: value, column, row, right ascension, declination.
    private static let peaks: [[(value: Double, x: Int, y: Int, ra: Double, dec: Double)]] = [
        [
            (26.60568286107234, 81, 58, 266.4335123303984, -29.03926734419442),
            (19.056132763472384, 62, 61, 266.84942820627026, -28.14952385019424),
            (12.598104484878313, 101, 51, 266.17698367751495, -30.074973280640815),
            (11.625775970701133, 51, 59, 267.26784645266844, -27.730164924559805),
            (8.160482866425411, 128, 61, 264.85720172437175, -30.95805811395818),
            (5.583801472732975, 17, 59, 268.24394247699666, -26.269452205520913),
        ],
        [
            (32.613430271350595, 80, 58, 266.46328559389553, -28.996580874899255),
            (20.093085267261763, 62, 61, 266.84942820627026, -28.14952385019424),
            (11.659778056248845, 129, 61, 264.8261389454433, -31.000375285695245),
            (9.697666810222156, 99, 48, 266.38514010031645, -30.0679549888021),
            (5.880551120289065, 16, 63, 268.08041249833434, -26.124643263340754),
        ],
    ]

    /// The same peaks in the same pixels. Gammapy stops when a norm is known to 1 %; near its maximum TS then lacks at most 1e-4
    /// of itself, and √TS half of that.
    @Test func sourcesAreThoseOfGammapy() throws {
        let kernel = SkyModel(
            "kernel", spectral: PowerLaw(index: 2, amplitude: 1e-12),
            spatial: GaussianSpatialModel(at: SkyDirection(ra: 0, dec: 0), sigma: 0.05))
        let maps = try TSMapEstimator(kernel: kernel, kernelWidth: 0.5, energyEdges: Self.edges).run(
            Self.dataset(), execution: Execution(threads: 2))
        for (bin, expected) in Self.peaks.enumerated() {
            let plane = try maps.map(.sqrtTS).sliced("energy", bin: bin).values
            #expect(plane.count(where: \.isFinite) == 18361)
            let list = try PeakFinder(threshold: 5, minDistance: .degrees(0.3)).run(maps, bin: bin)
            #expect(list.peaks.map { [$0.x, $0.y] } == expected.map { [$0.x, $0.y] })
            for (peak, gammapy) in zip(list.peaks, expected) {
                expectClose(peak.value, gammapy.value, relative: 5e-5)
                let direction = peak.direction.converted(to: .icrs)
                expectClose(direction.lon, gammapy.ra, absolute: 1e-9)
                expectClose(direction.lat, gammapy.dec, absolute: 1e-9)
            }
        }
    }

    /// The largest significances of the excess map. Both backgrounds come from the same responses, Gammapy's summed in single
    /// precision.
    @Test func excessIsThatOfGammapy() throws {
        let maps = try ExcessMapEstimator(correlationRadius: 0.1, energyEdges: Self.edges).run(Self.dataset())
        for (bin, expected) in [21.745058857183082, 29.366401716682528].enumerated() {
            let plane = try maps.map(.sqrtTS).sliced("energy", bin: bin).values
            expectClose(try #require(plane.filter(\.isFinite).max()), expected, relative: 1e-5)
        }
    }
}
