import GammaCore
import GammaMaps
import GammaModels
import GammaTestSupport
import Testing

@testable import GammaMakers

@Suite struct FieldSimulatorTests {
    private static let centre = SkyDirection(ra: 83.63, dec: 22.01)

    private static func simulator(width: Double = 2, binSize: Double = 0.2) throws -> FieldSimulator {
        try FieldSimulator(centre: centre, width: SIMD2(width, width / 2), binSize: binSize)
    }

    /// Two pointings side by side over 2° × 1°: a quarter of the width away from the borders.
    @Test func pointingsFillTheImageEvenly() throws {
        let simulator = try Self.simulator()
        let places = simulator.pointings().compactMap { simulator.geometry.pixel(of: $0) }
        expectClose(places.map(\.x), [2, 7], absolute: 1e-9)
        expectClose(places.map(\.y), [2, 2], absolute: 1e-9)
    }

    /// Poisson counts around the prediction, the same for the same seed; none outside the mask.
    @Test func countsFollowThePrediction() throws {
        var simulator = try Self.simulator()
        simulator.offsetMax = 0.5
        let source = SkyModel(
            "source", spectral: PowerLaw(index: 2.3, amplitude: 1e-11), spatial: PointSpatialModel(at: Self.centre))
        let dataset = try simulator.simulate(Models(source), seed: 1)
        #expect(try simulator.simulate(Models(source), seed: 1).counts.values == dataset.counts.values)
        #expect(try simulator.simulate(Models(source), seed: 2).counts.values != dataset.counts.values)
        let mask = dataset.maskSafe
        #expect(mask.contains(false))
        let predicted = try zip(dataset.predicted(Models(source)).values, mask).reduce(0) { $0 + ($1.1 ? $1.0 : 0) }
        let counts = dataset.counts.values.reduce(0, +)
        #expect(zip(dataset.counts.values, mask).allSatisfy { $1 || $0 == 0 })
        // One draw of fixed seed: within 4 σ.
        expectClose(counts, predicted, absolute: 4 * predicted.squareRoot())
    }

    @Test func settingsWithoutSenseAreFaults() throws {
        var simulator = try Self.simulator()
        simulator.livetime = 0
        let fault = #expect(throws: Fault.self) { try simulator.dataset() }
        #expect(fault?.code == .badValue)
        let flat = try WCSGeometry.create(centre: Self.centre, width: 1, binSize: 0.1)
        #expect(throws: Fault.self) { try FieldSimulator(flat) }
    }
}

@Suite struct SourcePopulationTests {
    private static let geometry = Result {
        try WCSGeometry.create(centre: SkyDirection(ra: 83.63, dec: 22.01), width: 6, binSize: 0.1, projection: "TAN")
    }

    @Test func sourcesStandApart() throws {
        let geometry = try Self.geometry.get()
        let population = SourcePopulation()
        let sources = try population.sources(on: geometry, seed: 3).skyModels
        #expect(sources.map(\.name).filter { $0.hasPrefix("point-") }.count == 12 && sources.count == 18)
        for (number, source) in sources.enumerated() {
            let place = try #require(source.spatial?.position)
            let pixel = try #require(geometry.pixel(of: place))
            #expect(min(pixel.x, pixel.y) >= 4.9 && max(pixel.x, pixel.y) <= 54.1)
            for other in sources[..<number] {
                #expect(try #require(other.spatial?.position).separation(to: place) >= population.separation)
            }
        }
        let again = try population.sources(on: geometry, seed: 3).skyModels
        #expect(again.map { $0.parameters.map(\.value) } == sources.map { $0.parameters.map(\.value) })
    }

    @Test func impossibleOnesAreFaults() throws {
        let geometry = try Self.geometry.get()
        for change: (inout SourcePopulation) -> Void in [
            { $0.points = -1 }, { $0.points = 1000 }, { $0.margin = 4 }, { $0.amplitudes = 0...1 },
        ] {
            var population = SourcePopulation()
            change(&population)
            let fault = #expect(throws: Fault.self) { try population.sources(on: geometry, seed: 1) }
            #expect(fault?.code == .badValue)
        }
    }
}
