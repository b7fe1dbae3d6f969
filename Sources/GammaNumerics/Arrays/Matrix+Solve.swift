extension Matrix {
    /// The lower triangular L with L Lᵀ = this matrix; nil when it is not positive definite. Reads the lower half only.
    public func cholesky() -> Matrix? {
        guard isSquare else { return nil }
        let n = rows
        var l = Matrix(rows: n, columns: n)
        for i in 0..<n {
            for j in 0...i {
                var sum = self[i, j]
                for k in 0..<j { sum -= l.values[i * n + k] * l.values[j * n + k] }
                if i == j {
                    guard sum > 0, sum.isFinite else { return nil }
                    l[i, i] = sum.squareRoot()
                } else {
                    l[i, j] = sum / l[j, j]
                }
            }
        }
        return l
    }

    /// Solves L Lᵀ x = b for this lower triangular L, as ``cholesky()`` gives it.
    public func choleskySolve(_ b: [Double]) -> [Double] {
        var x = forwardSolve(b)
        for i in (0..<rows).reversed() {
            for k in i + 1..<rows { x[i] -= self[k, i] * x[k] }
            x[i] /= self[i, i]
        }
        return x
    }

    /// Solves L x = b for this lower triangular L.
    public func forwardSolve(_ b: [Double]) -> [Double] {
        precondition(isSquare && b.count == rows, "as many elements as rows")
        var x = b
        for i in 0..<rows {
            for k in 0..<i { x[i] -= self[i, k] * x[k] }
            x[i] /= self[i, i]
        }
        return x
    }

    /// Solves A x = b by elimination with row exchanges; nil when A is singular or holds NaN.
    public func solve(_ b: [Double]) -> [Double]? {
        precondition(isSquare && b.count == rows, "as many elements as rows")
        guard let result = eliminated(Matrix(rows: rows, columns: 1, values: b)) else { return nil }
        return result.values
    }

    /// The inverse by elimination with row exchanges; nil when the matrix is singular or holds NaN.
    public func inverse() -> Matrix? {
        guard isSquare else { return nil }
        return eliminated(.identity(rows))
    }

    /// The inverse of a symmetric positive definite matrix, exactly symmetric; nil when it is not positive definite.
    ///
    /// Works on the matrix scaled to unit diagonal, so that parameters of 1e-11 and of 1 do well together.
    public func inverseSymmetric() -> Matrix? {
        guard let (unit, scale) = scaledToUnitDiagonal(), let l = unit.cholesky() else { return nil }
        var result = Matrix(rows: rows, columns: rows)
        for j in 0..<rows {
            var e = Array(repeating: 0.0, count: rows)
            e[j] = 1
            let x = l.choleskySolve(e)
            for i in 0...j {
                result[i, j] = x[i] / (scale[i] * scale[j])
                result[j, i] = result[i, j]
            }
        }
        return result.values.allSatisfy(\.isFinite) ? result : nil
    }

    /// The matrix divided by the roots of its diagonal on both sides, and these roots; nil unless all are positive.
    public func scaledToUnitDiagonal() -> (matrix: Matrix, scale: [Double])? {
        guard isSquare, diagonal.allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
        let scale = diagonal.map { $0.squareRoot() }
        var unit = self
        for i in 0..<rows {
            for j in 0..<rows { unit[i, j] = i == j ? 1 : self[i, j] / scale[i] / scale[j] }
        }
        return (unit, scale)
    }

    /// The solution X of A X = B.
    private func eliminated(_ right: Matrix) -> Matrix? {
        var (a, b) = (self, right)
        let n = rows
        for k in 0..<n {
            guard let pivot = (k..<n).max(by: { abs(a[$0, k]) < abs(a[$1, k]) }), abs(a[pivot, k]) > 0 else {
                return nil
            }
            if pivot != k {
                for j in 0..<n { (a[k, j], a[pivot, j]) = (a[pivot, j], a[k, j]) }
                for j in 0..<b.columns { (b[k, j], b[pivot, j]) = (b[pivot, j], b[k, j]) }
            }
            for i in k + 1..<n {
                let factor = a[i, k] / a[k, k]
                if factor == 0 { continue }
                for j in k..<n { a[i, j] -= factor * a[k, j] }
                for j in 0..<b.columns { b[i, j] -= factor * b[k, j] }
            }
        }
        for j in 0..<b.columns {
            for i in (0..<n).reversed() {
                for k in i + 1..<n { b[i, j] -= a[i, k] * b[k, j] }
                b[i, j] /= a[i, i]
            }
        }
        return b.values.allSatisfy(\.isFinite) ? b : nil
    }
}
