import GammaCore

extension GTI {
    /// The intervals in order with overlapping ones merged.
    /// - Parameter mergingTouching: whether intervals that only touch become one, too.
    public func union(mergingTouching: Bool = true) -> GTI {
        var merged: [(start: Double, stop: Double)] = []
        for (start, stop) in zip(starts, stops).sorted(by: { $0 < $1 }) {
            if let last = merged.last, mergingTouching ? start <= last.stop : start < last.stop {
                merged[merged.count - 1].stop = max(last.stop, stop)
            } else {
                merged.append((start, stop))
            }
        }
        return GTI(checked: merged.map(\.start), merged.map(\.stop), reference)
    }

    /// The intervals of both, overlapping and touching ones merged, relative to this reference.
    public func union(_ other: GTI) -> GTI { stacked(with: other).union() }

    /// The intervals of both one after the other, unchanged, relative to this reference.
    public func stacked(with other: GTI) -> GTI {
        let other = other.converted(to: reference)
        return GTI(checked: starts + other.starts, stops + other.stops, reference)
    }

    /// The times that are in both; overlaps within either are merged first.
    public func intersection(_ other: GTI) -> GTI {
        let a = union()
        let b = other.converted(to: reference).union()
        var result: (starts: [Double], stops: [Double]) = ([], [])
        var (i, j) = (0, 0)
        while i < a.count, j < b.count {
            let start = max(a.starts[i], b.starts[j])
            let stop = min(a.stops[i], b.stops[j])
            if start < stop {
                result.starts.append(start)
                result.stops.append(stop)
            }
            if a.stops[i] < b.stops[j] { i += 1 } else { j += 1 }
        }
        return GTI(checked: result.starts, result.stops, reference)
    }

    /// The parts of the intervals between two moments; order and overlaps are kept.
    public func selecting(from start: Instant, to stop: Instant) -> GTI {
        let (low, high) = (reference.seconds(of: start), reference.seconds(of: stop))
        return cropped { [(max($0, low), min($1, high))] }
    }

    /// The parts of the intervals outside two moments; order and overlaps are kept.
    public func removing(from start: Instant, to stop: Instant) -> GTI {
        let (low, high) = (reference.seconds(of: start), reference.seconds(of: stop))
        guard low < high else { return self }
        return cropped { [($0, min($1, low)), (max($0, high), $1)] }
    }

    /// The gaps between the intervals, from the first start to the last stop.
    public func inverted() -> GTI {
        let merged = union()
        return GTI(checked: Array(merged.stops.dropLast()), Array(merged.starts.dropFirst()), reference)
    }

    /// Whether each time, in seconds after ``reference``, is in an interval: start included, stop not.
    public func contains(_ times: [Double]) -> [Bool] {
        let merged = union()
        return times.map { time in
            guard !time.isNaN, let first = merged.starts.first, time >= first else { return false }
            var low = 0
            var high = merged.count
            while high - low > 1 {
                let middle = (low + high) / 2
                if merged.starts[middle] <= time { low = middle } else { high = middle }
            }
            return time < merged.stops[low]
        }
    }

    /// Pieces of each interval that are longer than nothing.
    private func cropped(_ pieces: (Double, Double) -> [(Double, Double)]) -> GTI {
        let kept = zip(starts, stops).flatMap { pieces($0, $1) }.filter { $0.0 < $0.1 }
        return GTI(checked: kept.map(\.0), kept.map(\.1), reference)
    }
}
