import Foundation
import GammaNumerics

/// A light curve of nodes, straight lines between them or straight lines of the logarithm; the outer lines go on beyond
/// the nodes, and what would be negative is zero.
struct LightCurveKernel: TemporalKernel {
    /// Days after the reference time, ascending.
    let days: [Double]
    /// Values, or their natural logarithms.
    let ordinates: [Double]
    let isLogarithmic: Bool

    func value(_ x: Double) -> Double {
        let line = line(segment(x))
        let y = line.value + line.slope * (x - line.day)
        return isLogarithmic ? exp(y) : y < 0 ? 0 : y
    }

    /// The only parameter moves the curve as a whole.
    func value(_ x: Double, _ rows: GradientRows) -> Double {
        let value = value(x)
        let slope = line(segment(x)).slope
        rows[0] = isLogarithmic ? -slope * value : value > 0 ? -slope : 0
        return value
    }

    func integral(_ span: DaySpan) -> Double {
        guard days.count > 1 else { return span.width * value(span.start) }
        var sum = 0.0
        var offset = 0.0
        for index in segment(span.start)...segment(span.stop) {
            let isLast = index == segment(span.stop)
            let end = isLast ? span.width : min(span.width, max(offset, days[index + 1] - span.start))
            sum += area(line(index), span.start + offset, end - offset)
            offset = end
        }
        return sum
    }

    func integral(_ span: DaySpan, _ rows: GradientRows) -> Double {
        rows[0] = value(span.start) - value(span.stop)
        return integral(span)
    }

    /// The nodes within.
    func knots(_ span: DaySpan) -> [Double] { days.filter { $0 > span.start && $0 < span.stop } }

    /// Negative values count as zero.
    func isNegative(_ span: DaySpan) -> Bool { false }

    private typealias Line = (day: Double, value: Double, slope: Double)

    /// Index of the line that holds at x.
    private func segment(_ x: Double) -> Int {
        var (low, high) = (0, max(0, days.count - 2))
        while low < high {
            let middle = (low + high) / 2
            if days[middle + 1] > x { high = middle } else { low = middle + 1 }
        }
        return low
    }

    private func line(_ index: Int) -> Line {
        guard days.count > 1 else { return (days.first ?? 0, ordinates.first ?? .nan, 0) }
        let slope = (ordinates[index + 1] - ordinates[index]) / (days[index + 1] - days[index])
        return (days[index], ordinates[index], slope)
    }

    /// The area below one line over an interval.
    private func area(_ line: Line, _ start: Double, _ width: Double) -> Double {
        let first = line.value + line.slope * (start - line.day)
        let change = line.slope * width
        if isLogarithmic { return exp(first) * width * Exponential.mean(change) }
        let last = first + change
        if first >= 0 && last >= 0 { return width * (first + last) / 2 }
        // The triangle above zero.
        let top = max(first, last)
        return top > 0 ? width * top * top / (2 * abs(change)) : first.isNaN || last.isNaN ? .nan : 0
    }
}
