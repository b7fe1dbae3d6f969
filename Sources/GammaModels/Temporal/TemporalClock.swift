import GammaCore

/// Turns moments into days after a reference date and back, both in one time scale.
///
/// Dates are taken apart into whole days and the rest, so that nothing is lost but the last bit of the difference: 0.1 µs
/// after 20 years.
struct TemporalClock {
    private let scale: TimeScale
    private let referenceDay: Double
    private let referenceFraction: Double

    init(reference: Double, scale: TimeScale) {
        self.scale = scale
        referenceDay = reference.rounded(.down)
        referenceFraction = reference - referenceDay
    }

    /// Days from the reference to a moment.
    func days(_ time: Instant) -> Double {
        let date = date(time)
        return (date.day - referenceDay) + (date.fraction - referenceFraction)
    }

    /// The moment that many days after the start of a span.
    func instant(_ days: Double, after span: DaySpan) -> Instant {
        let fraction = span.fraction + days
        let whole = fraction.rounded(.down)
        return Instant(mjd: span.day + whole, fraction: fraction - whole, scale: scale)
    }

    /// The intervals as days after the reference, and their total length in days.
    func spans(_ intervals: [(start: Instant, stop: Instant)]) throws -> (spans: [DaySpan], total: Double) {
        let spans = try intervals.map { interval in
            let (start, stop) = (date(interval.start), date(interval.stop))
            let span = DaySpan(
                start: (start.day - referenceDay) + (start.fraction - referenceFraction),
                width: (stop.day - start.day) + (stop.fraction - start.fraction), day: start.day,
                fraction: start.fraction)
            guard span.width >= 0, interval.start.isFinite, interval.stop.isFinite else {
                throw Fault(
                    .badValue,
                    "the time interval from \(interval.start.iso(.utc)) to \(interval.stop.iso(.utc)) is none")
            }
            return span
        }
        let total = spans.reduce(0) { $0 + $1.width }
        guard total > 0 else { throw Fault(.noData, "there is no time to average a temporal model over") }
        return (spans, total)
    }

    /// The modified Julian date in whole days and the rest.
    private func date(_ time: Instant) -> (day: Double, fraction: Double) {
        let mjd = time.mjd(scale)
        let day = mjd.rounded(.down)
        // One number holds a date to a microsecond; what is missing is the way to the moment itself.
        let near = Instant(mjd: day, fraction: mjd - day, scale: scale)
        return (day, (mjd - day) + time.seconds(since: near) / 86400)
    }
}

/// A time interval in days after the reference time of a model.
struct DaySpan {
    /// Days from the reference to the start.
    var start: Double
    /// Length in days.
    var width: Double
    /// Whole days of the start's modified Julian date.
    var day = 0.0
    /// The rest of it.
    var fraction = 0.0

    /// Days from the reference to the end.
    var stop: Double { start + width }

    /// A part of the interval.
    func part(from offset: Double, width: Double) -> DaySpan {
        DaySpan(start: start + offset, width: width, day: day, fraction: fraction)
    }
}
