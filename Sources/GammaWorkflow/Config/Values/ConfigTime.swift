import Foundation
import GammaCore

/// A time as a configuration gives it; the text is kept so that it is written back as it was.
public struct ConfigTime: Sendable, Hashable {
    /// The text.
    public let text: String
    /// The moment. ISO times are UTC unless the text says otherwise.
    public let instant: Instant

    /// Reads an ISO time (`2006-07-29T20:30:00.000`, UTC), a modified Julian date (`MJD 53945.854`, UTC) or a Julian
    /// epoch (`J2006.57`, TT). A final `TT`, `UTC`, `TAI` or `TDB` after a blank names another scale.
    ///
    /// Plain numbers are refused: they could be a Julian date as well.
    /// - Throws: ``Fault/Code/badValue``.
    public init(parsing text: String) throws {
        self.text = text
        let hint = "write for example '2006-07-29T20:30:00' or 'MJD 53945.854'"
        var words = text.split(separator: " ").map(String.init)
        let scale = words.last.flatMap { TimeScale(rawValue: $0.lowercased()) }
        if scale != nil { words.removeLast() }
        let rest = words.joined(separator: " ")
        let folded = rest.uppercased()
        if Double(rest) != nil {
            throw Fault(.badValue, "'\(text)' could be a date of several kinds", hint: hint)
        } else if folded.hasPrefix("MJD") {
            let number = rest.dropFirst(3).drop { $0 == " " || $0 == ":" || $0 == "=" }
            guard let mjd = Double(number) else { throw Fault(.badValue, "'\(text)' is not a time", hint: hint) }
            instant = Instant(mjd: mjd, scale: scale ?? .utc)
        } else if folded.hasPrefix("J"), let year = Double(rest.dropFirst()) {
            instant = Instant(mjd: 51544.5 + (year - 2000) * 365.25, scale: scale ?? .tt)
        } else {
            do {
                instant = try Instant(iso: rest, scale: scale ?? .utc)
            } catch let fault as Fault {
                throw Fault(fault.code, fault.message, at: fault.origin, hint: hint)
            }
        }
        guard instant.isFinite else { throw Fault(.badValue, "'\(text)' is not a time", hint: hint) }
    }
}
