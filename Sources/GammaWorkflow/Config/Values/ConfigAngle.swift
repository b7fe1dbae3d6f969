import Foundation
import GammaCore

/// An angle as a configuration gives it; the unit is kept so that it is written back as it was.
public struct ConfigAngle: Sendable, Hashable {
    /// The number and its unit.
    public let quantity: Quantity
    /// The angle in degrees.
    public let degrees: Double

    /// Makes an angle.
    /// - Throws: ``Fault/Code/badUnit`` for anything that is no angle, ``Fault/Code/badValue`` unless finite.
    public init(_ quantity: Quantity) throws {
        guard quantity.unit.isConvertible(to: .deg) else {
            let found = quantity.unit == .none ? "it has no unit" : "'\(quantity.unit)' is no unit of angle"
            throw Fault(
                .badUnit, "an angle is needed here: \(found)", hint: "write for example '0.5 deg' or '5h34m32s'")
        }
        let degrees = try quantity.value(in: .deg)
        guard degrees.isFinite else { throw Fault(.badValue, "an angle must be finite, not \(quantity)") }
        self.quantity = quantity
        self.degrees = degrees
    }

    /// Reads `0.5 deg`, `30 arcmin`, `5h`, `5h34m31.9s`, `-22d00m52s`.
    /// - Throws: ``Fault/Code/badUnit``, ``Fault/Code/badValue``.
    public init(parsing text: String) throws {
        if let sexagesimal = Self.sexagesimal(text) {
            try self.init(sexagesimal)
        } else {
            try self.init(Quantity(parsing: text))
        }
    }

    /// `0.5 deg`; hours as `5.5h`, because astropy writes `5.5 hourangle` but does not read it.
    public var text: String { quantity.unit == Self.hourAngle ? "\(quantity.value)h" : quantity.description }

    private init(finiteDegrees value: Double) {
        quantity = Quantity(value, .deg)
        degrees = value
    }

    /// An angle in degrees.
    /// - Precondition: finite.
    public static func degrees(_ value: Double) -> ConfigAngle {
        precondition(value.isFinite, "a finite angle")
        return ConfigAngle(finiteDegrees: value)
    }

    /// `[+-]D(h|d)[M m[S s]]`: hours, or degrees, with minutes and seconds below 60; nil for any other text.
    private static func sexagesimal(_ text: String) -> Quantity? {
        var rest = text.trimmingCharacters(in: .whitespaces).lowercased()[...]
        let sign: Double = rest.hasPrefix("-") ? -1 : 1
        if rest.hasPrefix("-") || rest.hasPrefix("+") { rest = rest.dropFirst() }
        func number(before mark: Character) -> Double? {
            guard let end = rest.firstIndex(of: mark),
                let value = Double(rest[..<end].trimmingCharacters(in: .whitespaces)),
                value >= 0
            else { return nil }
            rest = rest[rest.index(after: end)...].drop { $0 == " " }
            return value
        }
        let isHours = rest.contains("h")
        guard let whole = number(before: isHours ? "h" : "d") else { return nil }
        guard rest.isEmpty || rest.hasSuffix("m") || rest.hasSuffix("s") else { return nil }
        let minutes = rest.isEmpty ? 0 : number(before: "m")
        let seconds = rest.isEmpty ? 0 : number(before: "s")
        guard let minutes, let seconds, rest.isEmpty, minutes < 60, seconds < 60 else { return nil }
        return Quantity(sign * (whole + minutes / 60 + seconds / 3600), isHours ? hourAngle : .deg)
    }

    private static let hourAngle = (try? Unit(parsing: "hourangle")) ?? .deg
}
