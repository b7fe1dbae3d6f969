import Examples
import GammaKit
import GammaTestSupport
import Testing

/// One zone of electrons in the Crab nebula from radio to 80 TeV: synchrotron radiation, and its photons, dust and the microwave
/// background scattered by the same electrons, as the tutorial of particle distributions fits it.
@Suite(.enabled(if: TestData.path("joint-crab-dl3/other/crab_mwl.fits.gz") != nil, "real data: set GAMMAKIT_DATA"))
struct CrabNebulaTests {
    /// The values of Meyer, Horns and Zechlin (2010) and of naima's example are 125 µG, indices 1.5 to 1.6 and 3.2, and a
    /// cut-off of 1.9 PeV to 3.7 PeV.
    @Test func oneZone() throws {
        let result = try withTemporaryFolder { folder in
            let tutorial = CrabElectrons(archive: try #require(TestData.folder), output: folder)
            let dataset = try tutorial.data()
            #expect(dataset.fitBinCount == 270)
            return try tutorial.fit(dataset, tutorial.start())
        }
        try checkNebula(result, points: 270)
    }

    /// With the flux points of the five instruments' joint fit, and the posterior of both: four chains agree. Means within 0.35
    /// and widths within 15 % of the fit's errors: 400 effective draws know them to 0.05 and 4 %, and the statistic is bent by the break,
    /// which goes with both indices.
    @Test(.enabled(if: TestData.path("joint-crab-published") != nil, "real data: set GAMMAKIT_DATA"))
    func posteriorWithTheJointPoints() throws {
        try withTemporaryFolder { folder in
            let tutorial = CrabElectrons(archive: try #require(TestData.folder), output: folder)
            let points = try jointPoints()
            // The ninth is an upper limit.
            #expect(points.fitBinCount == 8)
            let fit = try Fit([try tutorial.data(), points], models: tutorial.start())
            let result = try fit.run()
            try checkNebula(result, points: 278)
            var sampler = NoUTurnSampler()
            sampler.warmUp = 150
            let posterior = try fit.sample(
                around: result, with: sampler, goal: SamplingGoal(effectiveDraws: 400), seed: 1,
                execution: Execution(threads: 2))
            print(result.fit)
            print(posterior.samples)
            #expect(posterior.samples.isConverged)
            for (parameter, summary) in zip(result.fit.parameters, posterior.samples.summaries) {
                #expect(summary.rHat < 1.01, "\(parameter.name)")
                expectClose(summary.mean, parameter.value, absolute: 0.35 * parameter.error, parameter.name)
                expectClose(summary.standardDeviation, parameter.error, relative: 0.15, parameter.name)
            }
        }
    }

    private func checkNebula(_ result: ModelsFitResult, points: Int) throws {
        #expect(result.fit.outcome == .converged)
        func value(_ name: String) throws -> Double {
            let index = try #require(result.models.parameterNames.firstIndex { $0.hasSuffix(".\(name)") })
            return result.models.parameters[index].value
        }
        #expect(try (80...180).contains(value("B")))
        #expect(try (1.4...1.8).contains(value("alpha_1")))
        #expect(try (3.0...3.4).contains(value("alpha_2")))
        #expect(result.fit.stat < 2 * Double(points))
    }

    /// Three points a decade from 50 GeV to 30 TeV of the published spectra.
    private func jointPoints() throws -> FluxPointsDataset {
        let spectra = try JointCrabTests.ranges.flatMap { try JointCrabTests.spectra($0.0, range: $0.1) }
        let joint = try Fit(spectra, models: JointCrabTests.start).run()
        let edges = Quadrature.geomspace(0.05, 30, count: 10)
        let estimator = FluxPointsEstimator(source: "crab", energyEdges: edges)
        return try FluxPointsDataset(name: "joint", points: estimator.run(spectra, models: joint.models))
    }
}
