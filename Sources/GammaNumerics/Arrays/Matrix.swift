/// A dense matrix of doubles, row by row.
public struct Matrix: Sendable, Equatable {
    /// Number of rows.
    public let rows: Int
    /// Number of columns.
    public let columns: Int
    /// The elements, row by row.
    public var values: [Double]

    /// Makes a matrix from its elements, row by row.
    public init(rows: Int, columns: Int, values: [Double]) {
        precondition(
            rows >= 0 && columns >= 0 && values.count == rows * columns, "as many values as rows times columns")
        self.rows = rows
        self.columns = columns
        self.values = values
    }

    /// Makes a matrix filled with one value.
    public init(rows: Int, columns: Int, repeating value: Double = 0) {
        self.init(rows: rows, columns: columns, values: Array(repeating: value, count: rows * columns))
    }

    /// Makes a diagonal matrix.
    public init(diagonal: [Double]) {
        self.init(rows: diagonal.count, columns: diagonal.count)
        for i in diagonal.indices { self[i, i] = diagonal[i] }
    }

    /// The unit matrix.
    public static func identity(_ size: Int) -> Matrix { Matrix(diagonal: Array(repeating: 1, count: size)) }

    /// The element of a row and a column, counted from 0.
    @inlinable
    public subscript(row: Int, column: Int) -> Double {
        get {
            precondition(column >= 0 && column < columns, "column within the matrix")
            return values[row * columns + column]
        }
        set {
            precondition(column >= 0 && column < columns, "column within the matrix")
            values[row * columns + column] = newValue
        }
    }

    /// Whether there are as many rows as columns.
    public var isSquare: Bool { rows == columns }

    /// One row.
    public func row(_ row: Int) -> [Double] { Array(values[row * columns..<(row + 1) * columns]) }

    /// One column.
    public func column(_ column: Int) -> [Double] { (0..<rows).map { self[$0, column] } }

    /// The diagonal.
    public var diagonal: [Double] { (0..<min(rows, columns)).map { self[$0, $0] } }

    /// Rows and columns exchanged.
    public var transposed: Matrix {
        var result = Matrix(rows: columns, columns: rows)
        for i in 0..<rows {
            for j in 0..<columns { result[j, i] = self[i, j] }
        }
        return result
    }

    /// The rows and columns with the given indices, in that order.
    public func submatrix(rows: [Int], columns: [Int]) -> Matrix {
        Matrix(
            rows: rows.count, columns: columns.count, values: rows.flatMap { i in columns.map { j in self[i, j] } })
    }

    /// Matrix product.
    public static func * (a: Matrix, b: Matrix) -> Matrix {
        precondition(a.columns == b.rows, "columns of the first are rows of the second")
        var result = Matrix(rows: a.rows, columns: b.columns)
        for i in 0..<a.rows {
            for k in 0..<a.columns {
                let factor = a.values[i * a.columns + k]
                if factor == 0 { continue }
                for j in 0..<b.columns { result.values[i * b.columns + j] += factor * b.values[k * b.columns + j] }
            }
        }
        return result
    }

    /// Matrix times column vector.
    public static func * (a: Matrix, x: [Double]) -> [Double] {
        precondition(a.columns == x.count, "as many elements as columns")
        return (0..<a.rows).map { i in
            var sum = 0.0
            for j in 0..<a.columns { sum += a.values[i * a.columns + j] * x[j] }
            return sum
        }
    }

    /// Row vector times matrix: Σᵢ xᵢ Aᵢⱼ.
    public static func * (x: [Double], a: Matrix) -> [Double] {
        precondition(a.rows == x.count, "as many elements as rows")
        var result = Array(repeating: 0.0, count: a.columns)
        for i in 0..<a.rows where x[i] != 0 {
            for j in 0..<a.columns { result[j] += x[i] * a.values[i * a.columns + j] }
        }
        return result
    }

    /// Every element times a number.
    public static func * (a: Matrix, factor: Double) -> Matrix {
        Matrix(rows: a.rows, columns: a.columns, values: a.values.map { $0 * factor })
    }

    /// xᵀ A x.
    public func quadraticForm(_ x: [Double]) -> Double { zip(x, self * x).reduce(0) { $0 + $1.0 * $1.1 } }
}
