import Foundation

/// The ends of an axis: finite, in order, apart, and positive on a logarithmic one, whatever they were made from.
struct AxisRange: Sendable, Hashable {
    let low: Double
    let high: Double

    /// Mends the ends: swapped ones are put in order, equal ones moved apart, unusable ones replaced.
    init(_ a: Double, _ b: Double, _ stretch: Stretch) {
        switch stretch {
        case .log: (low, high) = AxisRange.logarithmic(a, b)
        case .linear, .asinh: (low, high) = AxisRange.linear(a, b)
        case .sqrt:
            let ends = AxisRange.linear(a, b)
            (low, high) = ends.0 >= 0 ? ends : (0, max(ends.1, 1e-12))
        }
    }

    private static func linear(_ a: Double, _ b: Double) -> (Double, Double) {
        guard a.isFinite || b.isFinite else { return (0, 1) }
        let known = a.isFinite ? a : b
        let first = min(max(a.isFinite ? a : known, -1e300), 1e300)
        let second = min(max(b.isFinite ? b : known, -1e300), 1e300)
        let low = min(first, second)
        let high = max(first, second)
        let size = max(abs(low), abs(high))
        if size < 1e-290 { return (0, 1) }
        if high - low >= size * 1e-9 { return (low, high) }
        let middle = low / 2 + high / 2
        let half = high == low ? size / 2 : size * 1e-9
        return (middle - half, middle + half)
    }

    private static func logarithmic(_ a: Double, _ b: Double) -> (Double, Double) {
        let usable = [a, b].filter { $0 > 0 && $0.isFinite }.map { min(max($0, 1e-300), 1e300) }
        guard let low = usable.min(), let high = usable.max() else { return (0.1, 10) }
        if high >= low * (1 + 1e-9) { return (low, high) }
        return (low / 2, low * 2)
    }

    /// The range that shows all usable values, with a margin as a fraction of the span on both sides.
    ///
    /// - Parameter including: values to be shown whatever the data are (those a logarithmic axis cannot show are left out).
    init(showing values: [Double], including extra: [Double] = [], _ stretch: Stretch, margin: Double = 0.06) {
        var low = Double.infinity
        var high = -Double.infinity
        for value in values where value.isFinite && (stretch != .log || value > 0) {
            low = min(low, value)
            high = max(high, value)
        }
        for value in extra where value.isFinite && (stretch != .log || value > 0) {
            low = min(low, value)
            high = max(high, value)
        }
        guard low <= high else {
            self.init(.nan, .nan, stretch)
            return
        }
        let ends = AxisRange(low, high, stretch)
        let a = stretch.forward(ends.low)
        let b = stretch.forward(ends.high)
        // a margin must not carry an axis of amounts below zero
        let from = stretch.backward(a - margin * (b - a))
        let isAmount = stretch != .log && ends.low >= 0 && from < 0
        self.init(isAmount ? 0 : from, stretch.backward(b + margin * (b - a)), stretch)
    }
}
