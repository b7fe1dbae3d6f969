import GammaNumerics

/// Second derivatives by differences of the gradient, over steps of a small part of a standard deviation.
struct ObservedHessian {
    /// The Hessian in all parameters; zero outside the free ones.
    private(set) var matrix: Matrix
    /// Parameters whose derivatives are not numbers.
    private(set) var notFinite: [Int] = []
    /// How unequal the two halves of the matrix are, in units of its diagonal: its own error.
    private(set) var asymmetry = 0.0

    private let model: QuadraticModel
    private let counted: CountedObjective
    private let free: [Int]

    init(_ model: QuadraticModel, _ counted: CountedObjective, free: [Int]) {
        self.model = model
        self.counted = counted
        self.free = free
        matrix = Matrix(rows: model.x.count, columns: model.x.count)
    }

    /// Eigenvalues of the unit matrix below this are not told from zero.
    var threshold: Double { max(1e-10, asymmetry) }

    /// Computes the matrix; where its halves differ too much for its smallest eigenvalue, a second pass with half the
    /// step takes the error of second order away (Richardson).
    mutating func compute() {
        var steps = Array(repeating: 0.0, count: model.x.count)
        for i in free {
            let curvature = model.hessian[i, i]
            steps[i] = curvature > 0 ? 0.02 * (2 / curvature).squareRoot() : 1e-4 * max(abs(model.x[i]), 1e-4)
        }
        if let exact = counted.hessian(at: model.x, steps: steps) {
            for i in free {
                for j in free { matrix[i, j] = exact[i, j] }
            }
            return
        }
        var columns = self.columns(&steps, adapts: true)
        guard notFinite.isEmpty else { return }
        symmetrise(columns)
        guard free.count > 1, asymmetry > 1e-3 || asymmetry > 0.1 * leastEigenvalue else { return }
        var halves = steps.map { $0 / 2 }
        let finer = self.columns(&halves, adapts: false)
        guard notFinite.isEmpty else { return }
        for i in free {
            for j in free { columns[i][j] = (4 * finer[i][j] - columns[i][j]) / 3 }
        }
        symmetrise(columns)
    }

    private var leastEigenvalue: Double {
        guard let unit = matrix.submatrix(rows: free, columns: free).scaledToUnitDiagonal() else { return 0 }
        return unit.matrix.eigenSymmetric()?.values.first ?? 0
    }

    /// The derivatives of the gradient in each free parameter, by index of the parameter.
    private mutating func columns(_ steps: inout [Double], adapts: Bool) -> [[Double]] {
        var columns = Array(repeating: [Double](), count: model.x.count)
        for i in free {
            var column = difference(i, steps[i])
            if adapts {
                for _ in 0..<3 {
                    if !column.allSatisfy(\.isFinite) {
                        steps[i] *= 0.1
                    } else {
                        // A step far from 0.02 σ by the curvature found is taken again.
                        let curvature = abs(column[i])
                        let wanted = curvature > 0 ? 0.02 * (2 / curvature).squareRoot() : steps[i]
                        if wanted > steps[i] / 5 && wanted < steps[i] * 5 { break }
                        if curvature == 0 { break }
                        steps[i] = min(max(wanted, steps[i] * 1e-3), steps[i] * 1e3)
                    }
                    column = difference(i, steps[i])
                }
            }
            if !column.allSatisfy(\.isFinite) { notFinite.append(i) }
            columns[i] = column
        }
        return columns
    }

    /// The derivative of the gradient in one parameter: central where the limits leave room, else one-sided.
    private func difference(_ i: Int, _ wanted: Double) -> [Double] {
        let below = model.x[i] - model.lower[i], above = model.upper[i] - model.x[i]
        if min(below, above) >= 0.2 * wanted {
            let step = min(wanted, below, above)
            let (high, low) = (gradient(i, step), gradient(i, -step))
            let width = (model.x[i] + step) - (model.x[i] - step)
            return zip(high, low).map { ($0 - $1) / width }
        }
        let step = above > below ? min(wanted, above / 2) : -min(wanted, below / 2)
        let (near, far) = (gradient(i, step), gradient(i, 2 * step))
        return near.indices.map { (4 * near[$0] - 3 * model.gradient[$0] - far[$0]) / (2 * step) }
    }

    private func gradient(_ i: Int, _ step: Double) -> [Double] {
        var x = model.x
        x[i] = min(max(x[i] + step, model.lower[i]), model.upper[i])
        return counted.evaluate(at: x, forHessian: true).gradient
    }

    private mutating func symmetrise(_ columns: [[Double]]) {
        asymmetry = 0
        for i in free {
            for j in free {
                matrix[i, j] = 0.5 * (columns[i][j] + columns[j][i])
                let size = (abs(columns[i][i]) * abs(columns[j][j])).squareRoot()
                if i != j, size > 0 { asymmetry = max(asymmetry, abs(columns[i][j] - columns[j][i]) / size) }
            }
        }
    }
}
