import GammaCore

/// An energy as a configuration gives it; the unit is kept so that it is written back as it was.
public struct ConfigEnergy: Sendable, Hashable {
    /// The number and its unit.
    public let quantity: Quantity
    /// The energy in TeV.
    public let TeV: Double

    /// Makes an energy.
    /// - Throws: ``Fault/Code/badUnit`` for anything that is no energy, ``Fault/Code/badValue`` unless positive and finite.
    public init(_ quantity: Quantity) throws {
        guard quantity.unit.isConvertible(to: .TeV) else {
            let found = quantity.unit == .none ? "it has no unit" : "'\(quantity.unit)' is no unit of energy"
            throw Fault(.badUnit, "an energy is needed here: \(found)", hint: "write for example '1 TeV' or '200 GeV'")
        }
        let TeV = try quantity.value(in: .TeV)
        guard TeV.isFinite, TeV > 0 else { throw Fault(.badValue, "an energy must be positive, not \(quantity)") }
        self.quantity = quantity
        self.TeV = TeV
    }

    private init(positiveTeV value: Double) {
        quantity = Quantity(value, .TeV)
        TeV = value
    }

    /// An energy in TeV.
    /// - Precondition: positive and finite.
    public static func TeV(_ value: Double) -> ConfigEnergy {
        precondition(value > 0 && value.isFinite, "a positive energy")
        return ConfigEnergy(positiveTeV: value)
    }
}
