import Foundation
import GammaCore
import GammaDatasets
import GammaFit
import GammaMaps
import GammaModels
import GammaNumerics
import GammaTestSupport
import Testing

/// What sources predict in a map.
@Suite struct MapPredictionTests {
    /// Without point-spread function the prediction is exposure × shape × flux in true energy, shared out over the
    /// reconstructed bins: here a plain sum over what spectrum and shape say themselves.
    @Test(arguments: FieldCase.all, [false, true])
    func isAPlainSumWithoutPSF(_ shape: FieldCase, hasDispersion: Bool) throws {
        let dataset = try SyntheticField.empty(hasPSF: false, hasDispersion: hasDispersion)
        let source = SyntheticField.source(try shape.spatial())
        let spatial = try #require(source.spatial)
        let image = dataset.geometry.image
        let share = spatial.integrate(over: image, oversampling: nil, energy: nil)
        let flux = source.spectral.integral(EnergyGrid(edges: dataset.energyTrue.edges))
        let dispersion =
            try dataset.energyDispersion
            ?? .diagonal(energy: dataset.energy, energyTrue: dataset.energyTrue)
        let kernel = Matrix(rows: 6, columns: 4, values: dispersion.map.values)
        let pixels = image.pixelCount
        var expected = [Double](repeating: 0, count: dataset.counts.values.count)
        for t in 0..<6 {
            for r in 0..<4 {
                let factor = kernel[t, r] * flux[t]
                for pixel in 0..<pixels {
                    let exposure = dataset.exposure.values[t * pixels + pixel]
                    expected[r * pixels + pixel] += factor * exposure * share[pixel]
                }
            }
        }
        let predicted = try dataset.predictedSignal(Models(source))
        #expect(predicted.reduce(0, +) > 50)
        // Planes hold single precision.
        let largest = expected.max() ?? 0
        expectClose(predicted, expected, relative: 1e-6, absolute: 1e-6 * largest)
    }

    /// A response with a tail of nothing out to 20° predicts the same: its kernels are cut where they are empty.
    @Test func emptyTailOfTheResponseChangesNothing() throws {
        var dataset = try SyntheticField.empty()
        let psf = try #require(dataset.psf)
        let source = Models(SyntheticField.source(PointSpatialModel(at: SyntheticField.direction(east: 0.11))))
        let near = try dataset.predictedSignal(source)
        let (bins, width) = (psf.rad.binCount, psf.rad.edges[1])
        let rad = try MapAxis(min: 0, max: Double(40 * bins) * width, bins: 40 * bins, name: "rad", unit: .deg)
        let values = (0..<dataset.energyTrue.binCount).flatMap { t in
            psf.map.values[t * bins..<(t + 1) * bins] + Array(repeating: 0, count: 39 * bins)
        }
        dataset.psf = try PSFMap(
            ResponseMap(image: nil, energyTrue: dataset.energyTrue, axis: rad, values: Array(values)))
        // Beyond its last centre a profile goes on straight, here it falls to nothing: a bin of rad in the far wing.
        let largest = near.max() ?? 0
        expectClose(try dataset.predictedSignal(source), near, relative: 1e-6, absolute: 1e-6 * largest)
    }

    @Test func sourcesAdd() throws {
        let dataset = try SyntheticField.empty()
        let sources = try FieldCase.all.map { SyntheticField.source(try $0.spatial(), name: $0.testDescription) }
        let together = try dataset.predictedSignal(Models(sources.map { .sky($0) }))
        var sum = [Double](repeating: 0, count: together.count)
        for source in sources {
            for (bin, counts) in try dataset.predictedSignal(Models(source)).enumerated() { sum[bin] += counts }
        }
        expectClose(together, sum, relative: 1e-13)
        // Twice the flux is twice the counts.
        let (once, twice) = (sources[1], SyntheticField.source(sources[1].spatial, name: "twice", amplitude: 4e-12))
        expectClose(
            try dataset.predictedSignal(Models(twice)), try dataset.predictedSignal(Models(once)).map { 2 * $0 },
            relative: 1e-13)
    }

    /// A source outside the map predicts nothing; a fit says which parameters the data do not determine, and fits the rest.
    @Test func sourceOutside() throws {
        let outside = SyntheticField.source(
            PointSpatialModel(at: SyntheticField.direction(east: 20)), name: "outside")
        var random = RandomStream(seed: 31, stream: "field")
        let dataset = try SyntheticField.dataset(Models(), &random)
        let predicted = try dataset.predictedSignal(Models(outside))
        #expect(predicted.allSatisfy { $0 == 0 })
        let models = Models([.sky(outside), .background(FoVBackgroundModel(dataset: "field"))])
        let fit = try Fit([dataset], models: models).run().fit
        guard case .flatDirection(let names) = fit.outcome else {
            Issue.record("\(fit.outcome) does not name the parameters")
            return
        }
        #expect(Set(names) == Set(fit.names.filter { $0.hasPrefix("outside.") }))
        let norm = try #require(fit.index(of: "field-bkg.spectral.norm"))
        #expect(fit.errors[norm].isFinite && fit.errors[norm] > 0)
        #expect(abs(fit.values[norm] - 1) < 5 * fit.errors[norm])
    }
}
