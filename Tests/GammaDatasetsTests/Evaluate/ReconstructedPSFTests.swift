import Foundation
import GammaCore
import GammaFit
import GammaMaps
import GammaModels
import GammaTestSupport
import Testing

@testable import GammaDatasets

/// A point-spread function that is known in reconstructed energy applies after the energy dispersion.
@Suite struct ReconstructedPSFTests {
    /// A field whose point-spread function widens from one side of the map to the other.
    private func field(_ models: Models, _ random: inout RandomStream) throws -> MapDataset {
        var dataset = try SyntheticField.empty(isPSFReconstructed: true)
        // Between the centres of its pixels, where kernels are linear in the position; sources are near the middle.
        let image = try WCSGeometry.create(
            centre: SyntheticField.direction(east: 0.4, north: 0.4), pixels: SIMD2(3, 3), binSize: SIMD2(1, 1),
            projection: "TAN")
        let (energy, rad) = (dataset.energy, try MapAxis(min: 0, max: 0.5, bins: 100, name: "rad", unit: .deg))
        var values: [Double] = []
        for energy in energy.centres {
            for radius in rad.centres {
                for pixel in 0..<image.pixelCount {
                    let sigma = (0.08 + 0.01 * Double(pixel % 3) + 0.005 * Double(pixel / 3)) * pow(energy, -0.2)
                    values.append(1e3 / (sigma * sigma) * exp(-radius * radius / (2 * sigma * sigma)))
                }
            }
        }
        dataset.psf = try PSFMap(ResponseMap(image: image, energyTrue: energy, axis: rad, values: values))
        return try dataset.fake(signal: dataset.predictedSignal(models), random: &random)
    }

    /// With one exposure everywhere and one point-spread function at all energies it does not matter when it applies.
    @Test(arguments: FieldCase.all)
    func commutesWithTheDispersion(_ shape: FieldCase) throws {
        var dataset = try SyntheticField.empty()
        let psf = try #require(dataset.psf)
        let profile = Array(psf.map.values.prefix(psf.rad.binCount))
        for index in dataset.exposure.values.indices { dataset.exposure.values[index] = 2e14 }
        func predicted(_ energies: MapAxis) throws -> [Double] {
            dataset.psf = try PSFMap(
                ResponseMap(
                    image: nil, energyTrue: energies, axis: psf.rad, values: energies.centres.flatMap { _ in profile }))
            #expect(dataset.psf?.isReconstructed == (energies.name == "energy"))
            return try dataset.predictedSignal(Models(SyntheticField.source(shape.spatial())))
        }
        let (before, after) = (try predicted(dataset.energyTrue), try predicted(dataset.energy))
        #expect(before.reduce(0, +) > 50)
        // Planes hold single precision.
        let largest = before.max() ?? 0
        expectClose(after, before, relative: 1e-6, absolute: 1e-6 * largest)
    }

    /// Without its own step a source is predicted without point-spread function.
    @Test func canBeLeftOut() throws {
        var source = SyntheticField.source(try FieldCase.all[1].spatial())
        source.applyIRF.psf = false
        let (with, without) = (
            try SyntheticField.empty(isPSFReconstructed: true), try SyntheticField.empty(hasPSF: false)
        )
        #expect(try with.predictedSignal(Models(source)) == without.predictedSignal(Models(source)))
    }

    /// As in ``LikelihoodDerivativesTests``; spectra come through planes in single precision here, too.
    @Test(arguments: FieldCase.all)
    func gradient(_ shape: FieldCase) throws {
        let models = try shape.models()
        forAll(seed: 31, count: 2) { random in
            let objective = try ModelsObjective([field(models, &random)], models: models)
            DerivativeCheck(objective, &random).gradient(step: shape.step) {
                $0.contains(".spatial.") ? shape.tolerance : 5e-5
            }
        }
    }

