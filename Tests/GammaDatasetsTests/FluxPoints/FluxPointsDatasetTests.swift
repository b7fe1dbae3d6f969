import GammaCore
import GammaFit
import GammaModels
import GammaProducts
import GammaTestSupport
import Testing

@testable import GammaDatasets

@Suite struct FluxPointsDatasetTests {
    private func crab(index: Double, amplitude: Double) -> Models {
        Models(SkyModel("crab", spectral: PowerLaw(index: index, amplitude: amplitude)))
    }

    private func points() throws -> FluxPoints {
        try FluxPoints.read(#require(TestData.path("estimators/crab_hess_fp/crab_hess_fp.fits")))
    }

    /// The three statistics for three power laws, and with points below 10 σ as limits.
    @Test(.enabled(if: TestData.isAvailable, "real data: set GAMMAKIT_DATA"))
    func statisticsAsGammapy() throws {
        let points = try points()
        for statistic in FluxPointsStatistic.allCases {
            let dataset = try FluxPointsDataset(name: "crab", points: points, statistic: statistic)
            let values = try [(2.5, 3e-11), (2.8, 4.5e-11), (2.2, 2e-11)].map { index, amplitude in
                let models = crab(index: index, amplitude: amplitude)
                return try dataset.evaluator(models: models).statistic(models)
            }
            expectClose(values, try GammapyGoldens.numbers("points.\(statistic.rawValue)"), relative: 1e-6)
        }
        let limited = points.withThresholdUL(sqrtTS: 10)
        let models = crab(index: 2.8, amplitude: 4.5e-11)
        let values = try [FluxPointsStatistic.chiSquare, .distribution].map {
            let dataset = try FluxPointsDataset(name: "crab", points: limited, statistic: $0)
            return try dataset.evaluator(models: models).statistic(models)
        }
        expectClose(
            values + [Double(limited.isUL.count { $0 })], try GammapyGoldens.numbers("points.limits"), relative: 1e-6)
    }

    /// Eight points with errors of 10 %, the last one a limit, each with a parabola as scan.
    private func synthetic(_ random: inout RandomStream, statistic: FluxPointsStatistic) throws -> FluxPointsDataset {
        let truth = PowerLaw(index: 2.4, amplitude: 3e-11)
        let points = (0..<8).map { index -> FluxPoint in
            let (low, high) = (0.5 * Double(1 << index), Double(1 << index))
            let reference = ReferenceFlux(truth, eMin: low, eMax: high, eRef: (low * high).squareRoot())
            let norm = 0.9 + 0.2 * random.uniform()
            var point = FluxPoint(eMin: low, eMax: high, reference: reference, norm: norm)
            (point.normErr, point.normErrn, point.normErrp, point.normUL) = (0.1, 0.08, 0.12, norm + 0.2)
            (point.stat, point.isUL) = (7, index == 7)
            let norms = (0..<11).map { 0.2 + 0.16 * Double($0) }
            point.scan = NormScan(norm: norms, stat: norms.map { 7 + ($0 - norm) * ($0 - norm) / 0.01 })
            return point
        }
        return try FluxPointsDataset(name: "points", points: FluxPoints(points), statistic: statistic)
    }

    /// Gradients against central differences.
    @Test(arguments: FluxPointsStatistic.allCases) func gradientsAreExact(statistic: FluxPointsStatistic) throws {
        forAll(seed: 51, count: 10) { random in
            let dataset = try synthetic(&random, statistic: statistic)
            let models = crab(index: 2.2 + 0.5 * random.uniform(), amplitude: (2 + 2 * random.uniform()) * 1e-11)
            let evaluator = try dataset.evaluator(models: models)
            let free = models.freeParameters
            let exact = evaluator.evaluate(models, free: free)
            expectClose(exact.value, evaluator.statistic(models))
            for parameter in 0..<free.count {
                let step = 1e-5 * abs(free.values[parameter])
                let sides = [-step, step].map { shift in
                    var values = free.values
                    values[parameter] += shift
                    return evaluator.statistic(models.setting(free: values))
                }
                let slope = (sides[1] - sides[0]) / (2 * step)
                // Truncation of the differences, also across the kinks of asymmetric errors and splines.
                expectClose(exact.gradient[parameter], slope, relative: 1e-5, absolute: 1e-4 * abs(slope) + 1e-3)
            }
        }
    }

    @Test func profileOfAParabolaIsExact() throws {
        let x = [0, 0.3, 0.5, 1.1, 1.6, 2.4, 3.1]
        let profile = try #require(ScanProfile(x: x, y: x.map { 3 * ($0 - 1) * ($0 - 1) }))
        for norm in [-1, 0, 0.4, 1, 1.35, 2.9, 5] {
            let (value, first, second) = profile.evaluate(norm)
            expectClose(value, 3 * (norm - 1) * (norm - 1), relative: 1e-10, absolute: 1e-10)
            expectClose(first, 6 * (norm - 1), relative: 1e-10, absolute: 1e-10)
            expectClose(second, 6, relative: 1e-9)
        }
        #expect(ScanProfile(x: [0, 1], y: [0, 1]) == nil)
        #expect(ScanProfile(x: [0, 1, 1], y: [0, 1, 2]) == nil)
        #expect(ScanProfile(x: [0, 1, 2], y: [0, .nan, 2]) == nil)
    }

    @Test func fitFindsTheSpectrum() throws {
        var random = RandomStream(seed: 52, stream: "test")
        for statistic in FluxPointsStatistic.allCases {
            let dataset = try synthetic(&random, statistic: statistic)
            let result = try Fit([dataset], models: crab(index: 2, amplitude: 1e-11)).run()
            let source = try #require(result.models.components[0].skyModel)
            #expect(abs(source.spectral.parameters[0].value - 2.4) < 0.15, "\(statistic)")
            #expect(abs(source.spectral.parameters[1].value / 3e-11 - 1) < 0.15, "\(statistic)")
        }
    }

    @Test func roundTripInAList() throws {
        var random = RandomStream(seed: 53, stream: "test")
        var dataset = try synthetic(&random, statistic: .chiSquare)
        dataset.maskFit = dataset.maskSafe.indices.map { $0 > 1 }
        let models = crab(index: 2.3, amplitude: 3e-11)
        let expected = try dataset.evaluator(models: models).statistic(models)
        try withTemporaryFolder { folder in
            try DatasetsFile.write(
                [dataset, SyntheticSpectrum.dataset(), SyntheticMap.dataset(&random)], to: folder + "/datasets.yaml")
            let read = try DatasetsFile.read(folder + "/datasets.yaml")
            #expect(read.map(\.name) == ["points", "synthetic", "map"])
            let copy = try #require(read[0] as? FluxPointsDataset)
            #expect(copy.mask == dataset.mask)
            expectClose(try copy.evaluator(models: models).statistic(models), expected)
            try dataset.write(to: folder + "/points.ecsv")
            let text = try FluxPointsDataset.read(folder + "/points.ecsv")
            expectClose(try text.evaluator(models: models).statistic(models), expected)
            #expect(throws: Fault.self) { try read.spectra() }
            #expect(throws: Fault.self) { try DatasetsFile.write([dataset, dataset], to: folder + "/two.yaml") }
        }
    }

    @Test(.enabled(if: PythonOracle.isAvailable, "\(PythonOracle.reason)"))
    func gammapyReadsWhatIsWritten() throws {
        var random = RandomStream(seed: 54, stream: "test")
        let dataset = try synthetic(&random, statistic: .chiSquare)
        let models = crab(index: 2.3, amplitude: 3e-11)
        let expected = try dataset.evaluator(models: models).statistic(models)
        let script = """
            import sys
            from gammapy.datasets import Datasets
            from gammapy.modeling.models import PowerLawSpectralModel, SkyModel
            datasets = Datasets.read(sys.argv[1] + "/datasets.yaml")
            model = PowerLawSpectralModel(index=2.3, amplitude="3e-11 cm-2 s-1 TeV-1")
            datasets.models = [SkyModel(model, name="crab")]
            print(datasets[0].stat_sum())
            """
        try withTemporaryFolder { folder in
            try DatasetsFile.write([dataset], to: folder + "/datasets.yaml")
            let value = try #require(Double(PythonOracle.run(script, [folder])))
            expectClose(value, expected, relative: 1e-9)
        }
    }

    @Test func nothingToCompareIsAFault() throws {
        var random = RandomStream(seed: 55, stream: "test")
        var dataset = try synthetic(&random, statistic: .profile)
        for index in dataset.points.points.indices { dataset.points.points[index].scan = nil }
        let fault = #expect(throws: Fault.self) { try dataset.evaluator(models: crab(index: 2, amplitude: 1e-11)) }
        #expect(fault?.code == .noData)
        #expect(throws: Fault.self) { try FluxPointsDataset(name: "p", points: dataset.points, maskFit: [true]) }
    }
}
