import Foundation
import GammaCore

/// An axis of time intervals, in order and without overlap, with or without gaps between them.
public struct TimeMapAxis: Sendable, Hashable {
    /// Lower-case name.
    public var name: String
    /// The moment from which the intervals are counted.
    public let reference: Instant
    /// Scale in which files give the reference.
    public let scale: TimeScale
    /// Starts of the intervals, seconds after ``reference``.
    public let starts: [Double]
    /// Ends of the intervals, seconds after ``reference``.
    public let stops: [Double]

    /// Makes an axis from seconds after `reference`.
    /// - Throws: ``Fault/Code/badValue`` unless every interval ends after its start and no later than the next begins.
    public init(
        starts: [Double], stops: [Double], reference: Instant, scale: TimeScale = .tt, name: String = "time"
    ) throws {
        let place = "the time axis '\(name)'"
        guard !starts.isEmpty, starts.count == stops.count else {
            throw Fault(.badValue, "\(place) has \(starts.count) starts and \(stops.count) stops")
        }
        guard reference.isFinite, (starts + stops).allSatisfy(\.isFinite) else {
            throw Fault(.badValue, "\(place) has a time that is not finite")
        }
        for index in starts.indices {
            guard starts[index] < stops[index] else {
                throw Fault(.badValue, "interval \(index + 1) of \(place) does not end after its start")
            }
            guard index == 0 || stops[index - 1] <= starts[index] else {
                throw Fault(.badValue, "intervals \(index) and \(index + 1) of \(place) overlap or are out of order")
            }
        }
        self.name = name
        self.reference = reference
        self.scale = scale
        self.starts = starts
        self.stops = stops
    }

    /// Intervals between moments; the reference is the first start.
    /// - Throws: ``Fault/Code/badValue`` as for seconds.
    public init(_ intervals: [(start: Instant, stop: Instant)], scale: TimeScale = .tt, name: String = "time") throws {
        guard let reference = intervals.first?.start else {
            throw Fault(.badValue, "the time axis '\(name)' has no intervals")
        }
        try self.init(
            starts: intervals.map { $0.start.seconds(since: reference) },
            stops: intervals.map { $0.stop.seconds(since: reference) }, reference: reference, scale: scale, name: name)
    }

    /// Equal intervals from one moment to another.
    /// - Throws: ``Fault/Code/badValue`` for an end before the start or a number of bins outside 1…1 000 000.
    public init(from start: Instant, to stop: Instant, bins: Int, scale: TimeScale = .tt, name: String = "time") throws
    {
        guard (1...1_000_000).contains(bins) else {
            throw Fault(.badValue, "the time axis '\(name)' cannot have \(bins) bins")
        }
        let width = stop.seconds(since: start)
        let edges = (0...bins).map { width * (Double($0) / Double(bins)) }
        try self.init(
            starts: Array(edges.dropLast()), stops: Array(edges.dropFirst()), reference: start, scale: scale,
            name: name)
    }

    /// Number of intervals.
    public var binCount: Int { starts.count }

    /// Whether every interval begins where the one before ends.
    public var isContiguous: Bool { zip(stops, starts.dropFirst()).allSatisfy { $0 == $1 } }

    /// Lengths in seconds.
    public var durations: [Double] { zip(starts, stops).map { $1 - $0 } }

    /// Start and end of an interval.
    /// - Precondition: a bin of the axis.
    public func interval(_ bin: Int) -> (start: Instant, stop: Instant) {
        (reference.adding(seconds: starts[bin]), reference.adding(seconds: stops[bin]))
    }

