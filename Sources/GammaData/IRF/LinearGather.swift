import GammaNumerics

/// Linear interpolation along an axis at many coordinates: neighbours and weights, made once and used for many rows.
///
/// Zero for coordinates outside the axis.
struct LinearGather {
    /// Number of coordinates.
    let count: Int
    /// Whether all coordinates within the limits lie between nodes, so that nothing is extrapolated.
    let isBetweenNodes: Bool
    /// Number of nodes of the axis, the length of a row.
    private let length: Int
    private let lower: [Int32]
    private let upper: [Int32]
    private let lowerWeight: [Double]
    private let upperWeight: [Double]

    init(_ axis: IRFAxis, at coordinates: [Double]) {
        let stencil = AxisStencil(axis, at: coordinates)
        count = stencil.count
        length = axis.count
        isBetweenNodes = zip(stencil.fraction, stencil.isInside).allSatisfy { !$1 || (0...1).contains($0) }
        lower = stencil.lower.map(Int32.init)
        // A node that has no weight is never read, so that what is undefined there does not matter.
        upper = zip(stencil.lower, stencil.fraction).map { Int32($1 == 0 ? $0 : $0 + 1) }
        lowerWeight = zip(stencil.fraction, stencil.isInside).map { $1 ? 1 - $0 : 0 }
        upperWeight = zip(stencil.fraction, stencil.isInside).map { $1 ? $0 : 0 }
    }

    /// All rows of a table at all coordinates times a factor, C order (row, coordinate); negative and undefined values
    /// become 0.
    func read(_ rows: [Double], times factor: Double = 1) -> [Double] {
        let rowCount = rows.count / length
        return [Double](unsafeUninitializedCapacity: rowCount * count) { output, initialized in
            rows.withUnsafeBufferPointer { rows in
                // Blocks of coordinates whose weights stay in the nearest cache.
                for start in stride(from: 0, to: count, by: 1024) {
                    let block = start..<min(start + 1024, count)
                    for row in 0..<rowCount {
                        read(rows, from: row * length, block, factor, output, at: row * count)
                    }
                }
            }
            initialized = rowCount * count
        }
    }

    /// One row at all coordinates.
    func read(_ rows: [Double], row: Int, into result: inout [Double]) {
        rows.withUnsafeBufferPointer { rows in
            result.withUnsafeMutableBufferPointer { result in
                read(rows, from: row * length, 0..<count, 1, result, at: 0)
            }
        }
    }

    private func read(
        _ rows: UnsafeBufferPointer<Double>, from first: Int, _ block: Range<Int>, _ factor: Double,
        _ output: UnsafeMutableBufferPointer<Double>, at position: Int
    ) {
        lower.withUnsafeBufferPointer { lower in
            upper.withUnsafeBufferPointer { upper in
                lowerWeight.withUnsafeBufferPointer { lowerWeight in
                    upperWeight.withUnsafeBufferPointer { upperWeight in
                        guard let rows = rows.baseAddress, let output = output.baseAddress,
                            let lower = lower.baseAddress, let upper = upper.baseAddress,
                            let lowerWeight = lowerWeight.baseAddress, let upperWeight = upperWeight.baseAddress
                        else { return }
                        let k = block.lowerBound
                        VectorMath.interpolate(
                            rows + first, lower: lower + k, upper: upper + k, a: lowerWeight + k, b: upperWeight + k,
                            times: factor, into: output + position + k, count: block.count)
                    }
                }
            }
        }
    }
}
