import GammaNumerics

/// The covariance at a minimum, what is wrong with it, and for which parameters.
struct ErrorMatrix {
    /// Twice the inverse Hessian in all parameters, zero for those at a limit; nil when there is none.
    private(set) var covariance: Matrix?
    /// One σ each: 0 at a limit, infinite where undetermined.
    private(set) var errors: [Double]
    /// Of the correlation matrix.
    private(set) var conditionNumber = Double.nan
    /// The outcome that the second derivatives ask for; nil when they are fine.
    private(set) var problem: FitOutcome?
    /// Where the Hessian is negative: a direction one conditional σ long in which the value should fall.
    private(set) var wayDown: [Double]?
    /// The observed Hessian where it is that of a minimum, and the parameters that it holds for.
    private(set) var observed: (hessian: Matrix, free: [Int])?

    private let names: [String]

    /// From the observed Hessian, with the model's own matrix in its place where that is not positive definite.
    init(_ model: QuadraticModel, _ counted: CountedObjective) {
        names = counted.parameters.map(\.name)
        errors = Array(repeating: 0, count: names.count)
        let free = Self.inside(model)
        guard !free.isEmpty else {
            covariance = Matrix(rows: names.count, columns: names.count)
            return
        }
        var hessian = ObservedHessian(model, counted, free: free)
        hessian.compute()
        guard hessian.notFinite.isEmpty else {
            invert(model.hessian, free, threshold: 1e-10)
            problem = .badCovariance(.notFinite(hessian.notFinite.map { names[$0] }))
            return
        }
        if negativeDirection(hessian.matrix, free, threshold: hessian.threshold) {
            let found = problem
            invert(model.hessian, free, threshold: 1e-10)
            problem = found
        } else {
            invert(hessian.matrix, free, threshold: hessian.threshold)
            if problem == nil { observed = (hessian.matrix, free) }
        }
    }

    /// From the matrix that drove the fit.
    init(expected model: QuadraticModel, _ counted: CountedObjective) {
        names = counted.parameters.map(\.name)
        errors = Array(repeating: 0, count: names.count)
        let free = Self.inside(model)
        covariance = Matrix(rows: names.count, columns: names.count)
        if !free.isEmpty { invert(model.hessian, free, threshold: 1e-10) }
    }

    private static func inside(_ model: QuadraticModel) -> [Int] {
        model.x.indices.filter { model.x[$0] > model.lower[$0] && model.x[$0] < model.upper[$0] }
    }

    /// The free part divided by the roots of its diagonal; parameters without curvature get rows of zeros.
    private static func unit(_ hessian: Matrix, _ free: [Int]) -> (matrix: Matrix, scale: [Double]) {
        let scale = free.map { hessian[$0, $0] != 0 ? abs(hessian[$0, $0]).squareRoot() : 0 }
        var matrix = Matrix(rows: free.count, columns: free.count)
        for (a, i) in free.enumerated() {
            for (b, j) in free.enumerated() where scale[a] > 0 && scale[b] > 0 {
                matrix[a, b] = hessian[i, j] / scale[a] / scale[b]
            }
        }
        return (matrix, scale)
    }

    /// Looks for negative curvature, which sets problem and way down.
    private mutating func negativeDirection(_ hessian: Matrix, _ free: [Int], threshold: Double) -> Bool {
        let (matrix, scale) = Self.unit(hessian, free)
        guard let (values, vectors) = matrix.eigenSymmetric(), let least = values.first, least < -threshold else {
            return false
        }
        let vector = vectors.column(0)
        let concerned = free.indices.filter { vector[$0] * vector[$0] > 0.1 }
        problem = .badCovariance(.notPositiveDefinite(concerned.map { names[free[$0]] }))
        var direction = Array(repeating: 0.0, count: names.count)
        for (a, i) in free.enumerated() where scale[a] > 0 { direction[i] = vector[a] / scale[a] }
        wayDown = direction
        return true
    }

    /// Sets covariance, errors and condition number, leaving out directions with an eigenvalue below the threshold.
    private mutating func invert(_ hessian: Matrix, _ free: [Int], threshold: Double) {
        let (matrix, scale) = Self.unit(hessian, free)
        guard let (values, vectors) = matrix.eigenSymmetric() else { return }
        let flat = values.indices.filter { values[$0] <= threshold }
        var undetermined = Set<Int>()
        for direction in flat {
            for a in free.indices where vectors[a, direction] * vectors[a, direction] > 0.01 { undetermined.insert(a) }
        }
        var result = Matrix(rows: names.count, columns: names.count)
        for (a, i) in free.enumerated() where scale[a] > 0 {
            for (b, j) in free.enumerated() where b <= a && scale[b] > 0 {
                var sum = 0.0
                for k in values.indices where values[k] > threshold { sum += vectors[a, k] * vectors[b, k] / values[k] }
                result[i, j] = 2 * sum / scale[a] / scale[b]
                result[j, i] = result[i, j]
            }
        }
        covariance = result
        for (a, i) in free.enumerated() {
            errors[i] = undetermined.contains(a) ? .infinity : result[i, i].squareRoot()
        }
        if flat.isEmpty {
            conditionNumber =
                result.submatrix(rows: free, columns: free).scaledToUnitDiagonal()?.matrix
                .conditionNumber() ?? .nan
        } else {
            conditionNumber = .infinity
            problem = .flatDirection(undetermined.sorted().map { names[free[$0]] })
        }
    }
}
