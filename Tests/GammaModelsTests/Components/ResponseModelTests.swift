import Foundation
import GammaCore
import GammaModels
import GammaTestSupport
import Testing

@Suite struct ResponseModelTests {
    private func response(scale: Double = 1, norm: Double = 1, tilt: Double = 0) -> ResponseModel {
        var response = ResponseModel("hess", spectral: PowerLawNorm(norm: norm, tilt: tilt))
        response.energyScale.value = scale
        return response
    }

    private let grid = EnergyGrid(edges: [0.5, 1, 3, 20])
    private let curved = LogParabola(amplitude: 3.8e-11, reference: 1, alpha: 2.5, beta: 0.1)

    /// Energies s times too high make s^(Γ−1) of a power law.
    @Test func powerLawInClosedForm() {
        let law = PowerLaw(index: 2.6, amplitude: 3e-11, reference: 1)
        let nominal = law.integral(grid)
        expectClose(response().integral(of: law, grid), nominal, relative: 1e-14)
        let seen = response(scale: 1.1, norm: 0.8, tilt: 0.2)
        let norms = [Double(0.5).squareRoot(), Double(3).squareRoot(), Double(60).squareRoot()].map {
            0.8 * pow($0, -0.2)
        }
        expectClose(
            seen.integral(of: law, grid), zip(nominal, norms).map { $0 * $1 * pow(1.1, 1.6) }, relative: 1e-12)
        expectClose(
            seen.evaluate(law, [2, 5]), [2, 5].map { law($0) * 0.8 * pow($0, -0.2) * pow(1.1, 1.6) }, relative: 1e-12)
    }

    /// Derivatives of integrals and densities against central differences.
    @Test func gradients() throws {
        let seen = response(scale: 0.93, norm: 1.2, tilt: 0.1)
        let integrals = seen.integralWithGradient(of: curved, grid)
        let densities = seen.evaluateWithGradient(curved, [0.7, 4])
        expectClose(integrals.values, seen.integral(of: curved, grid), relative: 1e-13)
        expectClose(densities.values, seen.evaluate(curved, [0.7, 4]), relative: 1e-13)
        // The rows: four of the log parabola, three of the norm, the energy scale.
        let count = curved.parameters.count
        #expect(integrals.gradient.count == count + 4 && densities.gradient.count == count + 4)
        for row in integrals.gradient.indices {
            func changed(_ step: Double) -> (integrals: [Double], densities: [Double]) {
                var (spectrum, response) = (curved, seen)
                if row < count {
                    spectrum.parameters[row].value *= 1 + step
                } else {
                    response.parameters[row - count].value *= 1 + step
                }
                return (response.integral(of: spectrum, grid), response.evaluate(spectrum, [0.7, 4]))
            }
            let value = row < count ? curved.parameters[row].value : seen.parameters[row - count].value
            let (high, low) = (changed(1e-5), changed(-1e-5))
            func slopes(_ high: [Double], _ low: [Double]) -> [Double] { zip(high, low).map { ($0 - $1) / 2e-5 } }
            // Truncation of the differences, of the values of each. That by the energy scale is exact, while the integrals of a
            // curved spectrum are trapezoids of 100 points a decade.
            let tolerance = row == count + 3 ? 2e-5 : 1e-6
            for (mine, other, size) in [
                (integrals.gradient[row], slopes(high.integrals, low.integrals), integrals.values),
                (densities.gradient[row], slopes(high.densities, low.densities), densities.values),
            ] {
                for bin in mine.indices {
                    expectClose(
                        mine[bin] * value, other[bin], relative: 0, absolute: tolerance * size[bin], "row \(row)")
                }
            }
        }
    }

    @Test func modelFile() throws {
        var model = response(norm: 1.1)
        model.datasetNames = ["hess-*"]
        model.energyScale.isFrozen = false
        model.energyScale.prior = GaussianPrior(mu: 1, sigma: 0.15)
        let models = Models([.sky(SkyModel("crab", spectral: curved)), .response(model)])
        let read = try Models(yaml: .parse(models.yamlText()))
        #expect(read.parameterNames == models.parameterNames)
        #expect(read.parameters == models.parameters)
        #expect(read.parameterNames.suffix(2) == ["hess.response.energy_scale", "hess.response.psf_scale"])
        let component = try #require(read["hess"])
        #expect(component.contributes(to: "hess-23523") && !component.contributes(to: "fact"))
        #expect(component.tags.first == "ResponseModel" && !component.isBackground)
        var source = SkyModel("crab", spectral: curved)
        source.datasetNames = ["hess-*"]
        #expect(source.contributes(to: "hess-23523") && !source.contributes(to: "fact"))
        // One of them is the rule; without a spectrum the effective area is as it is.
        let short = try Models(
            yaml: .parse(
                """
                components:
                - {name: a, type: response, parameters: [{name: energy_scale, value: 1.05, frozen: false}]}
                - {name: b, type: response}
                """))
        #expect(short.freeParameters.names == ["a.response.energy_scale"])
        #expect(throws: Fault.self) { try short.response(ofDataset: "hess") }
        let flux = """
            components:
            - {name: a, type: response, spectral: {type: pl}}
            """
        #expect(throws: Fault.self) { try Models(yaml: .parse(flux)) }
    }
}
