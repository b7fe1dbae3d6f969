import Foundation
import GammaCore
import GammaData
import GammaMaps
import GammaTestSupport
import Testing

/// The anchor values of numerics.md §11: obs 23523 and 23526, Crab circle of 0.11° at (83.63, 22.01).
@Suite(.enabled(if: TestData.isAvailable, "the public data sets are not there: set GAMMAKIT_DATA"))
struct AnchorTests {
    private let crab = SkyDirection(ra: 83.63, dec: 22.01)
    private let trueEdges = (0...20).map { 0.1 * pow(1000, Double($0) / 20) }
    private let edges = (0...10).map { 0.5 * pow(80, Double($0) / 10) }

    private func run(_ id: Int) throws -> Observation {
        try DataStore(#require(TestData.path("hess-dl3-dr1"))).observation(id)
    }

    /// Exposure in m² s with containment correction.
    private func exposure(_ run: Observation) throws -> [Double] {
        let energies = zip(trueEdges, trueEdges.dropFirst()).map { ($0 * $1).squareRoot() }
        let offset = try run.pointingDirection().separation(to: crab)
        let area = try #require(run.effectiveArea).evaluate(energies: energies, offset: offset)
        let containment = try #require(run.pointSpread).containment(radius: 0.11, energies: energies, offset: offset)
        return zip(area, containment).map { $0 * $1 * run.livetime / 1e4 }
    }

    @Test func livetimes() throws {
        expectClose(try run(23523).livetime, 1581.736764695497, relative: 1e-12)
        expectClose(try run(23526).livetime, 1572.6867490857788, relative: 1e-12)
    }

    @Test func exposures() throws {
        expectClose(
            try exposure(run(23523)),
            [
                0, 0, 0, 295827.5985, 17226559.462, 112858320.697, 215719514.413, 291416857.061, 361087908.561,
                442002464.089, 526701550.535, 604627061.794, 654167407.162, 693871459.930, 736541630.518, 788972104.829,
                835439137.858, 832058360.020, 774676563.775, 769787111.327,
            ], relative: 1e-6)
        expectClose(
            try exposure(run(23526)),
            [
                0, 0, 0, 1064351.4497, 58642869.4866, 157051566.2668, 238712645.0787, 305449223.0709, 372295371.2638,
                443402239.0307, 513201687.0250, 569627664.9337, 614034691.4785, 652168519.9951, 684260177.4653,
                715725708.8152, 733062557.0347, 720010222.7478, 685619374.6610, 671368858.4521,
            ], relative: 1e-6)
    }

    /// Row sums are printed with six digits, the tenth row with eight or fewer.
    @Test func energyDispersion() throws {
        let run = try run(23523)
        let offset = try run.pointingDirection().separation(to: crab)
        let kernel = try #require(run.energyDispersion).kernel(
            offset: offset, energyTrueEdges: trueEdges, energyEdges: edges)
        expectClose(
            (0..<20).map { kernel.row($0).reduce(0, +) },
            [
                0.331053, 0.899273, 0.904225, 0.901084, 0.947132, 0.994651, 0.998197, 0.99945, 0.999955, 1, 1, 1, 1, 1,
                0.999225, 0.987057, 0.934855, 0.357547, 0.032666, 0.005782,
            ], absolute: 5.1e-7)
        expectClose(
            kernel.row(10),
            [2.349e-5, 0.00321132, 0.0286989, 0.14745285, 0.62724082, 0.16038539, 0.03135291, 0.00158981, 4.449e-5, 0],
            absolute: 5.1e-9)
    }
}
