import GammaKit
import GammaTestSupport
import Testing

/// Two H.E.S.S. runs on the Crab nebula: every step of the reduction against Gammapy 2.1.
@Suite(.enabled(if: TestData.isAvailable, "real data: set GAMMAKIT_DATA"))
struct AnchorTests {
    static func runs() throws -> [SpectrumDataset] {
        let store = try DataStore(#require(TestData.path("hess-dl3-dr1")))
        let observations = try store.observations(.ids([23523, 23526]))
        let reduction = SpectrumReduction(
            maker: SpectrumDatasetMaker(
                region: .circle(centre: SkyDirection(ra: 83.63, dec: 22.01), radius: 0.11),
                energy: try .energy(min: 0.5, max: 40, bins: 10),
                energyTrue: try .energy(min: 0.1, max: 100, bins: 20, name: "energy_true"), containmentCorrection: true),
            safeMask: SafeMaskMaker([.aeffMax(percent: 10)]), background: ReflectedRegionsBackgroundMaker())
        return try reduction.run(observations)
    }

    @Test func countsAndRegions() throws {
        let runs = try Self.runs()
        #expect(runs[0].counts == [51, 54, 28, 24, 18, 10, 4, 0, 1, 0])
        #expect(runs[0].off?.counts == [115, 37, 27, 15, 16, 4, 5, 1, 1, 1])
        #expect(runs[1].counts == [69, 31, 33, 26, 9, 8, 4, 1, 1, 0])
        #expect(runs[1].off?.counts == [111, 30, 23, 16, 14, 8, 3, 1, 0, 0])
        for run in runs {
            #expect(run.off?.acceptanceOff == Array(repeating: 12, count: 10))
            #expect(run.maskSafe == [false] + Array(repeating: true, count: 9))
        }
    }

    /// Livetime and exposure: 1e-7, Gammapy stores exposures with 32 bits.
    @Test func exposure() throws {
        let runs = try Self.runs()
        expectClose(runs.map(\.livetime), [1581.736764695497, 1572.6867490857788], relative: 1e-13)
        let expected = [
            [
                295827.5985, 17226559.462, 112858320.697, 215719514.413, 291416857.061, 361087908.561, 442002464.089,
                526701550.535, 604627061.794, 654167407.162, 693871459.930, 736541630.518, 788972104.829, 835439137.858,
                832058360.020, 774676563.775, 769787111.327,
            ],
            [
                1064351.4497, 58642869.4866, 157051566.2668, 238712645.0787, 305449223.0709, 372295371.2638,
                443402239.0307,
                513201687.0250, 569627664.9337, 614034691.4785, 652168519.9951, 684260177.4653, 715725708.8152,
                733062557.0347, 720010222.7478, 685619374.6610, 671368858.4521,
            ],
        ]
        for (run, values) in zip(runs, expected) {
            #expect(run.exposure[..<3].allSatisfy { $0 == 0 })
            expectClose(run.exposure[3...].map { $0 * 1e-4 }, values, relative: 1e-7)
        }
    }

    @Test func energyDispersion() throws {
        let kernel = try #require(Self.runs()[0].energyDispersion)
        let sums = (0..<kernel.rows).map { kernel.row($0).reduce(0, +) }
        // Printed with six decimals.
        expectClose(
            sums,
            [
                0.331053, 0.899273, 0.904225, 0.901084, 0.947132, 0.994651, 0.998197, 0.99945, 0.999955, 1, 1, 1, 1, 1,
                0.999225, 0.987057, 0.934855, 0.357547, 0.032666, 0.005782,
            ], absolute: 6e-7)
        expectClose(
            kernel.row(10),
            [
                2.349e-5, 0.00321132, 0.0286989, 0.14745285, 0.62724082, 0.16038539, 0.03135291, 0.00158981, 4.449e-5,
                0,
            ], absolute: 6e-9)
    }

    @Test func jointFit() throws {
        let runs = try Self.runs()
        let start = Models(SkyModel("crab", spectral: PowerLaw(index: 2, amplitude: 1e-12, reference: 1)))
        let result = try Fit(runs, models: start).run()
        #expect(result.fit.outcome == .converged)
        expectClose(result.fit.values[0], 2.5859947632, absolute: 0.01 * 0.0967)
        expectClose(result.fit.values[1], 3.7949274e-11, absolute: 0.01 * 3.19e-12)
        expectClose(result.fit.errors, [0.0967053, 3.19040e-12], relative: 0.01)
        // The statistic at Gammapy's end point is the same; the minimum lies 3e-6 below it.
        let end = Models(
            SkyModel("crab", spectral: PowerLaw(index: 2.5859947632, amplitude: 3.7949274e-11, reference: 1)))
        expectClose(runs.reduce(0) { $0 + $1.statistic(end) }, 21.385835639939, relative: 1e-8)
        #expect(result.fit.stat < 21.385835639939)
        let covariance = try #require(result.fit.covariance)
        expectClose(covariance.values, [0.0093519, 1.82278e-13, 1.82278e-13, 1.01786e-23], relative: 0.01)
    }

    @Test func stack() throws {
        let summary = try SpectrumDataset.stacked(Self.runs()).summary
        #expect(summary.counts == 252)
        #expect(summary.countsOff == 202)
        #expect(summary.acceptance == 18)
        expectClose(try #require(summary.acceptanceOff), 216, relative: 1e-12)
    }

    @Test func fluxPointsAndLightCurve() throws {
        let runs = try Self.runs()
        let start = Models(SkyModel("crab", spectral: PowerLaw(index: 2, amplitude: 1e-12, reference: 1)))
        let models = try Fit(runs, models: start).run().models
        let edges = stride(from: 0, to: 11, by: 2).map { runs[0].energy.edges[$0] }
        let points = try FluxPointsEstimator(source: "crab", energyEdges: edges).run(runs, models: models).points
        let errors = [0.10484458, 0.11218555, 0.18173856, 0.25087633, 0.43254467]
        for (point, pair) in zip(points, zip([0.89765171, 1.10773173, 1.12153635, 0.66728670, 0.57496408], errors)) {
            expectClose(point.norm, pair.0, absolute: 0.01 * pair.1)
        }
        expectClose(points.map { $0.normErr ?? .nan }, errors, relative: 0.01)
        expectClose(
            points.map { $0.normErrn ?? .nan }, [0.10112816, 0.10869444, 0.17291830, 0.22411907, 0.33665598],
            relative: 0.001)
        expectClose(
            points.map { $0.normErrp ?? .nan }, [0.10863314, 0.11573582, 0.19079564, 0.27876445, 0.53858561],
            relative: 0.001)
        expectClose(
            points.map { $0.normUL ?? .nan }, [1.1226332, 1.3464196, 1.5216857, 1.2831530, 1.8828420], relative: 0.001)
        expectClose(
            points.map { $0.ts ?? .nan }, [232.75955, 321.03663, 117.57890, 19.157868, 5.9912425], relative: 1e-5)
        let curve = try LightCurveEstimator(source: "crab", energyEdges: [1.2011, 10.743]).run(runs, models: models)
        let fluxErrors = [2.31599836e-12, 2.21513902e-12]
        for (flux, pair) in zip(curve.values(.flux), zip([1.97597225e-11, 1.84678487e-11], fluxErrors)) {
            expectClose(flux, pair.0, absolute: 0.01 * pair.1)
        }
        expectClose(curve.values(.flux, .err), fluxErrors, relative: 0.01)
    }
}
