import Foundation
import GammaKit
import GammaTestSupport
import Testing

/// Flux points of which the bins of an energy interval are summed first: Gammapy 2.1's `FluxPointsEstimator` with
/// `sum_over_energy_groups`, whose root search ends within some 10⁻⁴ of an error.
@Suite struct SummedFluxPointsTests {
    private func compare(
        _ points: FluxPoints, norms: [Double], errors: [Double], limits: [Double], ts: [Double], relative: Double
    ) {
        for (index, point) in points.points.enumerated() {
            expectClose(point.norm, norms[index], absolute: 0.01 * errors[index], "norm \(index)")
            expectClose(point.normErr ?? .nan, errors[index], relative: relative, "error \(index)")
            expectClose(point.normUL ?? .nan, limits[index], relative: relative, "limit \(index)")
            expectClose(point.ts ?? .nan, ts[index], relative: relative, "TS \(index)")
        }
    }

    /// Four on/off spectra of the Crab nebula with safe ranges of their own.
    @Test(.enabled(if: TestData.path("joint-crab/spectra/hess") != nil, "real data: set GAMMAKIT_DATA"))
    func spectra() throws {
        let datasets = try ["23523", "23526", "23559", "23592"].map { id in
            let path = try #require(TestData.path("joint-crab/spectra/hess/pha_obs\(id).fits"))
            return try OGIPReader(path).dataset(name: "obs\(id)")
        }
        let models = Models(
            SkyModel("crab", spectral: PowerLaw(index: 2.6, amplitude: 4.5e-11, reference: 1)))
        let points = try FluxPointsEstimator(
            source: "crab",
            energyEdges: [0.7079457843841385, 1.584893192461115, 3.9810717055349754, 12.589254117941666],
            options: FluxOptions(selection: [.ul], sumsOverEnergy: true)
        ).run(datasets, models: models)
        #expect(points.points.map { $0.counts ?? [] } == [[56, 68, 76, 45], [47, 45, 34, 34], [20, 12, 7, 11]])
        compare(
            points, norms: [0.9539959631756182, 1.079405257115741, 0.895353492442311],
            errors: [0.06476314491153191, 0.09072061349284004, 0.13612397445813387],
            limits: [1.088965993254142, 1.2704993569930383, 1.1936971013439888],
            ts: [791.3946632489683, 516.081345999625, 145.45404073124814], relative: 2e-3)
        expectClose(
            points.points.map { $0.stat ?? .nan }, [10.091960753327044, 1.1799163588211172, 2.4738962931632926],
            absolute: 2e-3)
    }

    /// A dataset of the simulated plane around HESS J1702-420 with the models that were simulated.
    @Test(.enabled(if: TestData.path("sim-j1702") != nil, "real data: set GAMMAKIT_DATA"))
    func maps() throws {
        let datasets = try DatasetsFile.readAny(#require(TestData.path("sim-j1702/datasets.yaml")))
        let dataset = try #require(datasets.first { $0.name == "bin-1" })
        var models = try Models.read(#require(TestData.path("sim-j1702/models_true.yaml")))
        models.components.removeAll { !$0.contributes(to: "bin-1") }
        let points = try FluxPointsEstimator(
            source: "HESS J1702-420B", energyEdges: [2, 4.718609068030118, 11.13263576844803, 50],
            options: FluxOptions(selection: [.ul], sumsOverEnergy: true)
        ).run([dataset], models: models)
        #expect(points.points.map { $0.counts ?? [] } == [[22133], [10347], [4063]])
        compare(
            points, norms: [1.0487265264234493, 0.8951186706317869, 1.0479449631712914],
            errors: [0.09308677439510421, 0.19335843750637574, 0.3250938839464054],
            limits: [1.23889450325995, 1.294044638533353, 1.7403145220729697],
            ts: [160.80831306359323, 25.248926852356817, 13.295791171349265], relative: 2e-3)
        // With the norm of Gammapy's root search, some thousandths of an error off.
        expectClose(
            points.points.flatMap { $0.npred ?? [] }, [22033.02021132408, 10238.35067358385, 3977.1985233469904],
            relative: 5e-5)
    }
}
