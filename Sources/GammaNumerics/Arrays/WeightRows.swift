import CKernels

/// A matrix whose rows begin and end with zeros, which products leave out.
public struct WeightRows: Sendable {
    /// Number of weights a row.
    public let columnCount: Int
    /// Number of rows.
    public var rowCount: Int { firsts.count }
    private let stride: Int
    private var weights: [Double]
    /// The weights that count: from the first of each row up to its end.
    private var firsts: [Int]
    private var ends: [Int]

    /// Rows of zeros.
    public init(rows: Int, columns: Int) {
        columnCount = columns
        let block = Int(GK_ROW_BLOCK)
        stride = (columns + block - 1) / block * block
        weights = Array(repeating: 0, count: rows * stride)
        firsts = Array(repeating: columns, count: rows)
        ends = Array(repeating: 0, count: rows)
    }

    /// Rows as they are, each of one length or empty, which are zeros.
    public init(_ rows: [[Double]], columns: Int) {
        self.init(rows: rows.count, columns: columns)
        for (index, row) in rows.enumerated() {
            guard let first = row.firstIndex(where: { $0 != 0 }), let last = row.lastIndex(where: { $0 != 0 })
            else { continue }
            precondition(row.count == columns, "rows of one length")
            fill(index, first..<last + 1) { weights in
                for place in weights.indices { weights[place] = row[first + place] }
            }
        }
    }

    /// Writes weights of a row, which are zero before; those outside of the range stay so.
    public mutating func fill(
        _ row: Int, _ range: Range<Int>, _ body: (UnsafeMutableBufferPointer<Double>) -> Void
    ) {
        guard !range.isEmpty else { return }
        precondition(range.upperBound <= columnCount, "within the row")
        (firsts[row], ends[row]) = (min(firsts[row], range.lowerBound), max(ends[row], range.upperBound))
        let start = row * stride
        weights.withUnsafeMutableBufferPointer {
            body(UnsafeMutableBufferPointer(rebasing: $0[start + range.lowerBound..<start + range.upperBound]))
        }
    }

    /// The weights of a row.
    public subscript(row: Int) -> [Double] { Array(weights[row * stride..<row * stride + columnCount]) }

    /// The product of all rows with a column.
    public func times(_ column: [Double]) -> [Double] { product([column]) }

    /// The products of all rows with several columns, one array a column. Each row is read once for four of them.
    public func times(_ columns: [[Double]]) -> [[Double]] {
        let product = product(columns)
        return columns.indices.map { Array(product[$0 * rowCount..<($0 + 1) * rowCount]) }
    }

    private func product(_ columns: [[Double]]) -> [Double] {
        precondition(columns.allSatisfy { $0.count == columnCount }, "a weight for each element of a column")
        let padding = [Double](repeating: 0, count: stride - columnCount)
        let padded = Array(columns.map { $0 + padding }.joined())
        return [Double](unsafeUninitializedCapacity: columns.count * rowCount) { out, count in
            gk_rows_times(weights, stride, firsts, ends, rowCount, padded, columns.count, out.baseAddress)
            count = columns.count * rowCount
        }
    }
}
