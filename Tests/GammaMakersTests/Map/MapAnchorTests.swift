import GammaCore
import GammaData
import GammaDatasets
import GammaMaps
import GammaModels
import GammaTestSupport
import Testing

@testable import GammaMakers

/// The three-dimensional anchors: two H.E.S.S. runs on the Crab nebula (numerics.md §11, made with Gammapy 2.1).
@Suite(.enabled(if: TestData.isAvailable, "real data: set GAMMAKIT_DATA"))
struct MapAnchorTests {
    static let crab = SkyDirection(ra: 83.63, dec: 22.01)

    let observations: [Observation]
    let empty: MapDataset

    init() throws {
        let store = try DataStore(#require(TestData.path("hess-dl3-dr1")))
        observations = try store.observations(.ids([23523, 23526]))
        let energy = try MapAxis.energy(min: 0.5, max: 40, bins: 10).downsampled(by: 2)
        let energyTrue = try MapAxis.energy(min: 0.1, max: 100, bins: 20, name: "energy_true")
        empty = try MapDataset.empty(
            geometry: .create(centre: Self.crab, width: 4, binSize: 0.05, projection: "TAN", axes: [energy]),
            energyTrue: energyTrue)
    }

    private var reduction: MapReduction {
        get throws {
            let region = SkyRegion.circle(centre: Self.crab, radius: 0.3)
            let image = empty.geometry.image
            let outside = try image.mask(inside: [region]).map { !$0 }
            return MapReduction(
                safeMask: SafeMaskMaker([.offsetMax(degrees: 2.5), .aeffDefault]),
                background: FoVBackgroundMaker(exclusion: try WCSMap(mask: outside, image)), cutoutRadius: 2.5)
        }
    }

    /// Background per energy bin before any norm: Gammapy's values have 32-bit precision.
    @Test func backgroundOfOneRun() throws {
        let dataset = try MapDatasetMaker().make(observations[0], on: MapTarget(empty))
        let expected = [1314.72447, 1091.45334, 437.87271, 181.42592, 60.58049]
        let pixels = dataset.geometry.pixelCount
        for (bin, value) in expected.enumerated() {
            let sum = dataset.backgroundCounts[bin * pixels..<(bin + 1) * pixels].reduce(0, +)
            expectClose(sum, value, relative: 3e-6)
        }
    }

    /// Norms of the two runs, and the stack.
    @Test func normsAndStack() throws {
        let reduced = try reduction.stack(observations, into: empty)
        let (stacked, rows) = (reduced.dataset, reduced.backgrounds)
        // Gammapy's sums are of 32-bit numbers.
        let norms = [(0.93141453, 0.02359714), (1.04038512, 0.02818034)]
        for (row, (value, error)) in zip(rows, norms) {
            #expect(row.outcome == .adjusted)
            let norm = try #require(row.norm)
            expectClose(norm.value, value, relative: 1e-6)
            expectClose(norm.error, error, relative: 1e-6)
        }
        var (counts, background) = (0.0, 0.0)
        for bin in stacked.maskSafe.indices where stacked.maskSafe[bin] {
            counts += stacked.counts.values[bin]
            background += stacked.backgroundCounts[bin]
        }
        #expect(counts == 3233)
        expectClose(background, 2995.90, relative: 2e-6)
    }

    /// Prediction and statistic of a small Gaussian at the Crab nebula.
    @Test func predictionOfTheStack() throws {
        var dataset = try reduction.stack(observations, into: empty).dataset
        dataset.name = "stacked"
        let source = SkyModel(
            "crab", spectral: PowerLaw(index: 2.5, amplitude: 3e-11),
            spatial: GaussianSpatialModel(at: Self.crab, sigma: 0.05))
        let models = Models(source)
        let signal = try dataset.predictedSignal(models)
        let pixels = dataset.geometry.pixelCount
        // The first bin is safe in neither run. Gammapy predicts 213.296427 there, since rounding in its interpolation of
        // masks lets a bin next to a safe one pass; it counts in no fit.
        let expected = [0, 117.727604, 49.271184, 16.546035, 4.489523]
        for (bin, value) in expected.enumerated() {
            let sum = signal[bin * pixels..<(bin + 1) * pixels].reduce(0, +)
            print("signal", bin, sum, value)
            // Gammapy rounds radii and kernels to 32 bits; an independent calculation agrees to 2e-6.
            expectClose(sum, value, relative: 1e-5)
        }
        expectClose(try dataset.statistic(models), 16316.5275082, absolute: 2e-3)
    }

    /// The fit of shape, spectrum and background.
    ///
    /// The Gaussian comes out five times narrower than a pixel. There the statistic hardly tells extension and position
    /// within the pixel apart: Gammapy stops at 16254.69846 (σ 0.0122 deg), and there are points with less beside it. So
    /// spectrum and norm are held to 0.05 σ, the position only to 0.3 σ, and the statistic at Gammapy's end to 0.005
    /// (Gammapy cuts shapes at whole pixels around five σ).
    @Test func fitOfTheStack() throws {
        let dataset = try reduction.stack(observations, into: empty).dataset
        let models = Self.models(sigma: 0.05, dataset: dataset.name)
        let result = try Fit([dataset], models: models).run().fit
        #expect(result.stat <= 16254.69847)
        let expected = [
            ("crab.spectral.index", 2.720952, 0.122996, 0.05),
            ("crab.spectral.amplitude", 4.855919e-11, 5.947e-12, 0.05),
            ("crab.spatial.lon_0", 83.621554, 0.011353, 0.3), ("crab.spatial.lat_0", 22.022214, 0.016401, 0.3),
            ("stacked-bkg.spectral.norm", 0.994887, 0.018470, 0.05),
        ]
        for (name, value, error, bound) in expected {
            let parameter = try #require(result.parameters.first { $0.name == name })
            expectClose(parameter.value, value, absolute: bound * error)
        }
        var end = models
        try end.update("crab.spatial.sigma") { $0.value = 0.012213 }
        for (name, value, _, _) in expected { try end.update(name) { $0.value = value } }
        expectClose(try dataset.statistic(end), 16254.698460, absolute: 0.005)
    }

    private static func models(sigma: Double, dataset: String) -> Models {
        let source = SkyModel(
            "crab", spectral: PowerLaw(index: 2.5, amplitude: 3e-11),
            spatial: GaussianSpatialModel(at: crab, sigma: sigma))
        return Models([.sky(source), .background(FoVBackgroundModel(dataset: dataset))])
    }
}
