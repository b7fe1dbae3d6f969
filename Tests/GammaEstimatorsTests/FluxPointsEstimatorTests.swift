import Foundation
import GammaCore
import GammaDatasets
import GammaModels
import GammaNumerics
import GammaTestSupport
import Testing

@testable import GammaEstimators

@Suite struct FluxPointsEstimatorTests {
    let models = SyntheticSpectrum.crab

    /// Asimov counts: every norm is 1, and the points lie on the model.
    @Test func asimovPointsLieOnTheModel() throws {
        let dataset = try SyntheticSpectrum.dataset().asimov(models)
        let points = try FluxPointsEstimator(
            source: "crab", energyEdges: Quadrature.geomspace(0.5, 30, count: 7)
        ).run([dataset], models: models)
        expectClose(points.points.map(\.norm), Array(repeating: 1, count: 6), relative: 1e-8)
        let model = try models.source("crab").spectral
        expectClose(points.values(.dnde), points.points.map { model($0.eRef) }, relative: 1e-8)
        for point in points.points {
            expectClose(try #require(point.scan).stat.min() ?? .nan, point.stat ?? .nan, absolute: 1)
        }
    }

    @Test func emptyAndMaskedIntervalsSaySo() throws {
        var dataset = try SyntheticSpectrum.dataset().asimov(models)
        dataset.maskSafe[0] = false
        let edges = [0.5, dataset.energy.edges[1], dataset.energy.edges[1] * 1.05, 30]
        let points = try FluxPointsEstimator(source: "crab", energyEdges: edges).run([dataset], models: models).points
        #expect(points.map { $0.outcome?.success } == [false, false, true])
        #expect(points[0].outcome?.reason.contains("masked") == true)
    }

    /// A second source over the same bins: its amplitude is fitted again and kept at each step of the scan.
    @Test func nuisanceParametersAreKept() throws {
        let other = SkyModel("other", spectral: PowerLaw(index: 2, amplitude: 5e-12, reference: 1))
        var both = Models(try models.source("crab"), other)
        try both.update("other.spectral.index") { $0.isFrozen = true }
        let first = try SyntheticSpectrum.dataset(name: "a").asimov(both)
        var options = FluxOptions()
        options.reoptimize = true
        let points = try FluxPointsEstimator(source: "crab", energyEdges: [0.5, 3, 30], options: options)
            .run([first], models: both).points
        for point in points {
            expectClose(point.norm, 1, absolute: 1e-3)
            let scan = try #require(point.scan)
            #expect(scan.nuisanceNames == ["other.spectral.amplitude"])
            #expect(scan.nuisance.count == scan.norm.count)
            // The more the source takes, the less is left for the other.
            #expect(scan.nuisance[0][0] > scan.nuisance[10][0])
        }
        options.reoptimize = false
        let fixed = try FluxPointsEstimator(source: "crab", energyEdges: [0.5, 3, 30], options: options)
            .run([first], models: both).points
        #expect((points[0].normErr ?? 0) > (fixed[0].normErr ?? 0))
    }

    @Test func unknownSourceIsAFault() throws {
        let dataset = try SyntheticSpectrum.dataset()
        let fault = #expect(throws: Fault.self) {
            try FluxPointsEstimator(source: "crub", energyEdges: [1, 10]).run([dataset], models: models)
        }
        #expect(fault?.hint == "did you mean 'crab'?")
    }

    /// Where the axis of one dataset ends, points go on with the others, in whichever order they are given.
    @Test func axesMayEndAtDifferentEnergies() throws {
        var random = RandomStream(seed: 5, stream: "ends")
        let whole = try SyntheticSpectrum.dataset().fake(SyntheticSpectrum.crab, random: &random)
        var low = try SyntheticSpectrum.dataset(name: "low").fake(SyntheticSpectrum.crab, random: &random)
        low = try low.restricted(toEnergyBins: 0..<5)
        let edges = whole.energy.edges
        let estimator = FluxPointsEstimator(source: "crab", energyEdges: [edges[0], edges[3], edges[7], edges[12]])
        let points = try estimator.run([low, whole], models: SyntheticSpectrum.crab)
        let other = try estimator.run([whole, low], models: SyntheticSpectrum.crab)
        #expect(points.points.map(\.eMin) == [edges[0], edges[3], edges[7]])
        #expect(points.points.map(\.eMax) == [edges[3], edges[7], edges[12]])
        #expect(points.points.map(\.norm) == other.points.map(\.norm))
        // Beyond the end of the first only the second counts.
        let alone = try estimator.run([whole], models: SyntheticSpectrum.crab)
        #expect(points.points[2].norm == alone.points[2].norm && points.points[0].norm != alone.points[0].norm)
        // A bin that no dataset shares is refused as before.
        var coarse = try SyntheticSpectrum.dataset(name: "coarse")
        coarse = try coarse.summed(energyBins: 2..<5)
        #expect(throws: Fault.self) { try estimator.run([whole, coarse], models: SyntheticSpectrum.crab) }
    }
}
