import GammaCore
import GammaDatasets
import GammaFit
import GammaNumerics
import GammaTestSupport
import Testing

/// Gradient and second derivatives of the likelihood of a map against differences, for every shape of a source.
@Suite struct LikelihoodDerivativesTests {
    /// Differences of the fourth order; 1e-6 of the statistic for an error's change of a spectral or background parameter.
    @Test(arguments: FieldCase.all)
    func gradient(_ shape: FieldCase) throws {
        let models = try shape.models()
        forAll(seed: 11, count: 2) { random in
            let objective = try ModelsObjective([SyntheticField.dataset(models, &random)], models: models)
            let x = FieldCase.near(objective, &random)
            let scales = FieldCase.scales(objective, x)
            let gradient = objective.evaluate(at: x).gradient
            for index in x.indices {
                func value(_ steps: Double) -> Double {
                    var moved = x
                    moved[index] += steps * scales[index] * shape.step
                    return objective.value(at: moved)
                }
                let difference = (8 * (value(1) - value(-1)) - (value(2) - value(-2))) / (12 * shape.step)
                let name = objective.parameters[index].name
                expectClose(
                    gradient[index] * scales[index], difference, relative: 0,
                    absolute: name.contains(".spatial.") ? shape.tolerance : 1e-6, name)
            }
        }
    }

    /// Differences of the gradient over a fiftieth of an error; 1e-3 of √(H_ii H_jj).
    @Test(arguments: FieldCase.all)
    func hessian(_ shape: FieldCase) throws {
        let models = try shape.models()
        forAll(seed: 12, count: 1) { random in
            let objective = try ModelsObjective([SyntheticField.dataset(models, &random)], models: models)
            let x = FieldCase.near(objective, &random)
            let scales = FieldCase.scales(objective, x)
            let hessian = try #require(objective.hessian(at: x, steps: scales.map { $0 * 0.01 }))
            for i in x.indices {
                func gradient(_ step: Double) -> [Double] {
                    var moved = x
                    moved[i] += step * scales[i]
                    return objective.evaluate(at: moved).gradient
                }
                let (above, below) = (gradient(0.02), gradient(-0.02))
                for j in x.indices {
                    let difference = (above[j] - below[j]) / 0.04 * scales[j]
                    expectClose(
                        hessian[i, j] * scales[i] * scales[j], difference, relative: 0,
                        absolute: shape.curvatureTolerance,
                        "\(objective.parameters[i].name), \(objective.parameters[j].name)")
                }
            }
        }
    }
}
