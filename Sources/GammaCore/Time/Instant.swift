import CERFA
import Foundation

/// A moment, kept as terrestrial time in two doubles: whole day and fraction of the modified Julian date.
///
/// Resolution is about 10 ps. Conversions are ERFA's, so equal to astropy's; leap seconds are those ERFA knows.
/// Times that do not exist (NaN, millions of years away) make an instant that is not ``isFinite``.
public struct Instant: Sendable, Hashable {
    /// Whole days of the modified Julian date in TT.
    let day: Double
    /// The rest, in [0, 1).
    let fraction: Double

    private init(ttDay: Double, ttFraction: Double) {
        let floorDay = ttDay.rounded(.down)
        let sum = (ttDay - floorDay) + ttFraction
        let carry = sum.rounded(.down)
        // A tiny negative fraction would round up to exactly 1.
        let rest = sum - carry
        day = floorDay + carry + (rest >= 1 ? 1 : 0)
        fraction = rest >= 1 ? 0 : rest
    }

    /// The moment with modified Julian date `mjd + fraction` in the given scale.
    ///
    /// UTC days with a leap second are stretched, as in ERFA and astropy.
    public init(mjd: Double, fraction: Double = 0, scale: TimeScale) {
        self.init(julian1: Self.modifiedEpoch + mjd.rounded(.down), julian2: mjd - mjd.rounded(.down) + fraction, scale)
    }

    /// From a two-part Julian date whose first part is a whole MJD day.
    fileprivate init(julian1: Double, julian2: Double, _ scale: TimeScale) {
        var tt = (julian1, julian2)
        guard Self.isSupported(julian1 + julian2) else {
            self.init(ttDay: .nan, ttFraction: .nan)
            return
        }
        switch scale {
        case .tt: break
        case .tai: _ = eraTaitt(julian1, julian2, &tt.0, &tt.1)
        case .utc:
            var tai = (0.0, 0.0)
            _ = eraUtctai(julian1, julian2, &tai.0, &tai.1)
            _ = eraTaitt(tai.0, tai.1, &tt.0, &tt.1)
        case .tdb: _ = eraTdbtt(julian1, julian2, Self.tdbMinusTT(julian1, julian2), &tt.0, &tt.1)
        }
        self.init(ttDay: tt.0 - Self.modifiedEpoch, ttFraction: tt.1)
    }

    /// Whether this is a moment at all.
    public var isFinite: Bool { day.isFinite && fraction.isFinite }

    /// The modified Julian date in the given scale, as one number (resolution about 1 µs).
    public func mjd(_ scale: TimeScale) -> Double {
        let date = julian(scale)
        return (date.0 - Self.modifiedEpoch) + date.1
    }

    /// Seconds of terrestrial time from `other` to this moment.
    public func seconds(since other: Instant) -> Double { ((day - other.day) + (fraction - other.fraction)) * 86400 }

    /// The moment that many seconds of terrestrial time later.
    public func adding(seconds: Double) -> Instant {
        let days = seconds / 86400
        guard Self.isSupported(Self.modifiedEpoch + day + days) else { return Instant(ttDay: .nan, ttFraction: .nan) }
        return Instant(ttDay: day, ttFraction: fraction + days)
    }

    /// The two-part Julian date in the given scale.
    func julian(_ scale: TimeScale) -> (Double, Double) {
        let tt = (Self.modifiedEpoch + day, fraction)
        guard isFinite else { return (.nan, .nan) }
        var result = tt
        switch scale {
        case .tt: break
        case .tai: _ = eraTttai(tt.0, tt.1, &result.0, &result.1)
        case .utc:
            var tai = (0.0, 0.0)
            _ = eraTttai(tt.0, tt.1, &tai.0, &tai.1)
            _ = eraTaiutc(tai.0, tai.1, &result.0, &result.1)
        case .tdb: _ = eraTttdb(tt.0, tt.1, Self.tdbMinusTT(tt.0, tt.1), &result.0, &result.1)
        }
        return result
    }

    private static let modifiedEpoch = 2_400_000.5

    /// Where ERFA's calendar is defined, with a margin for the differences between the scales.
    private static func isSupported(_ julian: Double) -> Bool { julian > -60_000 && julian < 9.9e8 }

    private static func tdbMinusTT(_ date1: Double, _ date2: Double) -> Double { eraDtdb(date1, date2, 0, 0, 0, 0) }
}

extension Instant: Comparable {
    /// Earlier than.
    public static func < (a: Instant, b: Instant) -> Bool { (a.day, a.fraction) < (b.day, b.fraction) }
}

