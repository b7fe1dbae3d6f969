import GammaKit
import GammaTestSupport
import Testing

/// PKS 2155-304 in the night of its big flare, run by run and in bins of ten minutes, from the event lists.
@Suite(.enabled(if: TestData.isAvailable, "real data: set GAMMAKIT_DATA"))
struct LightCurveTests {
    private typealias Reference = PKS2155Reference

    private static func observations() throws -> [Observation] {
        let store = try DataStore(#require(TestData.path("hess-dl3-dr1")))
        return try store.observations(.ids(Array(33787...33801)))
    }

    private static func reduction() throws -> SpectrumReduction {
        let target = SkyDirection(ra: 329.71693826, dec: -30.2255890)
        return SpectrumReduction(
            maker: SpectrumDatasetMaker(
                region: .circle(centre: target, radius: 0.11), energy: try .energy(min: 0.4, max: 20, bins: 10),
                energyTrue: try .energy(min: 0.1, max: 40, bins: 20, name: "energy_true"),
                containmentCorrection: true),
            safeMask: SafeMaskMaker([.aeffMax(percent: 10)]), background: ReflectedRegionsBackgroundMaker())
    }

    private static let models = Models(
        SkyModel(
            "pks2155", spectral: PowerLaw(index: Reference.index, amplitude: Reference.amplitude, reference: 1)))

    private static func tenMinutes() throws -> [(start: Instant, stop: Instant)] {
        let start = try Instant(iso: "2006-07-29T20:30:00", scale: .utc)
        return (0..<45).map {
            (start: start.adding(seconds: 600 * Double($0)), stop: start.adding(seconds: 600 * Double($0 + 1)))
        }
    }

    /// Fluxes to 0.02 of their errors, errors and limits to a per cent, counts exactly.
    private static func compare(_ curve: LightCurve, _ counts: [Double], _ flux: [Double], _ error: [Double]) {
        #expect(curve.bins.map { ($0.points[0].counts ?? []).filter(\.isFinite).reduce(0, +) } == counts)
        let values = curve.values(.flux)
        for (index, value) in values.enumerated() {
            expectClose(value * 1e12, flux[index], absolute: 0.02 * error[index], "bin \(index)")
        }
        expectClose(curve.values(.flux, .err).map { $0 * 1e12 }, error, relative: 0.01)
        #expect(curve.bins.allSatisfy { $0.points[0].outcome == .converged })
    }

    @Test func runs() throws {
        let runs = try Self.reduction().run(Self.observations())
        let curve = try LightCurveEstimator(source: "pks2155", energyEdges: [0.7, 20]).run(runs, models: Self.models)
        Self.compare(curve, Reference.runsCounts, Reference.runsFlux, Reference.runsError)
        for (quantity, expected) in [
            (FluxQuantity.errn, Reference.runsErrorLow), (.errp, Reference.runsErrorHigh), (.ul, Reference.runsLimit),
        ] {
            expectClose(curve.values(.flux, quantity).map { $0 * 1e12 }, expected, relative: 0.01)
        }
        expectClose(curve.bins.map { $0.points[0].ts ?? .nan }, Reference.runsTS, relative: 1e-3)
    }

    @Test func tenMinuteBins() throws {
        let intervals = try Self.tenMinutes()
        let parts = try Self.observations().parts(in: intervals)
        #expect(parts.count == Reference.parts)
        let datasets = try Self.reduction().run(parts, Execution(threads: 2))
        let curve = try LightCurveEstimator(
            source: "pks2155", energyEdges: [0.7, 20], intervals: intervals, options: FluxOptions(selection: [])
        ).run(datasets, models: Self.models)
        #expect(curve.count == 45)
        expectClose(curve.bins[0].start.seconds(since: intervals[0].start), 0, absolute: 1e-6)
        Self.compare(curve, Reference.shortCounts, Reference.shortFlux, Reference.shortError)
        expectClose(curve.bins.map { $0.points[0].ts ?? .nan }, Reference.shortTS, relative: 2e-3)
        let variability = try #require(curve.variability().fractional)
        expectClose(variability.gammapyFvar, Reference.fractionalVariability.value, relative: 1e-3)
        expectClose(variability.gammapyFvarError, Reference.fractionalVariability.error, relative: 0.01)
    }

    /// The index that is free in each bin is that of a fit of index and amplitude to the runs of the bin, and so is its error.
    @Test func freeIndex() throws {
        let runs = Array(try Self.reduction().run(Self.observations()).prefix(4))
        let options = FluxOptions(selection: [.ul], freeParameters: ["index"])
        let estimator = LightCurveEstimator(source: "pks2155", energyEdges: [0.7, 20], options: options)
        let curve = try estimator.run(runs, models: Self.models, execution: Execution(threads: 2))
        for (bin, run) in zip(curve.bins, runs) {
            var cut = run
            cut.setFitRange(minimum: 0.59, maximum: 20.001)
            let fit = try Fit([cut], models: Self.models).run()
            let index = try fit.models.source("pks2155").spectral.parameter("index")
            let fitted = try #require(bin.points[0].nuisance.first)
            #expect(fitted.name == "pks2155.spectral.index")
            expectClose(fitted.value, index.value, absolute: 1e-3 * index.error)
            expectClose(fitted.error, index.error, relative: 0.01)
            let flux = try fit.models.source("pks2155").spectral.integral(
                from: bin.points[0].eMin, to: bin.points[0].eMax)
            expectClose(try #require(bin.points[0].flux(.flux)), flux, relative: 1e-4)
        }
    }
}
