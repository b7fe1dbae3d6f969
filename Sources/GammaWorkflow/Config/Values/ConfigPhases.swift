import GammaCore

/// Intervals of phase as a configuration gives them: `[0.2, 0.4]`, or `[[0.2, 0.3], [0.6, 0.7]]`. An interval may run over
/// 1: `[0.9, 0.1]` is the same as `[0.9, 1.1]`.
public struct ConfigPhases: Sendable, Hashable {
    /// The pairs as they were written.
    public let pairs: [[Double]]
    /// Whether they are written as a list of pairs.
    public let isList: Bool

    /// Intervals of positive width that begin in 0…1; the end may be beyond 1.
    public var intervals: [ClosedRange<Double>] {
        pairs.map { pair in
            let start = pair[0] < 1 ? pair[0] : pair[0] - 1
            let stop = pair[1] - (pair[0] < 1 ? 0 : 1)
            return start...(stop > start ? stop : stop + 1)
        }
    }

    /// Part of the phase that they cover.
    public var width: Double { intervals.reduce(0) { $0 + $1.upperBound - $1.lowerBound } }

    /// Makes intervals.
    /// - Throws: ``Fault/Code/badValue`` for anything but pairs of phases, for empty and for overlapping intervals.
    public init(_ pairs: [[Double]], isList: Bool = true) throws {
        let hint = "write [0.2, 0.4], or [[0.2, 0.3], [0.6, 0.7]]"
        guard !pairs.isEmpty, pairs.allSatisfy({ $0.count == 2 }) else {
            throw Fault(.badValue, "a phase interval has a start and an end", hint: hint)
        }
        for pair in pairs {
            guard (0...1).contains(pair[0]), (0...2).contains(pair[1]), pair[0] != pair[1], pair[1] - pair[0] <= 1
            else {
                throw Fault(.badValue, "[\(pair[0]), \(pair[1])] is no interval of phases between 0 and 1", hint: hint)
            }
        }
        self.pairs = pairs
        self.isList = isList
        guard intervals.allSatisfy({ $0.upperBound > $0.lowerBound }) else {
            throw Fault(.badValue, "a phase interval is empty", hint: hint)
        }
        if let common = Self.overlap(intervals) {
            throw Fault(.badValue, "the phase \(common) is in two of the intervals")
        }
    }

    /// A phase that is in both sets of intervals; nil when there is none.
    public func overlap(with other: ConfigPhases) -> Double? { Self.overlap(intervals + other.intervals) }

    /// A phase that two of the intervals share.
    private static func overlap(_ intervals: [ClosedRange<Double>]) -> Double? {
        // Those that run over 1 as two, so that all lie in 0…1.
        let parts = intervals.flatMap { $0.upperBound > 1 ? [$0.lowerBound...1, 0...($0.upperBound - 1)] : [$0] }
            .sorted { $0.lowerBound < $1.lowerBound }
        // Taking 1 away rounds: intervals that touch do not overlap.
        return zip(parts, parts.dropFirst()).first { $0.upperBound > $1.lowerBound + 1e-9 }?.1.lowerBound
    }
}
