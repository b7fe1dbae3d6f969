import Foundation

/// A physical unit: a scale and integer or rational powers of the base dimensions used in the field.
///
/// Units are parsed once at the edge (file, configuration, public initialiser) and written once at the edge; inside,
/// plain `Double` in fixed units is used: TeV, cm, s, deg, sr.
public struct Unit: Sendable, Hashable {
    /// Powers of energy, length, time, angle.
    struct Dimension: Sendable, Hashable {
        var energy = 0.0
        var length = 0.0
        var time = 0.0
        var angle = 0.0
        var temperature = 0.0
    }

    /// Size in TeV, cm, s, deg, K.
    let scale: Double
    let dimension: Dimension
    /// The canonical text, FITS style: `cm-2 s-1 TeV-1`.
    let text: String

    init(scale: Double, dimension: Dimension, text: String) {
        self.scale = scale
        self.dimension = dimension
        self.text = text
    }

    /// Units of one size and dimension are equal however they are written.
    public static func == (a: Unit, b: Unit) -> Bool {
        a.dimension == b.dimension && abs(a.scale - b.scale) <= 1e-12 * abs(a.scale)
    }

    /// Hashes the dimension.
    public func hash(into hasher: inout Hasher) { hasher.combine(dimension) }

    /// Whether a value in this unit can be given in `other`.
    public func isConvertible(to other: Unit) -> Bool { dimension == other.dimension }

    /// The number by which a value in this unit is multiplied to be in `other`.
    /// - Throws: ``Fault/Code/badUnit`` when the dimensions differ.
    public func factor(to other: Unit) throws -> Double {
        guard isConvertible(to: other) else {
            throw Fault(.badUnit, "'\(text)' cannot be converted to '\(other.text)'")
        }
        return scale / other.scale
    }
}

extension Unit: CustomStringConvertible {
    /// FITS style: `cm-2 s-1 TeV-1`; empty for a plain number.
    public var description: String { text }
}

extension Unit {
    /// A plain number.
    public static let none = Unit(scale: 1, dimension: .init(), text: "")
    /// 10¹² electronvolt, the energy unit inside GammaKit.
    public static let TeV = Unit(scale: 1, dimension: .init(energy: 1), text: "TeV")
    /// 10⁹ electronvolt.
    public static let GeV = Unit(scale: 1e-3, dimension: .init(energy: 1), text: "GeV")
    /// 10⁶ electronvolt.
    public static let MeV = Unit(scale: 1e-6, dimension: .init(energy: 1), text: "MeV")
    /// 10³ electronvolt.
    public static let keV = Unit(scale: 1e-9, dimension: .init(energy: 1), text: "keV")
    /// ergs in one TeV; 1 eV = 1.602176634e-12 erg exactly (SI 2019).
    public static let ergPerTeV = 1.602176634
    /// 10⁻⁷ joule.
    public static let erg = Unit(scale: 1 / ergPerTeV, dimension: .init(energy: 1), text: "erg")
    /// Centimetre.
    public static let cm = Unit(scale: 1, dimension: .init(length: 1), text: "cm")
    /// Metre.
    public static let m = Unit(scale: 100, dimension: .init(length: 1), text: "m")
    /// Square centimetre.
    public static let cm2 = Unit(scale: 1, dimension: .init(length: 2), text: "cm2")
    /// Square metre.
    public static let m2 = Unit(scale: 1e4, dimension: .init(length: 2), text: "m2")
    /// Second.
    public static let s = Unit(scale: 1, dimension: .init(time: 1), text: "s")
    /// Day of 86400 s.
    public static let d = Unit(scale: 86400, dimension: .init(time: 1), text: "d")
    /// Degree.
    public static let deg = Unit(scale: 1, dimension: .init(angle: 1), text: "deg")
    /// Radian.
    public static let rad = Unit(scale: 180 / Double.pi, dimension: .init(angle: 1), text: "rad")
    /// Steradian.
    public static let sr = Unit(scale: pow(180 / Double.pi, 2), dimension: .init(angle: 2), text: "sr")
    /// Exposure as Gammapy writes it.
    public static let m2s = Unit(scale: 1e4, dimension: .init(length: 2, time: 1), text: "m2 s")
    /// Exposure inside GammaKit.
    public static let cm2s = Unit(scale: 1, dimension: .init(length: 2, time: 1), text: "cm2 s")
    /// Differential flux, dN/dE.
    public static let differentialFlux = Unit(
        scale: 1, dimension: .init(energy: -1, length: -2, time: -1), text: "TeV-1 s-1 cm-2")
    /// Integral flux.
    public static let flux = Unit(scale: 1, dimension: .init(length: -2, time: -1), text: "s-1 cm-2")
    /// Energy flux.
    public static let energyFlux = Unit(
        scale: 1, dimension: .init(energy: 1, length: -2, time: -1), text: "TeV s-1 cm-2")
}
