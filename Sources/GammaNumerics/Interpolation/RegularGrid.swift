import GammaCore

/// Values on a regular grid, interpolated multilinearly on the scales of the axes and of the values.
///
/// As Gammapy does it (`numerics.md` §1): linear extrapolation beyond the outer nodes, results clipped at 0 unless asked
/// otherwise, axes with a single node are constant, and a logarithmic value scale has a smallest value, `tiny`, that
/// stands for 0. A node's own value is returned exactly on the linear scale; NaN neighbours do not spoil it.
public struct RegularGrid: Sendable, Equatable {
    /// How values between nodes are found.
    public enum Method: Sendable {
        /// Linear between the two neighbours, extrapolated outside.
        case linear
        /// The nearer neighbour on the axis' scale; the outer one outside.
        case nearest
    }

    let axes: [GridAxis]
    /// Values on their scale, C order.
    let scaled: [Double]
    let strides: [Int]
    let valueScale: AxisScale
    let tiny: Double
    let method: Method
    let clipsNegative: Bool

    /// Makes an interpolator.
    /// - Parameters:
    ///   - axes: increasing nodes of each axis and the scale on which they are interpolated.
    ///   - values: in C order.
    ///   - valueScale: scale on which values are interpolated.
    ///   - tiny: what 0 becomes on a logarithmic value scale; ``AxisScale/tinyFloat`` for values read as float32.
    ///   - clipsNegative: whether negative results become 0.
    /// - Throws: ``Fault/Code/malformed`` when nodes do not increase or the number of values is wrong.
    public init(
        axes: [(nodes: [Double], scale: AxisScale)], values: [Double], valueScale: AxisScale = .linear,
        method: Method = .linear, tiny: Double = .leastNormalMagnitude, clipsNegative: Bool = true
    ) throws {
        self.axes = try axes.enumerated().map {
            try GridAxis(nodes: $0.element.nodes, scale: $0.element.scale, number: $0.offset)
        }
        let array = try NDArray(checked: valueScale.scaled(values, tiny: tiny), shape: axes.map(\.nodes.count))
        scaled = array.values
        strides = array.strides
        self.valueScale = valueScale
        self.tiny = tiny
        self.method = method
        self.clipsNegative = clipsNegative
    }

    /// Number of nodes of each axis.
    public var shape: [Int] { axes.map(\.nodes.count) }

    /// The value at one point, one coordinate an axis.
    public func callAsFunction(_ point: [Double]) -> Double {
        precondition(point.count == axes.count, "one coordinate an axis")
        let value = withUnsafeTemporaryAllocation(of: GridAxis.Bracket.self, capacity: axes.count) { brackets in
            for axis in axes.indices { brackets[axis] = axes[axis].bracket(point[axis], nearest: method == .nearest) }
            return folded(UnsafeBufferPointer(brackets)[...], offset: 0)
        }
        return finished([value])[0]
    }

    /// The values at many points, given as one array of coordinates an axis, all of one length.
    public func evaluate(points: [[Double]]) -> [Double] {
        precondition(points.count == axes.count, "one array of coordinates an axis")
        let count = points.first?.count ?? 1
        precondition(points.allSatisfy { $0.count == count }, "arrays of one length")
        var brackets = Array(repeating: GridAxis.Bracket(index: 0, weight: 0), count: count * axes.count)
        for (number, axis) in axes.enumerated() {
            for (point, bracket) in axis.brackets(points[number], nearest: method == .nearest).enumerated() {
                brackets[point * axes.count + number] = bracket
            }
        }
        return brackets.withUnsafeBufferPointer { brackets in
            finished((0..<count).map { folded(brackets[($0 * axes.count)...].prefix(axes.count), offset: 0) })
        }
    }

    /// The values on the tensor grid of the given coordinates, one array an axis; the result is in C order.
    ///
    /// Axes are interpolated one after the other, those first that make the array smallest.
    public func evaluate(grid: [[Double]]) -> [Double] {
        precondition(grid.count == axes.count, "one array of coordinates an axis")
        var shape = axes.map(\.nodes.count)
        var values = scaled
        let order = axes.indices.sorted {
            // Ratio of new to old length, as a product to avoid division.
            let (a, b) = (grid[$0].count * axes[$1].nodes.count, grid[$1].count * axes[$0].nodes.count)
            return (a, $0) < (b, $1)
        }
        for axis in order {
            let brackets = axes[axis].brackets(grid[axis], nearest: method == .nearest)
            let inner = shape[(axis + 1)...].reduce(1, *)
            let outer = shape[..<axis].reduce(1, *)
            values = Self.contracted(values, outer: outer, count: shape[axis], inner: inner, brackets)
            shape[axis] = brackets.count
        }
        return finished(values)
    }

    /// The value at a point from its brackets, by folding the corners axis by axis; `brackets` are those of the last axes.
    private func folded(_ brackets: Slice<UnsafeBufferPointer<GridAxis.Bracket>>, offset: Int) -> Double {
        guard let bracket = brackets.first else { return scaled[offset] }
        let stride = strides[strides.count - brackets.count]
        let start = offset + bracket.index * stride
        let rest = brackets.dropFirst()
        if bracket.weight == 0 { return folded(rest, offset: start) }
        let upper = folded(rest, offset: start + stride)
        if bracket.weight == 1 { return upper }
        return (1 - bracket.weight) * folded(rest, offset: start) + bracket.weight * upper
    }

    private static func contracted(
        _ values: [Double], outer: Int, count: Int, inner: Int, _ brackets: [GridAxis.Bracket]
    ) -> [Double] {
        let total = outer * brackets.count * inner
        return [Double](unsafeUninitializedCapacity: total) { buffer, filled in
            var target = 0
            for o in 0..<outer {
                for bracket in brackets {
                    let lower = (o * count + bracket.index) * inner
                    let upper = lower + inner
                    let weight = bracket.weight
                    if weight == 0 || weight == 1 {
                        let source = weight == 0 ? lower : upper
                        for k in 0..<inner { buffer[target + k] = values[source + k] }
                    } else {
                        for k in 0..<inner {
                            buffer[target + k] = (1 - weight) * values[lower + k] + weight * values[upper + k]
                        }
                    }
                    target += inner
                }
            }
            filled = total
        }
    }

    private func finished(_ values: [Double]) -> [Double] {
        var result = valueScale.unscaled(values, tiny: tiny)
        if clipsNegative {
            for i in result.indices where result[i] < 0 { result[i] = 0 }
        }
        return result
    }
}
