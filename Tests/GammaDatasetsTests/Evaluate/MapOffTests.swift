import Foundation
import GammaCore
import GammaData
import GammaDatasets
import GammaFit
import GammaMaps
import GammaModels
import GammaNumerics
import GammaTestSupport
import Testing

/// Map datasets with off counts: the statistic is WStat of every bin, as for spectra.
@Suite struct MapOffTests {
    /// The spectrum dataset of one pixel: the same counts, off counts and response, exposure times the source's share.
    private func spectrum(_ dataset: MapDataset, pixel: Int, share: Double) throws -> SpectrumDataset {
        let pixels = dataset.geometry.pixelCount
        func column(_ values: [Double]) -> [Double] {
            stride(from: pixel, to: values.count, by: pixels).map { values[$0] }
        }
        guard case .measured(let off) = dataset.background else { throw Fault(.noData, "no off counts") }
        return SpectrumDataset(
            name: "pixel-\(pixel)", energy: dataset.energy, energyTrue: dataset.energyTrue,
            region: .circle(centre: SyntheticField.centre, radius: 0.02), counts: column(dataset.counts.values),
            exposure: column(dataset.exposure.values).map { $0 * share },
            energyDispersion: Matrix(rows: 6, columns: 4, values: try #require(dataset.energyDispersion).map.values),
            background: .measured(
                OffMeasurement(
                    counts: column(off.counts.values), acceptance: column(off.acceptance.values),
                    acceptanceOff: column(off.acceptanceOff.values))),
            maskSafe: column(dataset.maskSafe.map { $0 ? 1 : 0 }).map { $0 == 1 }, livetime: 3600,
            provenance: DatasetProvenance())
    }

    /// Without point-spread function every pixel is a spectrum of its own: the sums of the statistics agree, their
    /// gradients and second derivatives in the spectral parameters too.
    @Test func isTheSumOfSpectra() throws {
        let source = SyntheticField.source(
            GaussianSpatialModel(at: SyntheticField.direction(east: 0.1), sigma: 0.2))
        var models = Models(source)
        var random = RandomStream(seed: 41, stream: "field")
        var dataset = try SyntheticField.dataset(models, &random, hasPSF: false, isMeasured: true)
        if case .measured(var off) = dataset.background {
            // Empty off regions, and bins without off measurement.
            for bin in off.counts.values.indices where random.uniform() < 0.3 { off.counts.values[bin] = 0 }
            for bin in off.counts.values.indices where random.uniform() < 0.1 { off.acceptanceOff.values[bin] = 0 }
            dataset.background = .measured(off)
        }
        for bin in dataset.maskSafe.indices { dataset.maskSafe[bin] = random.uniform() < 0.8 }
        let share = try #require(source.spatial).integrate(over: dataset.geometry.image, oversampling: nil, energy: nil)
        models.setFrozen(true, part: .spatial)
        var bare = source
        bare.spatial = nil
        let spectra = try (0..<dataset.geometry.pixelCount).map {
            try spectrum(dataset, pixel: $0, share: share[$0])
        }.filter { $0.mask.contains(true) }
        let (map, sum) = (
            try ModelsObjective([dataset], models: models), try ModelsObjective(spectra, models: Models(bare))
        )
        for _ in 0..<3 {
            let x = FieldCase.near(map, &random)
            let (a, b) = (map.evaluate(at: x), sum.evaluate(at: x))
            let scales = FieldCase.scales(map, x)
            // Planes hold single precision: 6e-8 of the signal in each bin.
            expectClose(a.value, b.value, relative: 1e-8)
            expectClose(map.value(at: x), a.value, relative: 1e-14)
            for i in x.indices {
                expectClose(a.gradient[i] * scales[i], b.gradient[i] * scales[i], relative: 1e-6, absolute: 1e-5)
                for j in x.indices {
                    expectClose(
                        (a.curvature?[i, j] ?? 0) * scales[i] * scales[j],
                        (b.curvature?[i, j] ?? .nan) * scales[i] * scales[j], relative: 1e-6, absolute: 1e-6)
                }
            }
        }
    }

    /// Gradient and second derivatives against differences, with the shape free.
    @Test func derivatives() throws {
        let models = Models(SyntheticField.source(try FieldCase.all[1].spatial()))
        var random = RandomStream(seed: 42, stream: "field")
        let dataset = try SyntheticField.dataset(models, &random, isMeasured: true)
        let objective = try ModelsObjective([dataset], models: models)
        let x = FieldCase.near(objective, &random)
        let scales = FieldCase.scales(objective, x)
        let evaluation = objective.evaluate(at: x)
        let hessian = try #require(objective.hessian(at: x, steps: scales.map { $0 * 0.01 }))
        for i in x.indices {
            func moved(_ steps: Double) -> [Double] {
                var moved = x
                moved[i] += steps * scales[i]
                return moved
            }
            let name = objective.parameters[i].name
            let slope =
                (8 * (objective.value(at: moved(0.1)) - objective.value(at: moved(-0.1)))
                    - (objective.value(at: moved(0.2)) - objective.value(at: moved(-0.2)))) / 1.2
            expectClose(evaluation.gradient[i] * scales[i], slope, relative: 1e-6, absolute: 3e-5, name)
            let (above, below) = (
                objective.evaluate(at: moved(0.02)).gradient, objective.evaluate(at: moved(-0.02)).gradient
            )
            for j in x.indices {
                expectClose(
                    hessian[i, j] * scales[i] * scales[j], (above[j] - below[j]) / 0.04 * scales[j], relative: 0,
                    absolute: 1e-3, "\(name), \(objective.parameters[j].name)")
            }
        }
    }

    /// A fit finds the source that the counts were drawn from, with pulls below 4.
    @Test func fit() throws {
        let truth = Models(SyntheticField.source(try FieldCase.all[0].spatial()))
        var random = RandomStream(seed: 43, stream: "field")
        let dataset = try SyntheticField.dataset(truth, &random, isMeasured: true)
        var start = truth
        try start.update("source.spectral.amplitude") { $0.value *= 1.5 }
        try start.update("source.spatial.lon_0") { $0.value += 0.05 }
        let fit = try Fit([dataset], models: start).run().fit
        #expect(fit.outcome == .converged)
        for (parameter, value) in zip(fit.parameters, truth.freeParameters.values) {
            #expect(abs(parameter.value - value) < 4 * parameter.error, "\(parameter.name)")
        }
    }
}
