import Foundation
import GammaNumerics

/// The draws of one parameter on a grid of bins.
struct DrawDensity: Sendable {
    let parameter: CornerFigure.Parameter
    /// Borders of the bins, which hold all but some thousandths of the draws.
    let edges: [Double]
    /// Median and the quantiles of 68 %.
    let median: Double, low: Double, high: Double

    init(_ parameter: CornerFigure.Parameter) {
        self.parameter = parameter
        let sorted = parameter.draws.filter(\.isFinite).sorted()
        median = Quantile.ofSorted(sorted, 0.5)
        low = Quantile.ofSorted(sorted, 0.158655)
        high = Quantile.ofSorted(sorted, 0.841345)
        var (first, last) = (Quantile.ofSorted(sorted, 0.001), Quantile.ofSorted(sorted, 0.999))
        let margin = 0.06 * (last - first)
        (first, last) = (first - margin, last + margin)
        if let minimum = parameter.minimum, minimum.isFinite { first = max(first, minimum) }
        if let maximum = parameter.maximum, maximum.isFinite { last = min(last, maximum) }
        let range = AxisRange(first, last, .linear)
        let count = min(max(Int(Double(sorted.count).squareRoot() / 2), 12), 40)
        edges = (0...count).map { range.low + (range.high - range.low) * Double($0) / Double(count) }
    }

    var binCount: Int { edges.count - 1 }
    var axisRange: AxisRange { AxisRange(edges[0], edges[binCount], .linear) }

    /// The bin of a draw; nil outside.
    func bin(_ value: Double) -> Int? {
        let place = (value - edges[0]) / (edges[binCount] - edges[0]) * Double(binCount)
        return place >= 0 && place < Double(binCount) ? Int(place) : nil
    }

    /// Draws in each bin.
    var histogram: [Double] {
        var counts = edges.dropLast().map { _ in 0.0 }
        for value in parameter.draws { if let bin = bin(value) { counts[bin] += 1 } }
        return counts
    }

    /// The curves around the smallest areas that hold these shares of the draws of two parameters: one list a share.
    static func contours(
        _ x: DrawDensity, _ y: DrawDensity, shares: [Double]
    ) -> [[[(x: Double, y: Double)]]] {
        var counts = Array(repeating: Array(repeating: 0.0, count: x.binCount), count: y.binCount)
        for (a, b) in zip(x.parameter.draws, y.parameter.draws) {
            if let column = x.bin(a), let row = y.bin(b) { counts[row][column] += 1 }
        }
        let smooth = transposed(transposed(counts.map(smoothed)).map(smoothed))
        let sorted = smooth.joined().sorted(by: >)
        let total = sorted.reduce(0, +)
        guard total > 0 else { return shares.map { _ in [] } }
        // A border of zeros closes the curves where the density ends at a limit.
        let border = Array(repeating: 0.0, count: x.binCount + 2)
        let framed = [border] + smooth.map { [0] + $0 + [0] } + [border]
        return shares.map { share in
            var sum = 0.0
            let level = sorted.first { value in
                sum += value
                return sum >= share * total
            }
            return ContourTracer.trace(
                x: x.nodes, y: y.nodes, values: framed.flatMap { $0 }, level: level ?? .nan)
        }
    }

    /// The centres of the bins between the ends of the axis.
    private var nodes: [Double] {
        [edges[0]] + zip(edges, edges.dropFirst()).map { ($0 + $1) / 2 } + [edges[binCount]]
    }

    /// A Gaussian mean over about one bin to each side, mirrored at the ends.
    private static func smoothed(_ row: [Double]) -> [Double] {
        let width = 1.2
        let weights = (-4...4).map { exp(-0.5 * pow(Double($0) / width, 2)) }
        let total = weights.reduce(0, +)
        return row.indices.map { index in
            var sum = 0.0
            for (weight, shift) in zip(weights, -4...4) {
                var place = index + shift
                if place < 0 { place = -1 - place }
                if place >= row.count { place = 2 * row.count - 1 - place }
                sum += weight * row[min(max(place, 0), row.count - 1)]
            }
            return sum / total
        }
    }

    private static func transposed(_ rows: [[Double]]) -> [[Double]] {
        (rows.first ?? []).indices.map { column in rows.map { $0[column] } }
    }
}