    /// Second derivatives against differences of the gradient, where kernels do not change with the position.
    @Test(arguments: FieldCase.all)
    func hessian(_ shape: FieldCase) throws {
        let models = try shape.models()
        forAll(seed: 32, count: 1) { random in
            let empty = try SyntheticField.empty(isPSFReconstructed: true)
            let dataset = try empty.fake(signal: empty.predictedSignal(models), random: &random)
            let objective = try ModelsObjective([dataset], models: models)
            try DerivativeCheck(objective, &random).hessian(tolerance: shape.curvatureTolerance)
        }
    }

    /// Its width can be fitted, too: the tolerance is that of ``SeenSourceTests``, for profiles linear in pieces.
    @Test func gradientByItsWidth() throws {
        var models = try FieldCase.all[0].models()
        var response = ResponseModel("response", datasetNames: ["field"])
        response.psfScale.value = 1.1
        response.psfScale.isFrozen = false
        models.components.append(.response(response))
        forAll(seed: 33, count: 1) { random in
            let objective = try ModelsObjective([field(models, &random)], models: models)
            DerivativeCheck(objective, &random).gradient(step: 0.1) { name in
                name.hasSuffix("psf_scale") ? 5e-3 : 5e-5
            }
        }
    }

    /// Neither what was asked before nor threads change a bit.
    @Test func isTheSameAlways() throws {
        let models = try FieldCase.all[1].models()
        var random = RandomStream(seed: 34, stream: "field")
        let dataset = try field(models, &random)
        let used = try ModelsObjective([dataset], models: models)
        let x = FieldCase.near(used, &random)
        let scales = FieldCase.scales(used, x)
        let one = used.evaluate(at: x)
        let hessian = try #require(used.hessian(at: x, steps: scales))
        _ = used.evaluate(at: FieldCase.near(used, &random))
        #expect(used.value(at: x) == one.value)
        for threads in [2, 4] {
            let other = try ModelsObjective([dataset], models: models, execution: Execution(threads: threads))
            let result = other.evaluate(at: x)
            #expect(result.value == one.value && result.gradient == one.gradient)
            #expect(result.curvature?.values == one.curvature?.values)
            #expect(other.hessian(at: x, steps: scales)?.values == hessian.values)
        }
    }

    @Test func filesKeepIt() throws {
        var random = RandomStream(seed: 35, stream: "field")
        let dataset = try field(FieldCase.all[0].models(), &random)
        try withTemporaryFolder { folder in
            try DatasetsFile.write([dataset], to: folder + "/datasets.yaml")
            let copy = try #require(DatasetsFile.read(folder + "/datasets.yaml").first as? MapDataset)
            #expect(copy.psf?.isReconstructed == true)
            #expect(copy.psf?.map.values == dataset.psf?.map.values && copy.psf?.energies == dataset.energy)
            try copy.psf?.write(to: folder + "/psf.fits")
            #expect(try PSFMap.read(folder + "/psf.fits") == copy.psf)
        }
    }

    @Test func whatDoesNotFitIsRefused() throws {
        var dataset = try SyntheticField.empty(isPSFReconstructed: true)
        let circle = SkyRegion.circle(centre: SyntheticField.centre, radius: 0.2)
        let correction = #expect(throws: Fault.self) {
            try dataset.toSpectrumDataset(region: circle, containmentCorrection: true)
        }
        #expect(correction?.code == .unsupported)
        let psf = try #require(dataset.psf)
        let axis = #expect(throws: Fault.self) {
            try PSFMap(ResponseMap(image: nil, energyTrue: psf.energies.renamed("migra"), axis: psf.rad))
        }
        #expect(axis?.code == .incompatible)
        // An energy dispersion with other bins than exposure and counts.
        dataset.energyDispersion = try .diagonal(
            energy: dataset.energy, energyTrue: .energy(min: 0.7, max: 15, bins: 5, name: "energy_true"))
        let bins = #expect(throws: Fault.self) { try dataset.evaluator(models: Models()) }
        #expect(bins?.code == .incompatible && bins?.message.contains("5 true energies") == true)
    }
}
