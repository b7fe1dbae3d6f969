import GammaCore

/// A duration as a configuration gives it; the unit is kept so that it is written back as it was.
public struct ConfigDuration: Sendable, Hashable {
    /// The number and its unit.
    public let quantity: Quantity
    /// The duration in seconds.
    public let seconds: Double

    /// Makes a duration.
    /// - Throws: ``Fault/Code/badUnit`` for anything that is no time, ``Fault/Code/badValue`` when negative or not finite.
    public init(_ quantity: Quantity) throws {
        guard quantity.unit.isConvertible(to: .s) else {
            let found = quantity.unit == .none ? "it has no unit" : "'\(quantity.unit)' is no unit of time"
            throw Fault(.badUnit, "a duration is needed here: \(found)", hint: "write for example '1e-6 s'")
        }
        let seconds = try quantity.value(in: .s)
        guard seconds.isFinite, seconds >= 0 else {
            throw Fault(.badValue, "a duration must not be negative: \(quantity)")
        }
        self.quantity = quantity
        self.seconds = seconds
    }
}
