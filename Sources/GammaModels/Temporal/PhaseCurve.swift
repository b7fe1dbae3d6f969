import GammaCore

/// A periodic curve of phase: straight lines between nodes, the outer ones drawn on to phase 0 and 1.
public struct PhaseCurve: Sendable, Equatable {
    /// Phases within [0, 1], ascending.
    public let phases: [Double]
    /// The values at the phases.
    public let values: [Double]
    /// Mean over one period.
    public let mean: Double
    /// The lowest value.
    let minimum: Double
    private let segments: [Segment]

    /// A line and, at its start, the integrals of the curve without its mean.
    private struct Segment: Sendable, Equatable {
        var phase: Double
        /// Curve minus mean at the start.
        var value: Double
        var slope: Double
        /// First integral, of mean zero.
        var first = 0.0
        /// Second integral, of mean zero.
        var second = 0.0
        /// Third integral, of mean zero.
        var third = 0.0
    }

    /// Makes a curve.
    /// - Throws: ``Fault/Code/badValue`` with the row for phases that do not ascend from 0 to 1 and for values that are
    ///   not finite; ``Fault/Code/noData`` with fewer than two nodes.
    public init(phases: [Double], values: [Double]) throws {
        guard phases.count == values.count else {
            throw Fault(.incompatible, "\(values.count) values for \(phases.count) phases")
        }
        guard phases.count > 1 else { throw Fault(.noData, "a phase curve needs two phases or more") }
        for (row, phase) in phases.enumerated() {
            guard phase >= 0, phase <= 1, row == 0 || phase > phases[row - 1] else {
                throw Fault(.badValue, "the phases do not ascend from 0 to 1", at: Origin(row: row + 1))
            }
            guard values[row].isFinite else {
                throw Fault(.badValue, "a value of the phase curve is not a finite number", at: Origin(row: row + 1))
            }
        }
        self.phases = phases
        self.values = values
        var segments = (0..<phases.count - 1).map { index in
            Segment(
                phase: phases[index], value: values[index],
                slope: (values[index + 1] - values[index]) / (phases[index + 1] - phases[index]))
        }
        segments[0].value -= segments[0].slope * phases[0]
        segments[0].phase = 0
        let ends = segments.indices.map { $0 + 1 < segments.count ? segments[$0 + 1].phase : 1 }
        mean = zip(segments, ends).reduce(0) { sum, item in
            let width = item.1 - item.0.phase
            return sum + width * (item.0.value + item.0.slope * width / 2)
        }
        minimum = zip(segments, ends).reduce(Double.infinity) { lowest, item in
            min(lowest, item.0.value, item.0.value + item.0.slope * (item.1 - item.0.phase))
        }
        for index in segments.indices { segments[index].value -= mean }
        self.segments = Self.integrated(segments, ends)
    }

    /// Fills in the integrals from the start of each line, then takes their means off.
    private static func integrated(_ segments: [Segment], _ ends: [Double]) -> [Segment] {
        var segments = segments
        func accumulate(_ path: WritableKeyPath<Segment, Double>, _ area: (Segment, Double) -> Double) {
            var sum = 0.0
            for (index, end) in ends.enumerated() {
                segments[index][keyPath: path] = sum
                sum += area(segments[index], end - segments[index].phase)
            }
        }
        func centre(_ path: WritableKeyPath<Segment, Double>, _ area: (Segment, Double) -> Double) {
            let mean = zip(segments, ends).reduce(0) { $0 + area($1.0, $1.1 - $1.0.phase) }
            for index in segments.indices { segments[index][keyPath: path] -= mean }
        }
        accumulate(\.first) { $1 * ($0.value + $1 * $0.slope / 2) }
        centre(\.first) { $1 * ($0.first + $1 * ($0.value / 2 + $1 * $0.slope / 6)) }
        accumulate(\.second) { $1 * ($0.first + $1 * ($0.value / 2 + $1 * $0.slope / 6)) }
        centre(\.second) { $1 * ($0.second + $1 * ($0.first / 2 + $1 * ($0.value / 6 + $1 * $0.slope / 24))) }
        accumulate(\.third) { $1 * ($0.second + $1 * ($0.first / 2 + $1 * ($0.value / 6 + $1 * $0.slope / 24))) }
        centre(\.third) { line, t in
            t
                * (line.third + t
                    * (line.second / 2 + t * (line.first / 6 + t * (line.value / 24 + t * line.slope / 120))))
        }
        return segments
    }

    /// The curve scaled to a mean of one.
    /// - Throws: ``Fault/Code/badValue`` when the mean is not positive.
    public func normalized() throws -> PhaseCurve {
        guard mean > 0 else { throw Fault(.badValue, "the phase curve has a mean of \(mean) and cannot be normalised") }
        return try PhaseCurve(phases: phases, values: values.map { $0 / mean })
    }

    /// The value at a phase, of which only the fraction counts.
    public func callAsFunction(_ phase: Double) -> Double { mean + point(phase).value }

    /// What formulas need at one phase.
    struct Point {
        /// Curve minus mean.
        let value: Double
        let slope: Double
        /// First, second and third integral of value, periodic and of mean zero.
        let first: Double
        let second: Double
        let third: Double
    }

    func point(_ phase: Double) -> Point {
        let part = phase - phase.rounded(.down)
        var (low, high) = (0, segments.count - 1)
        while low < high {
            let middle = (low + high + 1) / 2
            if segments[middle].phase <= part { low = middle } else { high = middle - 1 }
        }
        let line = segments[low]
        let t = part - line.phase
        return Point(
            value: line.value + t * line.slope, slope: line.slope,
            first: line.first + t * (line.value + t * line.slope / 2),
            second: line.second + t * (line.first + t * (line.value / 2 + t * line.slope / 6)),
            third: line.third + t * (line.second + t * (line.first / 2 + t * (line.value / 6 + t * line.slope / 24))))
    }
}
