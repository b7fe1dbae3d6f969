import Foundation
import GammaFit
import GammaNumerics

/// ½ (x − m)ᵀ H (x − m) + c, with or without its curvature.
struct Quadratic: Objective {
    var parameters: [FitParameter]
    var minimum: [Double]
    var hessian: Matrix
    var offset = 0.0
    var givesCurvature = true

    func evaluate(at x: [Double]) -> ObjectiveEvaluation {
        let distance = zip(x, minimum).map { $0 - $1 }
        return ObjectiveEvaluation(
            value: 0.5 * hessian.quadraticForm(distance) + offset, gradient: hessian * distance,
            curvature: givesCurvature ? hessian : nil)
    }
}

/// The Cash statistic of counts and a model that gives predictions and their derivatives.
struct PoissonToy: Objective {
    var parameters: [FitParameter]
    var counts: [Double]
    var givesCurvature = true
    /// Predictions, and one row of derivatives a parameter.
    var model: @Sendable ([Double]) -> (mu: [Double], gradient: [[Double]])

    func evaluate(at x: [Double]) -> ObjectiveEvaluation {
        let (mu, rows) = model(x)
        var value = 0.0
        var gradient = Array(repeating: 0.0, count: x.count)
        var curvature = Matrix(rows: x.count, columns: x.count)
        for (bin, n) in counts.enumerated() {
            let m = max(mu[bin], 1e-25)
            value += 2 * (m - (n > 0 ? n * log(m) : 0))
            if mu[bin].isNaN { value = .nan }
            for i in x.indices {
                gradient[i] += 2 * (1 - n / m) * rows[i][bin]
                for j in x.indices { curvature[i, j] += 2 / m * rows[i][bin] * rows[j][bin] }
            }
        }
        return ObjectiveEvaluation(value: value, gradient: gradient, curvature: givesCurvature ? curvature : nil)
    }
}

/// A function of values, slopes and, where there are, curvatures.
struct Custom: Objective {
    var parameters: [FitParameter]
    var function: @Sendable ([Double]) -> (value: Double, gradient: [Double], curvature: Matrix?)

    func evaluate(at x: [Double]) -> ObjectiveEvaluation {
        let (value, gradient, curvature) = function(x)
        return ObjectiveEvaluation(value: value, gradient: gradient, curvature: curvature)
    }
}

enum Toys {
    /// Counts drawn once (numpy, seed 7) from ``spectrum(start:)`` at A = 5e-12, γ = 2.2, λ = 0.05.
    static let spectrumCounts: [Double] = [
        338, 273, 194, 170, 116, 88, 73, 49, 45, 32, 26, 18, 16, 9, 9, 5, 5, 4, 2, 3,
    ]

    /// A power law with cut-off over a background of 2 in 20 logarithmic bins from 1 to 50:
    /// μ = A·4e14·w·c^−γ·e^(−λc) + 2, with A of the order 1e-12.
    static func spectrum(start: [Double] = [3e-12, 2, 0.01], givesCurvature: Bool = true) -> PoissonToy {
        let edges = (0...20).map { pow(50, Double($0) / 20) }
        let centres = (0..<20).map { (edges[$0] * edges[$0 + 1]).squareRoot() }
        let widths = (0..<20).map { edges[$0 + 1] - edges[$0] }
        return PoissonToy(
            parameters: [
                FitParameter(name: "amplitude", value: start[0], unit: "cm-2 s-1 TeV-1"),
                FitParameter(name: "index", value: start[1]), FitParameter(name: "lambda", value: start[2]),
            ], counts: spectrumCounts, givesCurvature: givesCurvature
        ) { x in
            var mu: [Double] = [], rows: [[Double]] = [[], [], []]
            for (c, w) in zip(centres, widths) {
                let unit = 4e14 * w * pow(c, -x[1]) * exp(-x[2] * c)
                mu.append(x[0] * unit + 2)
                rows[0].append(unit)
                rows[1].append(-x[0] * unit * log(c))
                rows[2].append(-x[0] * unit * c)
            }
            return (mu, rows)
        }
    }

    /// Counts drawn once (numpy, seed 7) from ``peak(start:limits:)`` at S = 120, x = 17, s = 2.5, b = 6, k = −0.4.
    static let peakCounts: [Double] = [
        11, 8, 5, 11, 6, 7, 7, 12, 11, 5, 9, 11, 8, 15, 19, 25, 26, 27, 17, 8, 11, 12, 9, 8, 6, 4, 5, 2, 6, 7, 4, 5, 9,
        6, 8,
        3, 4, 3, 4, 2,
    ]

    /// A Gaussian peak over a sloping background in 40 bins: S·N(t; x, s) + b·(1 + k(t − 20)/20).
    static func peak(start: [Double] = [100, 17, 3, 6, -0.3], hasLimits: Bool = true) -> PoissonToy {
        var parameters = zip(["S", "x", "s", "b", "k"], start).map { FitParameter(name: $0, value: $1) }
        parameters[2].minimum = 0.1
        parameters[2].maximum = 20
        if hasLimits {
            parameters[3].minimum = 0
            parameters[4].minimum = -1
            parameters[4].maximum = 1
        }
        return PoissonToy(parameters: parameters, counts: peakCounts) { x in
            var mu: [Double] = [], rows = Array(repeating: [Double](), count: 5)
            for bin in 0..<40 {
                let t = Double(bin) + 0.5, u = (t - x[1]) / x[2]
                let unit = exp(-0.5 * u * u) / (2 * Double.pi).squareRoot() / x[2]
                let slope = (t - 20) / 20
                mu.append(x[0] * unit + x[3] * (1 + x[4] * slope))
                rows[0].append(unit)
                rows[1].append(x[0] * unit * u / x[2])
                rows[2].append(x[0] * unit * (u * u - 1) / x[2])
                rows[3].append(1 + x[4] * slope)
                rows[4].append(x[3] * slope)
            }
            return (mu, rows)
        }
    }

    /// 100 (y − x²)² + (1 − x)², optionally with the curvature 2JᵀJ of its residuals.
    static func rosenbrock(
        start: [Double] = [-1.2, 1], upper: Double? = nil, givesCurvature: Bool = false
    ) -> Custom {
        Custom(parameters: [
            FitParameter(name: "x", value: start[0], maximum: upper), FitParameter(name: "y", value: start[1]),
        ]) { x in
            let r = 10 * (x[1] - x[0] * x[0]), q = 1 - x[0]
            let gradient = [2 * r * -20 * x[0] - 2 * q, 20 * r]
            let curvature = Matrix(
                rows: 2, columns: 2, values: [800 * x[0] * x[0] + 2, -400 * x[0], -400 * x[0], 200])
            return (r * r + q * q, gradient, givesCurvature ? curvature : nil)
        }
    }
}
