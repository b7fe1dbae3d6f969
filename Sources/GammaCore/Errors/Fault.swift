/// The one error of GammaKit: what went wrong, where, and what to do about it.
///
/// Bad input of any kind is answered with a `Fault`; `precondition` is left to a programmer's mistakes.
public struct Fault: Error, Sendable, Equatable {
    /// A stable name for scripts and documentation.
    public var code: Code
    /// What is wrong, as one sentence without a full stop.
    public var message: String
    /// Where it was found.
    public var origin: Origin
    /// What the user can do about it.
    public var hint: String?

    /// Makes a fault; `origin` may be completed on the way up with ``located(in:)``.
    public init(_ code: Code, _ message: String, at origin: Origin = Origin(), hint: String? = nil) {
        self.code = code
        self.message = message
        self.origin = origin
        self.hint = hint
    }

    /// The same fault with the parts of its origin that were still unknown taken from `outer`.
    public func located(in outer: Origin) -> Fault {
        var fault = self
        fault.origin = origin.completed(by: outer)
        return fault
    }
}

extension Fault {
    /// The kinds of fault, by what the user can do about them.
    public enum Code: String, Sendable, CaseIterable, Codable {
        /// A file or folder does not exist.
        case fileNotFound = "file.not-found"
        /// A file cannot be opened or read.
        case fileUnreadable = "file.unreadable"
        /// A file cannot be written.
        case fileUnwritable = "file.unwritable"
        /// A file breaks its format (FITS, gzip, ECSV).
        case malformed = "file.malformed"
        /// A HDU that must be there is not.
        case missingHDU = "fits.missing-hdu"
        /// A column that must be there is not.
        case missingColumn = "table.missing-column"
        /// A column has another type or shape than expected.
        case badColumn = "table.bad-column"
        /// A header keyword that must be there is not.
        case missingKeyword = "fits.missing-keyword"
        /// A header keyword has no usable value.
        case badKeyword = "fits.bad-keyword"
        /// A unit cannot be understood, or is not the kind of unit needed.
        case badUnit = "unit.bad"
        /// YAML that does not parse.
        case yamlSyntax = "yaml.syntax"
        /// A key that is not known here.
        case unknownKey = "config.unknown-key"
        /// A key that must be there is not.
        case missingKey = "config.missing-key"
        /// A value of the wrong kind or out of its range.
        case badValue = "value.bad"
        /// Two inputs that do not fit together.
        case incompatible = "value.incompatible"
        /// Nothing left to work on.
        case noData = "data.none"
        /// A fit that cannot start or go on.
        case fit = "fit.failed"
        /// A feature that is not there.
        case unsupported = "unsupported"
        /// The user asked to stop.
        case cancelled = "cancelled"
    }
}

extension Fault: CustomStringConvertible {
    /// At most three lines: code and message, origin, hint.
    public var description: String {
        var text = "error[\(code.rawValue)]: \(message)"
        if !origin.isEmpty { text += "\n  --> \(origin)" }
        if let hint { text += "\n  hint: \(hint)" }
        return text
    }
}
