/// The time scales of the field's files.
public enum TimeScale: String, Sendable, Hashable, CaseIterable, Codable {
    /// Terrestrial time, the scale of event times.
    case tt
    /// Coordinated universal time, with leap seconds.
    case utc
    /// International atomic time.
    case tai
    /// Barycentric dynamical time, seen from the geocentre.
    case tdb

    /// Reads `TT`, `utc`, ` Tai `, in any case; `TIMESYS` of FITS headers.
    /// - Throws: ``Fault/Code/badValue``.
    public init(parsing text: String) throws {
        let word = String(text.lowercased().filter { !$0.isWhitespace })
        guard let scale = TimeScale(rawValue: word) else {
            throw Fault(.badValue, "'\(text)' is not a time scale", hint: "use tt, utc, tai or tdb")
        }
        self = scale
    }
}
