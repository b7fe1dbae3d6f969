extension Unit {
    /// One over TeV, of cut-off parameters.
    public static let perTeV = Unit(scale: 1, dimension: .init(energy: -1), text: "TeV-1")
    /// One over a steradian, of shapes on the sky.
    public static let perSr = Unit(scale: 1 / Unit.sr.scale, dimension: .init(angle: -2), text: "sr-1")
    /// One over a day.
    public static let perDay = Unit(scale: 1 / 86400, dimension: .init(time: -1), text: "d-1")
    /// Angular frequency.
    public static let radPerDay = Unit(
        scale: Unit.rad.scale / 86400, dimension: .init(time: -1, angle: 1), text: "rad d-1")

    /// s⁻ⁿ, of frequencies (n = 1) and their derivatives.
    public static func perSecond(power: Int) -> Unit {
        Unit(scale: 1, dimension: .init(time: -Double(power)), text: "s-\(power)")
    }
}
