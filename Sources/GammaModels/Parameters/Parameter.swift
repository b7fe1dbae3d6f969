import GammaCore

/// A number of a model with its unit, limits and error. Value, limits and error are in the parameter's own unit,
/// as in the model file.
public struct Parameter: Sendable {
    /// Name within its model, as Gammapy spells it: `index`, `amplitude`, `lon_0`.
    public var name: String
    /// Value in ``unit``.
    public var value: Double
    /// Unit of value, limits and error; change it with ``setUnit(_:)``.
    public private(set) var unit: Unit
    /// Lower limit in ``unit``; nil when there is none.
    public var minimum: Double?
    /// Upper limit in ``unit``; nil when there is none.
    public var maximum: Double?
    /// A frozen parameter is not fitted.
    public var isFrozen: Bool
    /// Standard deviation in ``unit``; 0 when unknown.
    public var error: Double
    /// Parameters with the same label share value, limits and error, and are fitted as one.
    public var link: String?
    /// Adds −2 ln pdf to the fit statistic.
    public var prior: (any Prior)?
    /// How a statistic profile of this parameter is taken.
    public var scan: ParameterScan
    /// Gammapy's scaling of the parameter in its own fit; kept for the round trip, not used here.
    public var scaling: ParameterScaling
    /// The unit in which models compute.
    let internalUnit: Unit
    /// Multiplies the value to give the internal value.
    public private(set) var internalFactor: Double

    /// Makes a parameter in the unit in which its model computes.
    /// - Parameter unit: must be made of TeV, cm, s, deg or sr.
    public init(
        _ name: String, _ value: Double, unit: Unit = .none, minimum: Double? = nil, maximum: Double? = nil,
        isFrozen: Bool = false, interpolation: ParameterScan.Interpolation = .linear
    ) {
        self.name = name
        self.value = value
        self.unit = unit
        self.minimum = minimum
        self.maximum = maximum
        self.isFrozen = isFrozen
        self.error = 0
        self.scan = ParameterScan(interpolation: interpolation)
        self.scaling = ParameterScaling()
        self.internalUnit = unit
        self.internalFactor = 1
    }

    /// The value in the unit in which models compute: TeV, cm, s, deg.
    @inlinable public var internalValue: Double { value * internalFactor }

    /// The value with its unit.
    public var quantity: Quantity { Quantity(value, unit) }

    /// Changes the unit; the numbers stay as they are.
    /// - Throws: ``Fault/Code/badUnit`` when the unit does not fit the parameter.
    public mutating func setUnit(_ newUnit: Unit) throws {
        do {
            internalFactor = try newUnit.factor(to: internalUnit)
        } catch {
            // Surface brightness: some templates carry the solid angle in their spectral amplitude.
            guard let perSteradian = try? Unit(parsing: "\(internalUnit) sr-1"),
                let factor = try? newUnit.factor(to: perSteradian)
            else {
                throw Fault(
                    .badUnit, "unit '\(newUnit)' does not fit parameter '\(name)'",
                    hint: internalUnit == .none
                        ? "it is a plain number" : "give it in '\(internalUnit)' or a multiple of it")
            }
            internalFactor = factor
        }
        unit = newUnit
    }

    /// Sets value and unit. Limits and error are converted to the new unit.
    /// - Throws: ``Fault/Code/badUnit`` when the unit does not fit the parameter.
    public mutating func set(_ quantity: Quantity) throws {
        let old = internalFactor
        try setUnit(quantity.unit)
        let ratio = old / internalFactor
        value = quantity.value
        if ratio != 1 {
            minimum = minimum.map { $0 * ratio }
            maximum = maximum.map { $0 * ratio }
            error *= ratio
        }
    }

    /// The limits a fit keeps: those of a uniform prior when there is one, else minimum and maximum.
    public var effectiveLimits: (minimum: Double?, maximum: Double?) {
        prior?.support ?? (minimum, maximum)
    }
}

extension Parameter: Equatable {
    /// Equal in everything that a model file holds.
    public static func == (a: Parameter, b: Parameter) -> Bool {
        a.name == b.name && a.value == b.value && a.unit == b.unit && a.minimum == b.minimum && a.maximum == b.maximum
            && a.isFrozen == b.isFrozen && a.error == b.error && a.link == b.link && a.scan == b.scan
            && a.scaling == b.scaling && samePrior(a.prior, b.prior)
    }

    private static func samePrior(_ a: (any Prior)?, _ b: (any Prior)?) -> Bool {
        guard let a, let b else { return a == nil && b == nil }
        return type(of: a).tags == type(of: b).tags && a.weight == b.weight && a.constants == b.constants
    }
}
