/// A colour in sRGB with opacity, all components from 0 to 1.
public struct Colour: Sendable, Hashable {
    /// Red, 0 to 1.
    public var red: Double
    /// Green, 0 to 1.
    public var green: Double
    /// Blue, 0 to 1.
    public var blue: Double
    /// Opacity, 0 to 1.
    public var alpha: Double

    /// Makes a colour; components are limited to 0…1.
    public init(red: Double, green: Double, blue: Double, alpha: Double = 1) {
        self.red = red.clamped01
        self.green = green.clamped01
        self.blue = blue.clamped01
        self.alpha = alpha.clamped01
    }

    /// Makes a colour from `0xRRGGBB`.
    public init(hex: UInt32, alpha: Double = 1) {
        self.init(
            red: Double(hex >> 16 & 255) / 255, green: Double(hex >> 8 & 255) / 255, blue: Double(hex & 255) / 255,
            alpha: alpha)
    }

    /// Makes a grey: 0 black, 1 white.
    public init(grey: Double, alpha: Double = 1) { self.init(red: grey, green: grey, blue: grey, alpha: alpha) }

    /// The same colour with another opacity.
    public func opacity(_ alpha: Double) -> Colour { Colour(red: red, green: green, blue: blue, alpha: alpha) }

    /// A mixture with another colour, of which `share` is taken.
    func mixed(with other: Colour, _ share: Double) -> Colour {
        func part(_ a: Double, _ b: Double) -> Double { a + (b - a) * share }
        return Colour(
            red: part(red, other.red), green: part(green, other.green), blue: part(blue, other.blue),
            alpha: part(alpha, other.alpha))
    }

    /// Black.
    public static let black = Colour(grey: 0)
    /// White.
    public static let white = Colour(grey: 1)

    /// `#rrggbb`, without the opacity.
    public var hexText: String {
        let digits = Array("0123456789abcdef")
        return [red, green, blue].reduce(into: "#") { text, part in
            let byte = Int((part * 255).rounded())
            text.append(digits[byte >> 4])
            text.append(digits[byte & 15])
        }
    }
}

extension Double {
    /// Limited to 0…1; NaN becomes 0.
    var clamped01: Double { self >= 1 ? 1 : (self > 0 ? self : 0) }
}
