import GammaCore
import GammaDatasets
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
            DerivativeCheck(objective, &random).gradient(step: shape.step) {
                $0.contains(".spatial.") ? shape.tolerance : 1e-6
            }
        }
    }

    /// Differences of the gradient over a fiftieth of an error; 1e-3 of √(H_ii H_jj).
    @Test(arguments: FieldCase.all)
    func hessian(_ shape: FieldCase) throws {
        let models = try shape.models()
        forAll(seed: 12, count: 1) { random in
            let objective = try ModelsObjective([SyntheticField.dataset(models, &random)], models: models)
            try DerivativeCheck(objective, &random).hessian(tolerance: shape.curvatureTolerance)
        }
    }
}
