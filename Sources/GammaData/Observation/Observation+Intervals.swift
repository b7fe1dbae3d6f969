import GammaCore

extension Observation {
    /// The parts in some time intervals, called `ID-1`, `ID-2` and so on by the number of the interval; intervals in which no
    /// data were taken are left out.
    public func parts(in intervals: [(start: Instant, stop: Instant)]) -> [Observation] {
        intervals.indices.compactMap { part(in: intervals, $0) }
    }

    fileprivate func part(in intervals: [(start: Instant, stop: Instant)], _ index: Int) -> Observation? {
        let interval = intervals[index]
        guard let start, let stop, start < interval.stop, stop > interval.start else { return nil }
        var part = selecting(from: interval.start, to: interval.stop)
        part.name = "\(name)-\(index + 1)"
        return part.gti.isEmpty ? nil : part
    }
}

extension [Observation] {
    /// The parts of all observations in some time intervals, interval by interval: snippets for a light curve whose bins are
    /// shorter than a run. They are called `ID-1`, `ID-2` and so on by the number of the interval.
    public func parts(in intervals: [(start: Instant, stop: Instant)]) -> [Observation] {
        intervals.indices.flatMap { index in compactMap { $0.part(in: intervals, index) } }
    }
}
