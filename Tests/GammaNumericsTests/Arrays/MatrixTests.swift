import GammaCore
import GammaNumerics
import GammaTestSupport
import Testing

@Suite struct MatrixTests {
    /// A random symmetric positive definite matrix whose parameters span `decades`.
    private func covariance(_ n: Int, decades: Double, _ random: inout RandomStream) -> Matrix {
        let a = Matrix(rows: n, columns: n, values: (0..<n * n).map { _ in random.normal() })
        let scale = Matrix(
            diagonal: (0..<n).map { _ in Quadrature.geomspace(1, 1e-11, count: 12)[Int(random.uniform() * decades)] })
        return scale * (a * a.transposed) * scale
    }

    @Test func inverseOfCovariances() {
        forAll(seed: 41, count: 60) { random in
            let n = 1 + Int(random.uniform() * 20)
            let matrix = covariance(n, decades: 12, &random)
            guard let inverse = matrix.inverseSymmetric() else {
                Issue.record("not positive definite")
                return
            }
            let unit = matrix * inverse
            let scale = matrix.diagonal.map { $0.squareRoot() }
            // In units of the parameters' errors; the condition number amplifies rounding.
            let condition = matrix.scaledToUnitDiagonal()?.matrix.conditionNumber() ?? .nan
            for i in 0..<n {
                for j in 0..<n {
                    expectClose(
                        unit[i, j] * scale[j] / scale[i], i == j ? 1 : 0, absolute: 1e-15 * Double(n) * condition)
                    #expect(inverse[i, j] == inverse[j, i])
                }
            }
        }
    }

    @Test func choleskyAndSolve() throws {
        let matrix = Matrix(rows: 3, columns: 3, values: [4, 2, 0.6, 2, 5, 1, 0.6, 1, 3])
        let l = try #require(matrix.cholesky())
        expectClose((l * l.transposed).values, matrix.values, relative: 1e-15)
        let x = [1.0, -2, 3]
        expectClose(l.choleskySolve(matrix * x), x, relative: 1e-14)
        expectClose(try #require(matrix.solve(matrix * x)), x, relative: 1e-14)
        expectClose((try #require(matrix.inverse()) * matrix).values, Matrix.identity(3).values, absolute: 1e-15)
        #expect(matrix.quadraticForm(x) == zip(x, matrix * x).reduce(0) { $0 + $1.0 * $1.1 })
        // A zero pivot needs a row exchange.
        let swap = Matrix(rows: 2, columns: 2, values: [0, 1, 1, 0])
        #expect(swap.solve([3, 4]) == [4, 3])
        #expect(swap.cholesky() == nil)
    }

    @Test func impossibleOnesAreNil() {
        let singular = Matrix(rows: 2, columns: 2, values: [1, 1, 1, 1])
        #expect(singular.inverseSymmetric() == nil)
        #expect(singular.solve([1, 2]) == nil)
        #expect(singular.conditionNumber() > 1e15)
        let nan = Matrix(rows: 2, columns: 2, values: [1, .nan, .nan, 1])
        #expect(nan.inverse() == nil)
        #expect(nan.cholesky() == nil)
        #expect(nan.eigenSymmetric() == nil)
        #expect(nan.conditionNumber().isNaN)
        #expect(Matrix(rows: 2, columns: 3).inverse() == nil)
        #expect(Matrix(rows: 0, columns: 0).inverseSymmetric()?.values == [])
    }

    @Test func eigenvalues() throws {
        // Eigenvalues 1, 2, 4 by construction: tridiagonal with known characteristic polynomial.
        let matrix = Matrix(rows: 3, columns: 3, values: [2, 0, 0, 0, 2.5, 1.5, 0, 1.5, 2.5])
        let (values, vectors) = try #require(matrix.eigenSymmetric())
        expectClose(values, [1, 2, 4], relative: 1e-15)
        expectClose(matrix.conditionNumber(), 4, relative: 1e-14)
        for k in 0..<3 {
            expectClose(
                matrix * vectors.column(k), vectors.column(k).map { $0 * values[k] }, relative: 0, absolute: 1e-14)
        }
        forAll(seed: 42, count: 30) { random in
            let n = 1 + Int(random.uniform() * 30)
            let a = Matrix(rows: n, columns: n, values: (0..<n * n).map { _ in random.normal() })
            var symmetric = a
            for i in 0..<n { for j in 0..<n { symmetric[i, j] = a[i, j] + a[j, i] } }
            guard let (values, v) = symmetric.eigenSymmetric() else {
                Issue.record("no eigenvalues")
                return
            }
            expectClose(
                (v * Matrix(diagonal: values) * v.transposed).values, symmetric.values, relative: 0, absolute: 1e-12)
            expectClose((v.transposed * v).values, Matrix.identity(n).values, relative: 0, absolute: 1e-13)
        }
    }

    @Test func pseudoInverseLeavesOutNullDirections() throws {
        let singular = Matrix(rows: 2, columns: 2, values: [1, 1, 1, 1])
        let (matrix, rank) = try #require(singular.pseudoInverseSymmetric())
        #expect(rank == 1)
        expectClose(matrix.values, [0.25, 0.25, 0.25, 0.25], relative: 1e-14)
        let regular = Matrix(rows: 2, columns: 2, values: [4e22, 1e10, 1e10, 3e-2])
        let (inverse, full) = try #require(regular.pseudoInverseSymmetric())
        #expect(full == 2)
        expectClose(inverse.values, try #require(regular.inverseSymmetric()).values, relative: 1e-13)
        #expect(Matrix(rows: 2, columns: 2).pseudoInverseSymmetric()?.rank == 0)
    }

    @Test func vectorProducts() {
        let matrix = Matrix(rows: 2, columns: 3, values: [1, 2, 3, 4, 5, 6])
        #expect(matrix * [1, 0, -1] == [-2, -2])
        #expect([1, -1] * matrix == [-3, -3, -3])
        #expect(matrix.transposed.row(1) == [2, 5])
        #expect((matrix * 2).values == [2, 4, 6, 8, 10, 12])
        #expect(matrix.submatrix(rows: [1], columns: [2, 0]).values == [6, 4])
    }
}
