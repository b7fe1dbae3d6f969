extension EventList {
    /// How many of these events another list has, too: those with an arrival time within a microsecond of its own.
    ///
    /// Another reconstruction of a shower has the same time; events of another type are other showers, and with the rates of
    /// Cherenkov telescopes one in a thousand of them comes that close at most.
    public func sharedCount(with other: EventList) -> Int {
        let isSame = timeReference == other.timeReference
        let others = other.time.indices.map { row in
            isSame ? other.time[row] : timeReference.seconds(of: other.instant(row))
        }.sorted()
        var (count, place) = (0, 0)
        for time in time.sorted() {
            while place < others.count, others[place] < time - 1e-6 { place += 1 }
            if place < others.count, others[place] <= time + 1e-6 { count += 1 }
        }
        return count
    }
}
