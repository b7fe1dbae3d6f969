/// The zero point of a file's times (MJDREFI, MJDREFF, TIMESYS); times are seconds from it.
public struct TimeReference: Sendable, Hashable {
    /// Whole part of the reference date (MJDREFI).
    public let mjdInteger: Double
    /// Fractional part of the reference date (MJDREFF).
    public let mjdFraction: Double
    /// Scale of the reference date and of the seconds (TIMESYS).
    public let scale: TimeScale
    /// The moment of zero seconds.
    public let epoch: Instant

    /// Makes a reference from the keywords of a FITS header.
    public init(mjdInteger: Double, mjdFraction: Double, scale: TimeScale) {
        self.mjdInteger = mjdInteger
        self.mjdFraction = mjdFraction
        self.scale = scale
        epoch = Instant(mjd: mjdInteger, fraction: mjdFraction, scale: scale)
    }

    /// The moment `seconds` after the reference.
    ///
    /// Seconds are SI seconds that elapse; in UTC leap seconds count, as in astropy. TDB seconds are taken in TDB.
    public func instant(_ seconds: Double) -> Instant {
        guard scale == .tdb else { return epoch.adding(seconds: seconds) }
        return Instant(mjd: mjdInteger, fraction: mjdFraction + seconds / 86400, scale: .tdb)
    }

    /// Seconds from the reference to a moment; the inverse of ``instant(_:)``.
    public func seconds(of instant: Instant) -> Double {
        guard scale == .tdb else { return instant.seconds(since: epoch) }
        let date = instant.julian(.tdb)
        return ((date.0 - 2_400_000.5 - mjdInteger) + (date.1 - mjdFraction)) * 86400
    }
}
