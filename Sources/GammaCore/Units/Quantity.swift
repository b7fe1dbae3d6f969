/// A value with its unit, for the edges of the library: configuration, model files, public initialisers.
public struct Quantity: Sendable, Hashable, CustomStringConvertible {
    /// The number.
    public var value: Double
    /// Its unit.
    public var unit: Unit

    /// Makes a quantity.
    public init(_ value: Double, _ unit: Unit) {
        self.value = value
        self.unit = unit
    }

    /// Reads `0.2 TeV`, `1e-12 cm-2 s-1 TeV-1`, `83.63 deg`, plain numbers.
    /// - Throws: ``Fault/Code/badValue`` or ``Fault/Code/badUnit``.
    public init(parsing text: String) throws {
        let trimmed = text.drop { $0.isWhitespace }
        let number = trimmed.prefix { "+-.0123456789eE".contains($0) }
        // `1e` of `1eV` and the sign of a unit do not belong to the number.
        var end = number.endIndex
        while end > number.startIndex, Double(number[..<end]) == nil { end = number.index(before: end) }
        guard let value = Double(number[..<end]), value.isFinite else {
            throw Fault(.badValue, "'\(text)' is not a number with a unit", hint: "write for example '1 TeV'")
        }
        self.value = value
        self.unit = try Unit(parsing: String(trimmed[end...]))
    }

    /// The number in another unit.
    /// - Throws: ``Fault/Code/badUnit`` when the dimensions differ.
    public func value(in unit: Unit) throws -> Double { value * (try self.unit.factor(to: unit)) }

    /// `0.2 TeV`.
    public var description: String { unit == .none ? "\(value)" : "\(value) \(unit)" }
}
