import GammaCore

/// Something that a check found.
public struct CheckFinding: Sendable, Hashable, CustomStringConvertible {
    /// How bad it is.
    public enum Severity: String, Sendable, CaseIterable {
        /// The data cannot be used, or give wrong results.
        case error
        /// The data can be used, but something is odd or missing.
        case warning
    }

    /// How bad it is.
    public var severity: Severity
    /// What it is, as one sentence without a full stop.
    public var message: String
    /// File, HDU, column, row or keyword.
    public var origin: Origin
    /// The observation concerned.
    public var observationID: String?

    /// Makes a finding.
    public init(_ severity: Severity, _ message: String, at origin: Origin = Origin(), observationID: String? = nil) {
        self.severity = severity
        self.message = message
        self.origin = origin
        self.observationID = observationID
    }

    /// `error: obs 23523: message (origin)`.
    public var description: String {
        let observation = observationID.map { "obs \($0): " } ?? ""
        return "\(severity.rawValue): \(observation)\(message)" + (origin.isEmpty ? "" : " (\(origin))")
    }
}
