import GammaCore
import GammaDatasets
import GammaFit
import GammaNumerics
import GammaTestSupport
import Testing

/// Derivatives of a likelihood against differences, all on the scale of the parameters' errors.
struct DerivativeCheck {
    private let objective: ModelsObjective
    private let x: [Double]
    private let scales: [Double]

    /// Near the values that the models have.
    init(_ objective: ModelsObjective, _ random: inout RandomStream) {
        self.objective = objective
        x = FieldCase.near(objective, &random)
        scales = FieldCase.scales(objective, x)
    }

    private func moved(_ index: Int, by errors: Double) -> [Double] {
        var moved = x
        moved[index] += errors * scales[index]
        return moved
    }

    /// The gradient against differences of the fourth order over a step in errors.
    /// - Parameter tolerance: absolute, of a parameter by its name.
    func gradient(step: Double, tolerance: (String) -> Double) {
        let gradient = objective.evaluate(at: x).gradient
        for index in x.indices {
            func value(_ steps: Double) -> Double { objective.value(at: moved(index, by: steps * step)) }
            let difference = (8 * (value(1) - value(-1)) - (value(2) - value(-2))) / (12 * step)
            let name = objective.parameters[index].name
            expectClose(gradient[index] * scales[index], difference, relative: 0, absolute: tolerance(name), name)
        }
    }

    /// Second derivatives against differences of the gradient over a fiftieth of an error.
    /// - Parameter tolerance: absolute.
    func hessian(tolerance: Double) throws {
        let hessian = try #require(objective.hessian(at: x, steps: scales.map { $0 * 0.01 }))
        for i in x.indices {
            let above = objective.evaluate(at: moved(i, by: 0.02)).gradient
            let below = objective.evaluate(at: moved(i, by: -0.02)).gradient
            for j in x.indices {
                expectClose(
                    hessian[i, j] * scales[i] * scales[j], (above[j] - below[j]) / 0.04 * scales[j], relative: 0,
                    absolute: tolerance, "\(objective.parameters[i].name), \(objective.parameters[j].name)")
            }
        }
    }
}
