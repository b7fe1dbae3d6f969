import GammaCore

/// A limit in a column of the observation index: a number, or a date; the text is kept so that it is written back as it was.
public struct ConfigColumnLimit: Sendable, Hashable {
    /// The number; of a date the modified Julian date in UTC.
    public let value: Double
    /// The date as it was written; nil for a number.
    public let date: String?

    /// A number.
    public init(_ value: Double) {
        self.value = value
        date = nil
    }

    /// A date, see ``ConfigTime``.
    /// - Throws: ``Fault/Code/badValue``.
    public init(date: String) throws {
        self.date = date
        value = try ConfigTime(parsing: date).instant.mjd(.utc)
    }
}
