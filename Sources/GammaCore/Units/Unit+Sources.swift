extension Unit {
    /// Electronvolt.
    public static let eV = Unit(scale: 1e-12, dimension: .init(energy: 1), text: "eV")
    /// Parsec.
    public static let pc = Unit(scale: 3.0856775814913674e18, dimension: .init(length: 1), text: "pc")
    /// 1000 parsec.
    public static let kpc = Unit(scale: 3.0856775814913674e21, dimension: .init(length: 1), text: "kpc")
    /// Number density.
    public static let perCm3 = Unit(scale: 1, dimension: .init(length: -3), text: "cm-3")
    /// Energy density.
    public static let eVPerCm3 = Unit(scale: 1e-12, dimension: .init(energy: 1, length: -3), text: "eV cm-3")
    /// 10⁻⁶ gauss; Gaussian, so that the square of a magnetic field is an energy density.
    public static let microgauss = Unit(
        scale: 1e-6 * Unit.erg.scale.squareRoot(), dimension: .init(energy: 0.5, length: -1.5), text: "uG")
    /// Kelvin.
    public static let kelvin = Unit(scale: 1, dimension: .init(temperature: 1), text: "K")
}
