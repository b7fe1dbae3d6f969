import Foundation
import GammaKit
import GammaTestSupport
import Testing

/// Flux points of the Galactic centre on the maps of three runs of CTA's first data challenge.
@Suite(.enabled(if: TestData.isAvailable, "real data: set GAMMAKIT_DATA"))
struct MapFluxPointsTests {
    private static let example = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Examples/GalacticCentre").path

    private static func dataset() throws -> MapDataset {
        let text = try String(contentsOfFile: example + "/galactic-centre.yaml", encoding: .utf8)
            .replacing("$GAMMAPY_DATA", with: try #require(TestData.folder))
        let config = try AnalysisConfig.parse(text, file: "galactic-centre.yaml")
        var map = try #require(MapAnalysis(config, execution: Execution(threads: 2)).reduce().maps.first)
        map.setFitRange(minimum: 0.3, maximum: nil)
        return map
    }

    /// Gammapy's best fit.
    private static func models() throws -> Models {
        var cutoff = ExpCutoffPowerLaw(
            index: 2.50200702983052, amplitude: 2.5930294642877663e-12, reference: 1, lambda: -0.048743686023326516)
        try cutoff.update("lambda_") { $0.minimum = nil }
        var background = FoVBackgroundModel(dataset: "stacked")
        try background.update("norm") { $0.value = 1.3127517789330574 }
        return Models([
            .sky(
                SkyModel(
                    "gc-source", spectral: cutoff,
                    spatial: PointSpatialModel(
                        at: SkyDirection(lon: -0.047930313671322444, lat: -0.05259646700500862, frame: .galactic)))),
            .background(background),
        ])
    }

    /// Gammapy 2.1 on the same edges: it gives some points the edges that were asked for instead of those of the data, so that
    /// dN/dE is compared at Gammapy's reference energy. Counts are whole numbers; Gammapy's background is a sum in single
    /// precision, which limits predictions and statistics.
    @Test func galacticCentre() throws {
        let points = try FluxPointsEstimator(
            source: "gc-source", energyEdges: [0.3, 0.6, 1, 2, 3, 6, 10], options: FluxOptions(selection: [.ul])
        ).run([Self.dataset()], models: Self.models(), execution: Execution(threads: 2)).points
        let spectrum = try Self.models().source("gc-source").spectral
        #expect(points.map { $0.outcome?.success } == [true, true, true, false, true, true])
        #expect(points[3].outcome == .empty)
        let measured = [0, 1, 2, 4, 5]
        let energies = [
            0.39810717055349726, 0.7943282347242815, 1.414213562373095, 3.9810717055349736, 7.943282347242818,
        ]
        let dnde = [
            2.7281070227735107e-11, 4.528339614053538e-12, 1.1963120606015415e-12, 9.889621803485548e-14,
            1.9577270555489195e-14,
        ]
        let errors = [
            3.0646361512147648e-12, 6.218502045668086e-13, 1.3368973629952186e-13, 1.4243339519487846e-14,
            5.540915488153312e-15,
        ]
        let limits = [
            3.3836393189767254e-11, 5.8775717695405165e-12, 1.4836741559393208e-12, 1.3002521755817672e-13,
            3.286886044970338e-14,
        ]
        let counts = [11018.0, 5698, 5351, 2408, 631]
        let npred = [12060.621281428663, 5987.24126942591, 4734.307210676148, 1849.597944431257, 474.4095510129936]
        let excess = [96.6869125366211, 60.24319076538086, 85.8613510131836, 52.33525848388672, 12.709248542785645]
        let ts = [278.47815863095457, 219.1010648651063, 428.9752796140383, 295.7249821930527, 84.70781735940727]
        let stat = [77586.20101572065, 47233.264935454004, 51792.42815848222, 27104.124480580733, 7990.910158311612]
        for (index, position) in measured.enumerated() {
            let point = points[position]
            let reference = spectrum(energies[index])
            let error = errors[index] / reference
            expectClose(point.norm, dnde[index] / reference, absolute: 0.02 * error, "point \(position)")
            expectClose(try #require(point.normErr), error, relative: 0.01)
            expectClose(try #require(point.normUL), limits[index] / reference, relative: 0.01)
            #expect(point.counts == [counts[index]])
            expectClose(try #require(point.npred), [npred[index]], relative: 1e-4)
            expectClose(
                try #require(point.npredExcess), [excess[index]], absolute: 0.02 * error / point.norm * excess[index])
            expectClose(try #require(point.ts), ts[index], relative: 1e-3)
            expectClose(try #require(point.stat), stat[index], absolute: 0.05)
        }
    }
}
