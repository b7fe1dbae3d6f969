import GammaCore

/// One axis of a ``RegularGrid``: increasing nodes on their scale.
struct GridAxis: Sendable, Equatable {
    /// Where a coordinate lies: between node `index` and the next, `weight` of the way (outside [0, 1] beyond the ends).
    struct Bracket {
        var index: Int
        var weight: Double
    }

    let scale: AxisScale
    let nodes: [Double]

    init(nodes values: [Double], scale: AxisScale, number: Int) throws {
        self.scale = scale
        nodes = scale.scaled(values)
        guard !values.isEmpty else { throw Fault(.malformed, "axis \(number + 1) of the grid has no nodes") }
        guard nodes.allSatisfy(\.isFinite), zip(nodes, nodes.dropFirst()).allSatisfy(<) else {
            throw Fault(.malformed, "the nodes of axis \(number + 1) of the grid do not increase")
        }
    }

    /// Brackets of coordinates; an axis with a single node is constant.
    func brackets(_ coordinates: [Double], nearest: Bool) -> [Bracket] {
        if nodes.count == 1 { return coordinates.map { _ in Bracket(index: 0, weight: 0) } }
        return scale.scaled(coordinates).map { bracket(scaled: $0, nearest: nearest) }
    }

    /// Bracket of one coordinate, with the same bits as among many.
    func bracket(_ coordinate: Double, nearest: Bool) -> Bracket {
        if nodes.count == 1 { return Bracket(index: 0, weight: 0) }
        guard scale == .log else { return bracket(scaled: scale.scaled(coordinate), nearest: nearest) }
        let tiny = Double.leastNormalMagnitude
        return bracket(scaled: VectorMath.log(coordinate < tiny ? tiny : coordinate), nearest: nearest)
    }

    private func bracket(scaled x: Double, nearest: Bool) -> Bracket {
        var low = 0
        var high = nodes.count - 1
        while high - low > 1 {
            let middle = (low + high) / 2
            if x < nodes[middle] { high = middle } else { low = middle }
        }
        let weight = (x - nodes[low]) / (nodes[low + 1] - nodes[low])
        if nearest, !weight.isNaN { return Bracket(index: low, weight: weight <= 0.5 ? 0 : 1) }
        return Bracket(index: low, weight: weight)
    }
}
