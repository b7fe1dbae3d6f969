import GammaCore
import GammaIO

/// Good time intervals: when data were taken.
public struct GTI: Sendable, Equatable {
    /// Starts in seconds after ``reference``.
    public private(set) var starts: [Double]
    /// Stops in seconds after ``reference``; never before the start.
    public private(set) var stops: [Double]
    /// Zero point of the times.
    public let reference: TimeReference

    /// Makes intervals from seconds after a reference.
    /// - Throws: ``Fault/Code/badValue`` for times that are not finite, an interval that stops before it starts, or
    ///   lists of different length.
    public init(starts: [Double], stops: [Double], reference: TimeReference) throws {
        guard starts.count == stops.count else {
            throw Fault(.badValue, "there are \(starts.count) starts and \(stops.count) stops of good time intervals")
        }
        for (row, (start, stop)) in zip(starts, stops).enumerated() {
            guard start.isFinite, stop.isFinite, start <= stop else {
                throw Fault(
                    .badValue, "the good time interval from \(start) to \(stop) s is none", at: Origin(row: row + 1))
            }
        }
        self.init(checked: starts, stops, reference)
    }

    /// Makes intervals from moments.
    /// - Throws: ``Fault/Code/badValue`` for an interval that stops before it starts.
    public init(intervals: [(start: Instant, stop: Instant)], reference: TimeReference = .year2000) throws {
        try self.init(
            starts: intervals.map { reference.seconds(of: $0.start) },
            stops: intervals.map { reference.seconds(of: $0.stop) }, reference: reference)
    }

    /// No interval at all.
    public init(reference: TimeReference = .year2000) { self.init(checked: [], [], reference) }

    init(checked starts: [Double], _ stops: [Double], _ reference: TimeReference) {
        self.starts = starts
        self.stops = stops
        self.reference = reference
    }

    /// Number of intervals.
    public var count: Int { starts.count }
    /// Whether there is no interval.
    public var isEmpty: Bool { starts.isEmpty }
    /// Lengths in s.
    public var durations: [Double] { zip(starts, stops).map { $1 - $0 } }
    /// Sum of the lengths in s; overlaps count twice.
    public var timeSum: Double { durations.reduce(0, +) }
    /// Beginning of the earliest interval.
    public var start: Instant? { starts.min().map(reference.instant) }
    /// End of the latest interval.
    public var stop: Instant? { stops.max().map(reference.instant) }
    /// The intervals as moments.
    public var intervals: [(start: Instant, stop: Instant)] {
        zip(starts, stops).map { (reference.instant($0), reference.instant($1)) }
    }

    /// The same intervals in seconds after another reference.
    public func converted(to reference: TimeReference) -> GTI {
        guard reference != self.reference else { return self }
        let moments = intervals
        return GTI(
            checked: moments.map { reference.seconds(of: $0.start) }, moments.map { reference.seconds(of: $0.stop) },
            reference)
    }
}
