extension Matrix {
    /// Eigenvalues in increasing order and eigenvectors (the columns of `vectors`) of a symmetric matrix, by Jacobi's
    /// rotations; nil when it is not square or holds NaN. Reads the lower half only.
    public func eigenSymmetric() -> (values: [Double], vectors: Matrix)? {
        guard isSquare, values.allSatisfy(\.isFinite) else { return nil }
        let n = rows
        var a = self
        for i in 0..<n {
            for j in 0..<i { a[j, i] = a[i, j] }
        }
        var v = Matrix.identity(n)
        for _ in 0..<100 {
            var offDiagonal = 0.0
            for p in 0..<n {
                for q in p + 1..<n where a[p, q] != 0 {
                    let small = 1e-17 * (abs(a[p, p]) * abs(a[q, q])).squareRoot()
                    if abs(a[p, q]) <= small {
                        a[p, q] = 0
                        a[q, p] = 0
                        continue
                    }
                    offDiagonal += abs(a[p, q])
                    a.rotate(p, q, &v)
                }
            }
            if offDiagonal == 0 { break }
        }
        let order = (0..<n).sorted { (a[$0, $0], $0) < (a[$1, $1], $1) }
        return (order.map { a[$0, $0] }, v.submatrix(rows: Array(0..<n), columns: order))
    }

    /// Largest over smallest magnitude of the eigenvalues of a symmetric matrix; infinite when it is singular.
    ///
    /// For a covariance take it after ``scaledToUnitDiagonal()``, or it only tells the units apart.
    public func conditionNumber() -> Double {
        guard let eigen = eigenSymmetric() else { return .nan }
        let sizes = eigen.values.map { abs($0) }
        guard let largest = sizes.max(), let smallest = sizes.min() else { return 1 }
        return smallest == 0 ? .infinity : largest / smallest
    }

    /// The pseudo-inverse (Moore, Penrose) of a symmetric matrix, for nearly singular ones: directions whose eigenvalue,
    /// after scaling the diagonal to 1, is below `tolerance` of the largest are left out. Nil when it holds NaN.
    /// - Returns: the matrix and the number of directions that were kept.
    public func pseudoInverseSymmetric(tolerance: Double = 1e-12) -> (matrix: Matrix, rank: Int)? {
        let scale = diagonal.map { $0 != 0 && $0.isFinite ? abs($0).squareRoot() : 1 }
        var unit = self
        for i in 0..<rows {
            for j in 0..<columns { unit[i, j] /= scale[i] * scale[j] }
        }
        guard let (values, vectors) = unit.eigenSymmetric() else { return nil }
        let limit = tolerance * (values.map { abs($0) }.max() ?? 0)
        let kept = values.indices.filter { abs(values[$0]) > limit }
        var result = Matrix(rows: rows, columns: rows)
        for i in 0..<rows {
            for j in 0...i {
                let sum = kept.reduce(0.0) { $0 + vectors[i, $1] * vectors[j, $1] / values[$1] }
                result[i, j] = sum / (scale[i] * scale[j])
                result[j, i] = result[i, j]
            }
        }
        return (result, kept.count)
    }

    /// One rotation that makes the element (p, q) zero.
    private mutating func rotate(_ p: Int, _ q: Int, _ v: inout Matrix) {
        let n = rows
        let theta = 0.5 * (self[q, q] - self[p, p]) / self[p, q]
        // θ² may overflow: then t = 1/2θ.
        let root = abs(theta) > 1e150 ? abs(theta) : (theta * theta + 1).squareRoot()
        let t = (theta < 0 ? -1 : 1) / (abs(theta) + root)
        let c = 1 / (t * t + 1).squareRoot()
        let s = t * c
        for k in 0..<n {
            let (kp, kq) = (self[k, p], self[k, q])
            self[k, p] = c * kp - s * kq
            self[k, q] = s * kp + c * kq
        }
        for k in 0..<n {
            let (pk, qk) = (self[p, k], self[q, k])
            self[p, k] = c * pk - s * qk
            self[q, k] = s * pk + c * qk
        }
        self[p, q] = 0
        self[q, p] = 0
        for k in 0..<n {
            let (kp, kq) = (v[k, p], v[k, q])
            v[k, p] = c * kp - s * kq
            v[k, q] = s * kp + c * kq
        }
    }
}
