import GammaNumerics

/// Where coordinates lie among the centres of an axis: lower neighbour and fraction of the way to the next.
struct AxisStencil {
    /// Index of the lower neighbour.
    let lower: [Int]
    /// Fraction between the neighbours; below 0 or above 1 means extrapolation.
    let fraction: [Double]
    /// Whether the coordinate is within the limits of the axis.
    let isInside: [Bool]
    /// Number of coordinates.
    var count: Int { lower.count }

    init(_ axis: IRFAxis, at coordinates: [Double]) {
        let nodes = axis.scaledCentres
        let limits = axis.limits
        var lower = [Int](repeating: 0, count: coordinates.count)
        var fraction = [Double](repeating: 0, count: coordinates.count)
        var isInside = [Bool](repeating: false, count: coordinates.count)
        var low = 0
        for (k, coordinate) in coordinates.enumerated() {
            isInside[k] = coordinate.isFinite && limits.contains(coordinate)
            guard nodes.count > 1, coordinate.isFinite else { continue }
            let scaled = IRFAxis.scaled(coordinate, axis.name.scale)
            // Coordinates come in rows of pixels: most often the next one lies between the same nodes.
            let isBetween =
                (low == 0 || nodes[low] <= scaled) && (low == nodes.count - 2 || scaled < nodes[low + 1])
            if !isBetween { low = Self.lower(scaled, nodes) }
            lower[k] = low
            fraction[k] = (scaled - nodes[low]) / (nodes[low + 1] - nodes[low])
        }
        self.lower = lower
        self.fraction = fraction
        self.isInside = isInside
    }

    /// The last node but one that is not above a value; the first one when all are.
    private static func lower(_ value: Double, _ nodes: [Double]) -> Int {
        var low = 0
        var high = nodes.count - 1
        while high - low > 1 {
            let middle = (low + high) / 2
            if nodes[middle] <= value { low = middle } else { high = middle }
        }
        return low
    }
}
