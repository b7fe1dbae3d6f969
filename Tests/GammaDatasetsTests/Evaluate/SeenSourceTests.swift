import Foundation
import GammaCore
import GammaFit
import GammaMaps
import GammaModels
import GammaTestSupport
import Testing

@testable import GammaDatasets

/// Datasets whose responses are off by something that is fitted.
@Suite struct SeenSourceTests {
    /// A response of which everything is free, away from its defaults, with priors as they are used.
    private func response(_ dataset: String) -> ModelComponent {
        var model = ResponseModel("response", spectral: PowerLawNorm(norm: 1.1, tilt: 0.05), datasetNames: [dataset])
        model.parameters = model.parameters.map {
            var parameter = $0
            parameter.isFrozen = parameter.name == "reference"
            if parameter.name != "tilt" { parameter.prior = GaussianPrior(mu: 1, sigma: 0.1) }
            return parameter
        }
        model.energyScale.value = 1.04
        model.psfScale.value = 1.1
        return .response(model)
    }

    /// Differences of the fourth order over a tenth of an error, on the scale of the errors. What is in single precision, the
    /// planes of sources, limits them as in ``LikelihoodDerivativesTests``; profiles of the point-spread function are linear
    /// in pieces, so that differences over a finite change of their width are not exact.
    @Test(arguments: FieldCase.all.prefix(2))
    func gradientOfMaps(_ shape: FieldCase) throws {
        var models = try shape.models()
        models.components.append(response("field"))
        forAll(seed: 21, count: 1) { random in
            let objective = try ModelsObjective([SyntheticField.dataset(models, &random)], models: models)
            DerivativeCheck(objective, &random).gradient(step: 0.1) { name in
                name.hasSuffix("psf_scale") ? 5e-3 : name.contains(".spatial.") ? shape.tolerance : 1e-6
            }
        }
    }

    /// Second derivatives against differences of the gradient. Those of the width of the point-spread function are the
    /// expected ones in part, and are left out here.
    @Test func hessianOfMaps() throws {
        let shape = FieldCase.all[1]
        var models = try shape.models()
        models.components.append(response("field"))
        try models.update("response.response.psf_scale") { $0.isFrozen = true }
        forAll(seed: 22, count: 1) { random in
            let objective = try ModelsObjective([SyntheticField.dataset(models, &random)], models: models)
            try DerivativeCheck(objective, &random).hessian(tolerance: shape.curvatureTolerance)
        }
    }

    /// The mean square distance of the counts of a point source grows as the width squared.
    @Test func widthOfThePointSpreadFunction() throws {
        let source = SyntheticField.source(PointSpatialModel(at: SyntheticField.direction(east: 0.02, north: 0.01)))
        var wide = ResponseModel("response")
        wide.psfScale.value = 1.3
        let dataset = try SyntheticField.empty(pixels: SIMD2(61, 61))
        let models = Models([.sky(source), .response(wide)])
        func spread(_ models: Models) throws -> Double {
            let counts = try #require(try dataset.predictedComponents(models).first { $0.name == "source" }).counts
            let image = dataset.geometry.image
            let offsets = image.separations(from: SyntheticField.direction(east: 0.02, north: 0.01))
            let plane = counts.values.suffix(image.pixelCount)
            let total = plane.reduce(0, +)
            return zip(plane, offsets).reduce(0) { $0 + $1.0 * $1.1 * $1.1 } / total
        }
        let (narrow, broad) = (try spread(Models(source)), try spread(models))
        // Pixels add the same to both. σ = 0.09° E^−0.2 at the 7.3 TeV that are the middle of the last plane; true energies from
        // some 5 to 12 TeV reach it, which changes σ² by 10 %.
        expectClose((broad - narrow) / (1.3 * 1.3 - 1), 2 * 0.09 * 0.09 * pow(7.3, -0.4), relative: 0.03)
    }

    /// A spectrum with its response, and flux points, against differences.
    @Test func gradientOfSpectraAndPoints() throws {
        var models = SyntheticSpectrum.crab
        models.components.append(response("spectrum"))
        try models.update("response.response.psf_scale") { $0.isFrozen = true }
        var random = RandomStream(seed: 23, stream: "spectrum", index: 0)
        let dataset = try SyntheticSpectrum.dataset(name: "spectrum").fake(models, random: &random)
        let objective = try ModelsObjective([dataset], models: models)
        DerivativeCheck(objective, &random).gradient(step: 0.1) { _ in 1e-6 }
        let known = dataset.predictedSignal(models)[0].counts
        let evaluator = try dataset.evaluator(models: models)
        expectClose(dataset.statistic(models), evaluator.statistic(models), relative: 1e-13)
        #expect(known != dataset.predictedSignal(SyntheticSpectrum.crab)[0].counts)
    }

    @Test func faults() throws {
        var models = SyntheticSpectrum.crab
        models.components += [response("spectrum"), response("spectrum")]
        models.components[2] = .response(ResponseModel("other"))
        let dataset = try SyntheticSpectrum.dataset(name: "spectrum")
        let two = #expect(throws: Fault.self) { try Fit([dataset], models: models) }
        #expect(two?.message.contains("'response', 'other'") == true)
        models.components.removeLast()
        models.components[1].datasetNames = ["hess-*"]
        let missing = #expect(throws: Fault.self) { try Fit([dataset], models: models) }
        #expect(missing?.message.contains("hess-*") == true)
        // A cube has its own energies.
        let axis = try MapAxis.energy(min: 0.5, max: 20, bins: 4, name: "energy_true")
        let geometry = try WCSGeometry.create(
            centre: SyntheticField.centre, pixels: SIMD2(10, 10), binSize: SIMD2(0.1, 0.1), projection: "TAN",
            axes: [axis])
        let cube = try TemplateSpatialModel(
            map: WCSMap(geometry, values: (0..<400).map { Double($0 % 7) + 1 }, unit: Unit(parsing: "sr-1")))
        let diffuse = Models([.sky(SyntheticField.source(cube)), response("field")])
        let fault = #expect(throws: Fault.self) { try Fit([SyntheticField.empty()], models: diffuse) }
        #expect(fault?.code == .unsupported)
    }
}
