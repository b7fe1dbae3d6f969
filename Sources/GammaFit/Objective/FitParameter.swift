/// A free parameter of a fit: its name, value and limits.
public struct FitParameter: Sendable, Equatable {
    /// A name that no other parameter of the fit has, such as `crab.spectral.index`.
    public var name: String
    /// The value: where a fit starts or, in a result, ended.
    public var value: Double
    /// The smallest value allowed; nil for none.
    public var minimum: Double?
    /// The largest value allowed; nil for none.
    public var maximum: Double?
    /// The error (1 σ); 0 while unknown, infinite where the data do not determine the parameter.
    public var error: Double
    /// The unit of the value, for printing only.
    public var unit: String

    /// Makes a parameter; limits that are not finite count as none.
    public init(
        name: String, value: Double, minimum: Double? = nil, maximum: Double? = nil, error: Double = 0,
        unit: String = ""
    ) {
        self.name = name
        self.value = value
        self.minimum = minimum.flatMap { $0 > -.infinity ? $0 : nil }
        self.maximum = maximum.flatMap { $0 < .infinity ? $0 : nil }
        self.error = error
        self.unit = unit
    }

    /// The smallest value allowed, −∞ without a limit.
    var lower: Double { minimum ?? -.infinity }
    /// The largest value allowed, +∞ without a limit.
    var upper: Double { maximum ?? .infinity }
    /// The nearest value within the limits.
    func clamped(_ value: Double) -> Double { min(max(value, lower), upper) }
}