extension Instant {
    /// Reads `2004-12-04T22:08:10.184`, with `T` or a blank; time of day, seconds and a final `Z` may be missing.
    /// - Throws: ``Fault/Code/badValue`` for anything else and for dates that do not exist.
    public init(iso text: String, scale: TimeScale = .utc) throws {
        guard let date = ISODate(text) else {
            throw Fault(.badValue, "'\(text)' is not a time", hint: "write for example 2004-12-04T22:08:10.184")
        }
        var julian = (0.0, 0.0)
        let status = eraDtf2d(
            scale.rawValue.uppercased(), date.year, date.month, date.day, date.hour, date.minute, date.second,
            &julian.0,
            &julian.1)
        guard status == 0 || status == 1 else {
            throw Fault(.badValue, "'\(text)' is not a moment of the calendar in \(scale.rawValue.uppercased())")
        }
        self.init(julian1: julian.0, julian2: julian.1, scale)
    }

    /// Reads an ISO time as ``init(iso:scale:)`` does, or a modified Julian date: `53343.9223`, `MJD 53343.9223`.
    /// - Throws: ``Fault/Code/badValue``.
    public init(parsing text: String, scale: TimeScale = .utc) throws {
        let trimmed = text.trimmingCharacters(in: .whitespaces)
        let number = trimmed.lowercased().hasPrefix("mjd") ? String(trimmed.dropFirst(3)) : trimmed
        guard let mjd = Double(number.trimmingCharacters(in: .whitespaces)) else {
            try self.init(iso: trimmed, scale: scale)
            return
        }
        self.init(mjd: mjd, scale: scale)
        guard isFinite else { throw Fault(.badValue, "'\(text)' is not a time") }
    }

    /// The moment as `2004-12-04T22:08:10.184` in the given scale; `NaT` when not ``isFinite``.
    /// - Parameters:
    ///   - digits: decimals of the seconds, 0 to 9.
    ///   - separator: between date and time of day.
    public func iso(_ scale: TimeScale, digits: Int = 3, separator: Character = "T") -> String {
        let digits = min(max(digits, 0), 9)
        let julian = julian(scale)
        guard isFinite else { return "NaT" }
        var year: Int32 = 0
        var month: Int32 = 0
        var day: Int32 = 0
        var clock: (Int32, Int32, Int32, Int32) = (0, 0, 0, 0)
        let status = withUnsafeMutablePointer(to: &clock) { pointer in
            pointer.withMemoryRebound(to: Int32.self, capacity: 4) {
                eraD2dtf(
                    scale.rawValue.uppercased(), Int32(digits), julian.0, julian.1, &year, &month, &day, $0)
            }
        }
        guard status >= 0 else { return "NaT" }
        let text = Self.padded(year, 4) + "-" + Self.padded(month, 2) + "-" + Self.padded(day, 2) + String(separator)
        let time = Self.padded(clock.0, 2) + ":" + Self.padded(clock.1, 2) + ":" + Self.padded(clock.2, 2)
        return text + time + (digits == 0 ? "" : "." + Self.padded(clock.3, digits))
    }

    private static func padded(_ number: Int32, _ width: Int) -> String {
        let digits = String(number.magnitude)
        return (number < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

/// The fields of `YYYY-MM-DD[(T| )hh:mm[:ss[.sss]]][Z]`.
private struct ISODate {
    var year: Int32 = 0
    var month: Int32 = 1
    var day: Int32 = 1
    var hour: Int32 = 0
    var minute: Int32 = 0
    var second = 0.0

    init?(_ text: String) {
        var trimmed = text.trimmingCharacters(in: .whitespaces)[...]
        if trimmed.hasSuffix("Z") || trimmed.hasSuffix("z") { trimmed = trimmed.dropLast() }
        let halves = trimmed.split(maxSplits: 1) { $0 == "T" || $0 == "t" || $0 == " " }
        guard let dateText = halves.first else { return nil }
        let date = dateText.split(separator: "-", omittingEmptySubsequences: false).map(Self.integer)
        guard date.count == 3, let year = date[0], let month = date[1], let day = date[2] else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
        guard halves.count == 2 else { return }
        let clock = halves[1].trimmingCharacters(in: .whitespaces)
            .split(separator: ":", omittingEmptySubsequences: false)
        guard clock.count == 2 || clock.count == 3, let hour = Self.integer(clock[0]),
            let minute = Self.integer(clock[1])
        else { return nil }
        (self.hour, self.minute) = (hour, minute)
        guard clock.count == 3 else { return }
        guard clock[2].allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }), let second = Double(clock[2]) else {
            return nil
        }
        self.second = second
    }

    private static func integer(_ text: Substring) -> Int32? {
        text.allSatisfy { $0.isASCII && $0.isNumber } && text.count <= 4 ? Int32(text) : nil
    }
}