    /// The interval that contains a time, in seconds after ``reference``; its start belongs to it. Nil in gaps.
    public func index(of seconds: Double) -> Int? {
        guard seconds >= starts[0] else { return nil }
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if seconds >= starts[middle] { low = middle } else { high = middle }
        }
        return seconds < stops[low] ? low : nil
    }

    /// The interval that contains a moment; nil in gaps.
    public func index(of instant: Instant) -> Int? { index(of: instant.seconds(since: reference)) }

    /// Position in bins, centres at integers; NaN in gaps and outside.
    public func pixel(of seconds: Double) -> Double {
        guard let bin = index(of: seconds) else { return .nan }
        return Double(bin) + (seconds - starts[bin]) / (stops[bin] - starts[bin]) - 0.5
    }

    /// The axis with its gaps as further intervals.
    public func contiguous() throws -> TimeMapAxis {
        let edges = Set(starts + stops).sorted()
        return try with(Array(edges.dropLast()), Array(edges.dropFirst()))
    }

    /// Some of the intervals.
    /// - Throws: ``Fault/Code/badValue`` for an empty range or one outside the axis.
    public func slice(_ bins: Range<Int>) throws -> TimeMapAxis {
        guard !bins.isEmpty, bins.lowerBound >= 0, bins.upperBound <= binCount else {
            throw Fault(.badValue, "the time axis '\(name)' of \(binCount) intervals has no intervals \(bins)")
        }
        return try with(Array(starts[bins]), Array(stops[bins]))
    }

    /// One interval from the first start to the last end.
    public func squashed() throws -> TimeMapAxis { try with([starts[0]], [stops[binCount - 1]]) }

    /// These intervals followed by others.
    /// - Throws: ``Fault/Code/incompatible`` for another name, ``Fault/Code/badValue`` when they overlap.
    public func concatenated(_ other: TimeMapAxis) throws -> TimeMapAxis {
        guard name == other.name else {
            throw Fault(.incompatible, "the axes '\(name)' and '\(other.name)' cannot be joined: names differ")
        }
        let shift = other.reference.seconds(since: reference)
        return try with(starts + other.starts.map { $0 + shift }, stops + other.stops.map { $0 + shift })
    }

    /// What lies within an interval of a coarser division.
    public struct Group: Sendable, Hashable {
        /// The kinds of group.
        public enum Kind: String, Sendable, Hashable {
            /// There are whole intervals inside.
            case normal
            /// It lies before the axis.
            case underflow
            /// It lies after the axis.
            case overflow
            /// No interval is wholly inside.
            case outflow
        }

        /// Its kind.
        public var kind: Kind
        /// The intervals wholly inside; empty unless normal.
        public var bins: Range<Int>
    }

    /// For every interval the intervals of the axis that lie wholly inside, as Gammapy's `group_table`.
    public func groups(_ intervals: [(start: Instant, stop: Instant)]) -> [Group] {
        intervals.map { interval in
            let (low, high) = (interval.start.seconds(since: reference), interval.stop.seconds(since: reference))
            // A nanosecond: two moments that are meant to be one differ by the rounding of days.
            let after = starts.map { $0 >= low - 1e-9 }
            let before = stops.map { $0 <= high + 1e-9 }
            let inside = starts.indices.filter { after[$0] && before[$0] }
            if let first = inside.first, let last = inside.last { return Group(kind: .normal, bins: first..<last + 1) }
            return Group(
                kind: after.contains(true) ? .overflow : before.contains(true) ? .underflow : .outflow, bins: 0..<0)
        }
    }

    func renamed(_ name: String) -> TimeMapAxis {
        var axis = self
        axis.name = name
        return axis
    }

    private func with(_ starts: [Double], _ stops: [Double]) throws -> TimeMapAxis {
        try TimeMapAxis(starts: starts, stops: stops, reference: reference, scale: scale, name: name)
    }
}

extension TimeMapAxis {
    /// Equal when name, number and intervals are, to a microsecond, whatever the reference.
    public static func == (a: TimeMapAxis, b: TimeMapAxis) -> Bool {
        guard a.name == b.name, a.binCount == b.binCount else { return false }
        let shift = b.reference.seconds(since: a.reference)
        return zip(a.starts + a.stops, b.starts + b.stops).allSatisfy { abs($0 - $1 - shift) <= 1e-6 }
    }

    /// Hashes name and number of intervals.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(binCount)
    }
}
