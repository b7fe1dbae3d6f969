import GammaNumerics

/// The objective near a point as a gradient and a symmetric matrix of second derivatives, between limits.
struct QuadraticModel {
    /// The point.
    var x: [Double]
    /// The value there.
    var value: Double
    /// First derivatives.
    var gradient: [Double]
    /// Second derivatives: expected ones, or their quasi-Newton estimate.
    var hessian: Matrix
    let lower: [Double]
    let upper: [Double]
    /// The largest of the recent ``scales``: damping by these keeps parameters in place to which the value has just become
    /// insensitive, such as the position of a source whose amplitude a step has made too small.
    private(set) var recentScales: [Double]

    init(x: [Double], lower: [Double], upper: [Double]) {
        self.x = x
        self.lower = lower
        self.upper = upper
        value = .nan
        gradient = Array(repeating: .nan, count: x.count)
        hessian = Matrix(rows: x.count, columns: x.count)
        recentScales = Array(repeating: 0, count: x.count)
    }

    /// Takes the present scales into the recent ones, of which the older fade.
    mutating func rememberScales() {
        recentScales = zip(recentScales, scales).map { max(0.1 * $0, $1) }
    }

    /// A step and what the model promises for it.
    struct Step {
        var x: [Double]
        var change: [Double]
        /// By how much the model says that the value falls.
        var predicted: Double
    }

    /// One over the squared size of a sensible step in each parameter; 0 for those on which nothing depends.
    var scales: [Double] {
        x.indices.map { i in
            let diagonal = hessian[i, i]
            if diagonal > 0 { return diagonal }
            guard gradient[i] != 0 else { return 0 }
            return abs(gradient[i]) / (x[i] == 0 ? 1 : abs(x[i]))
        }
    }

    /// Whether a parameter sits at a limit with the value falling only beyond it.
    func isHeld(_ i: Int) -> Bool {
        (x[i] <= lower[i] && gradient[i] > 0) || (x[i] >= upper[i] && gradient[i] < 0) || lower[i] == upper[i]
    }

    /// The step to the model's minimum within the limits, damped by `damping` (Levenberg, Marquardt; 0 for none).
    ///
    /// Parameters that would pass a limit are put on it, the first to reach it first, and the others solved for again.
    /// Nil when the model has no minimum at this damping.
    func step(damping: Double) -> Step? {
        let scales = scales
        var free = x.indices.filter { !isHeld($0) && scales[$0] > 0 }
        var change = Array(repeating: 0.0, count: x.count)
        var onLimit: [Int] = []
        while !free.isEmpty {
            let size = free.map { scales[$0].squareRoot() }
            var matrix = Matrix(rows: free.count, columns: free.count)
            var right = Array(repeating: 0.0, count: free.count)
            for (a, i) in free.enumerated() {
                var slope = gradient[i]
                for j in onLimit { slope += hessian[i, j] * change[j] }
                right[a] = -slope / size[a]
                for b in 0...a { matrix[a, b] = hessian[i, free[b]] / size[a] / size[b] }
                matrix[a, a] += damping * min(max(recentScales[i] / scales[i], 1), 1e3)
            }
            guard let factor = matrix.cholesky() else { return nil }
            let solution = factor.choleskySolve(right)
            var first: (position: Int, fraction: Double)?
            for (a, i) in free.enumerated() {
                change[i] = solution[a] / size[a]
                guard change[i].isFinite else { return nil }
                let room = change[i] < 0 ? lower[i] - x[i] : upper[i] - x[i]
                if abs(change[i]) > abs(room) {
                    let fraction = abs(room) / abs(change[i])
                    if fraction < first?.fraction ?? .infinity { first = (a, fraction) }
                }
            }
            guard let first else { break }
            let i = free.remove(at: first.position)
            change[i] = (change[i] < 0 ? lower[i] : upper[i]) - x[i]
            onLimit.append(i)
        }
        let predicted = decrease(change)
        guard predicted >= 0 else { return steepest(damping: damping) }
        return taken(change, onLimit, predicted)
    }

    /// Where holding parameters on limits has led uphill: a step down the scaled gradient, cut at the limits.
    private func steepest(damping: Double) -> Step? {
        let scales = scales
        var length = 1 / (1 + damping)
        for _ in 0..<60 {
            let change = x.indices.map { i in
                scales[i] > 0 && !isHeld(i)
                    ? min(max(-gradient[i] / scales[i] * length, lower[i] - x[i]), upper[i] - x[i]) : 0
            }
            let predicted = decrease(change)
            if predicted >= 0 {
                let onLimit = x.indices.filter { change[$0] == lower[$0] - x[$0] || change[$0] == upper[$0] - x[$0] }
                return taken(change, onLimit, predicted)
            }
            length /= 2
        }
        return nil
    }

    private func taken(_ change: [Double], _ onLimit: [Int], _ predicted: Double) -> Step {
        var point = x.indices.map { min(max(x[$0] + change[$0], lower[$0]), upper[$0]) }
        for i in onLimit { point[i] = change[i] < 0 ? lower[i] : upper[i] }
        return Step(x: point, change: x.indices.map { point[$0] - x[$0] }, predicted: predicted)
    }

    private func decrease(_ change: [Double]) -> Double {
        -(zip(gradient, change).reduce(0) { $0 + $1.0 * $1.1 } + 0.5 * hessian.quadraticForm(change))
    }

    /// The estimated distance to the minimum: what the undamped step promises. Directions without curvature count as if
    /// they had very little.
    var distance: Double {
        for damping in [0, 1e-12, 1e-9, 1e-6, 1e-3] {
            if let step = step(damping: damping) { return step.predicted }
        }
        return .infinity
    }

    /// Takes a step into the matrix (BFGS, damped as by Powell 1978 so that it stays positive definite).
    mutating func learn(change s: [Double], gradientChange: [Double]) {
        let product = hessian * s
        let curvature = zip(s, product).reduce(0) { $0 + $1.0 * $1.1 }
        guard curvature > 0, curvature.isFinite else { return }
        var y = gradientChange
        var slope = zip(s, y).reduce(0) { $0 + $1.0 * $1.1 }
        if slope < 0.2 * curvature {
            let weight = 0.8 * curvature / (curvature - slope)
            for i in y.indices { y[i] = weight * y[i] + (1 - weight) * product[i] }
            slope = zip(s, y).reduce(0) { $0 + $1.0 * $1.1 }
        }
        guard slope > 0, slope.isFinite else { return }
        for i in y.indices {
            for j in y.indices { hessian[i, j] += y[i] / slope * y[j] - product[i] / curvature * product[j] }
        }
    }
}
