/// A parameter that was fitted together with a flux.
public struct NuisanceValue: Sendable, Hashable {
    /// Its unique name: `other.spectral.amplitude`.
    public var name: String
    /// Its value at the best fit, in its own unit.
    public var value: Double
    /// Its standard deviation.
    public var error: Double

    /// Makes a value.
    public init(name: String, value: Double, error: Double) {
        self.name = name
        self.value = value
        self.error = error
    }
}
