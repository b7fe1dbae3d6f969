import Foundation
import GammaCore
import GammaDatasets
import GammaFit
import GammaModels
import GammaNumerics
import GammaTestSupport
import Testing

/// Several datasets, linked parameters and penalties in one objective.
@Suite struct JointObjectiveTests {
    /// A map and a spectrum of one source: statistics and gradients add, and a fit uses both.
    @Test func mapAndSpectrum() throws {
        let models = try FieldCase.all[1].models()
        var random = RandomStream(seed: 51, stream: "field")
        let map = try SyntheticField.dataset(models, &random)
        var spectrum = try SyntheticSpectrum.dataset(alpha: 0.1)
        spectrum = spectrum.fake(models, random: &random)
        let objectives = try [[map], [spectrum], [map, spectrum]].map { (datasets: [any Dataset]) in
            try ModelsObjective(datasets, models: models)
        }
        let x = FieldCase.near(objectives[2], &random)
        let parts = objectives.map { $0.evaluate(at: x) }
        expectClose(parts[2].value, parts[0].value + parts[1].value, relative: 1e-14)
        expectClose(parts[2].gradient, zip(parts[0].gradient, parts[1].gradient).map { $0 + $1 }, relative: 1e-12)
        let (alone, joint) = (
            try Fit([map], models: models).run().fit, try Fit([map, spectrum], models: models).run().fit
        )
        #expect(joint.outcome == .converged)
        let index = try #require(joint.index(of: "source.spectral.index"))
        #expect(joint.errors[index] < alone.errors[index])
        #expect(abs(joint.values[index] - 2.2) < 4 * joint.errors[index])
    }

    /// Two sources with one index: the derivative by it is the sum of those by the two.
    @Test func linkedParameters() throws {
        let sources = Models(
            SyntheticField.source(try FieldCase.all[0].spatial(), name: "a"),
            SyntheticField.source(try FieldCase.all[3].spatial(), name: "b"))
        var linked = sources
        try linked.link("a.spectral.index", "b.spectral.index")
        var random = RandomStream(seed: 52, stream: "field")
        let dataset = try SyntheticField.dataset(sources, &random)
        let (two, one) = (
            try ModelsObjective([dataset], models: sources), try ModelsObjective([dataset], models: linked)
        )
        #expect(one.parameters.count == two.parameters.count - 1)
        let (a, b) = (
            two.evaluate(at: two.parameters.map(\.value)), one.evaluate(at: one.parameters.map(\.value))
        )
        #expect(a.value == b.value)
        let names = two.parameters.map(\.name)
        let (i, j) = (
            try #require(names.firstIndex(of: "a.spectral.index")),
            try #require(names.firstIndex(of: "b.spectral.index"))
        )
        let position = try #require(one.parameters.firstIndex { $0.name == "a.spectral.index" })
        expectClose(b.gradient[position], a.gradient[i] + a.gradient[j], relative: 1e-10)
        let (full, short) = (try #require(a.curvature), try #require(b.curvature))
        expectClose(
            short[position, position], full[i, i] + full[j, j] + full[i, j] + full[j, i], relative: 1e-10)
    }

    /// A source that starts 0.3° off in any direction, without limits or errors that would guide the fit, is found.
    @Test func sourceThatStartsFarOff() throws {
        let truth = try FieldCase.all[1].models()
        forAll(seed: 54, count: 6) { random in
            let dataset = try SyntheticField.dataset(truth, &random)
            var models = Models(
                SyntheticField.source(GaussianSpatialModel(at: SyntheticField.direction(), sigma: 0.1)))
            models.components += truth.components.dropFirst()
            let angle = 2 * Double.pi * random.uniform()
            let start = SyntheticField.direction(
                east: 0.11 + 0.3 * cos(angle), north: -0.06 + 0.3 * sin(angle))
            try models.update("source.spatial.lon_0") { $0.value = start.lon }
            try models.update("source.spatial.lat_0") { $0.value = start.lat }
            let fit = try Fit([dataset], models: models).run().fit
            #expect(fit.outcome == .converged)
            let place = SyntheticField.direction(east: 0.11, north: -0.06)
            for (name, value) in [("lon_0", place.lon), ("lat_0", place.lat)] {
                let index = try #require(fit.index(of: "source.spatial." + name))
                expectClose(fit.values[index], value, absolute: 5 * fit.errors[index], name)
                #expect(fit.errors[index] < 0.05)
            }
        }
    }

    /// A penalty and a prior add their values and derivatives, and pull the fit.
    @Test func penaltiesAndPriors() throws {
        let models = try FieldCase.all[1].models()
        var random = RandomStream(seed: 53, stream: "field")
        let dataset = try SyntheticField.dataset(models, &random)
        var penalised = models
        try penalised.add(.diagonal(["source.spectral.index"], means: [2.5], sigmas: [0.01]))
        var prior = models
        try prior.update("source.spectral.index") { $0.prior = GaussianPrior(mu: 2.5, sigma: 0.01) }
        let plain = try ModelsObjective([dataset], models: models)
        let x = FieldCase.near(plain, &random)
        let index = try #require(plain.parameters.firstIndex { $0.name == "source.spectral.index" })
        let scales = FieldCase.scales(plain, x)
        let a = plain.evaluate(at: x)
        let term = (x[index] - 2.5) / 0.01
        // A prior is a density, with its norm.
        let norm = 2 * log(0.01 * (2 * Double.pi).squareRoot())
        for (models, constant) in [(penalised, 0), (prior, norm)] {
            let other = try ModelsObjective([dataset], models: models)
            let b = other.evaluate(at: x)
            expectClose(b.value - a.value, term * term + constant, relative: 1e-10)
            expectClose(other.value(at: x), b.value, relative: 1e-14)
            expectClose(b.gradient[index] - a.gradient[index], 2 * term / 0.01, relative: 1e-10)
            let (before, after) = (
                try #require(plain.hessian(at: x, steps: scales)), try #require(other.hessian(at: x, steps: scales))
            )
            expectClose(after[index, index] - before[index, index], 2e4, relative: 1e-8)
        }
        let fit = try Fit([dataset], models: penalised).run().fit
        #expect(abs(fit.values[index] - 2.5) < 0.03)
    }
}
