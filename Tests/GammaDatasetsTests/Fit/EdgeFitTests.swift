import GammaCore
import GammaDatasets
import GammaFit
import GammaMaps
import GammaModels
import GammaTestSupport
import Testing

/// Shapes with an edge, whose pixels on it make the likelihood rough unless their means are exact along the radius.
@Suite struct EdgeFitTests {
    /// A shape at a place, of a radius and a width relative to it.
    private func shape(_ name: String, at place: SkyDirection, _ radius: Double, _ width: Double) -> any SpatialModel {
        switch name {
        case "shell": ShellSpatialModel(at: place, radius: radius, width: width * radius)
        case "shell2": Shell2SpatialModel(at: place, r0: (1 + width) * radius, eta: width / (1 + width))
        default: DiskSpatialModel(at: place, r0: 1.2 * radius)
        }
    }

    /// From anywhere near, the fit converges in the same minimum, with errors.
    @Test(arguments: ["shell", "shell2", "disk"])
    func fitsConverge(_ name: String) throws {
        let truth = SyntheticField.direction(east: 0.11, north: -0.06)
        var random = RandomStream(seed: 61, stream: "field")
        let source = SyntheticField.source(shape(name, at: truth, 0.2, 0.4), amplitude: 1e-11)
        let dataset = try SyntheticField.dataset(Models(source), &random)
        let best = try Fit([dataset], models: Models(source)).run()
        #expect(best.fit.outcome == .converged, "\(best.fit.outcome)")
        forAll(seed: 62, count: 4) { random in
            let place = truth.offset(by: 0.03 * random.uniform(), positionAngle: 360 * random.uniform())
            let radius = 0.2 * (0.9 + 0.2 * random.uniform())
            let start = shape(name, at: place, radius, 0.25 + 0.3 * random.uniform())
            let found = try Fit([dataset], models: Models(SyntheticField.source(start, amplitude: 5e-12))).run()
            #expect(found.fit.outcome == .converged, "\(found.fit.outcome)")
            expectClose(found.fit.stat, best.fit.stat, absolute: 0.01)
        }
    }
}
