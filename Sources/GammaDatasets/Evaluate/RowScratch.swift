/// Memory for one row of the image: the prediction, its derivatives by free parameters, and what the statistic makes of
/// them. One for each chunk of rows.
struct RowScratch {
    let nx: Int
    let planes: Int
    /// Prediction (energy, x).
    var npred: [Double]
    /// Derivatives, each (energy, x), for the free parameters that reach this row; in the order of ``active``.
    private(set) var columns: [Double] = []
    /// Free parameters that reach this row.
    private(set) var active: [Int] = []
    /// The columns x that each of them reaches.
    private(set) var low: [Int] = []
    private(set) var high: [Int] = []
    private var slot: [Int]

    init(nx: Int, planes: Int, free: Int) {
        self.nx = nx
        self.planes = planes
        npred = [Double](repeating: 0, count: nx * planes)
        slot = [Int](repeating: -1, count: free)
    }

    /// Values of one derivative.
    var columnCount: Int { nx * planes }

    /// Empties everything for the next row.
    mutating func clear() {
        for index in npred.indices { npred[index] = 0 }
        for parameter in active { slot[parameter] = -1 }
        active.removeAll(keepingCapacity: true)
        low.removeAll(keepingCapacity: true)
        high.removeAll(keepingCapacity: true)
    }

    /// The start in ``columns`` of the derivative by a free parameter, which reaches the columns `range`.
    mutating func column(_ parameter: Int, range: Range<Int>) -> Int {
        if slot[parameter] >= 0 {
            let index = slot[parameter]
            low[index] = min(low[index], range.lowerBound)
            high[index] = max(high[index], range.upperBound)
            return index * columnCount
        }
        let index = active.count
        slot[parameter] = index
        active.append(parameter)
        low.append(range.lowerBound)
        high.append(range.upperBound)
        let start = index * columnCount
        if columns.count < start + columnCount {
            columns.append(contentsOf: repeatElement(0, count: start + columnCount - columns.count))
        } else {
            let end = start + columnCount
            columns.withUnsafeMutableBufferPointer { buffer in
                for position in start..<end { buffer[position] = 0 }
            }
        }
        return start
    }

    /// Adds to the prediction.
    mutating func withPrediction(_ body: (UnsafeMutablePointer<Double>) -> Void) {
        npred.withUnsafeMutableBufferPointer { if let base = $0.baseAddress { body(base) } }
    }

    /// Adds to the derivative by a free parameter over the columns `range`.
    mutating func withColumn(_ parameter: Int, range: Range<Int>, _ body: (UnsafeMutablePointer<Double>) -> Void) {
        let start = column(parameter, range: range)
        columns.withUnsafeMutableBufferPointer { if let base = $0.baseAddress { body(base + start) } }
    }
}
