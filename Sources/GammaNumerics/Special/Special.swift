import Foundation

/// Special functions, to a few units in the last place unless said otherwise.
public enum Special {
    /// The error function.
    @inlinable public static func erf(_ x: Double) -> Double { Foundation.erf(x) }

    /// 1 − erf(x), without cancellation.
    @inlinable public static func erfc(_ x: Double) -> Double { Foundation.erfc(x) }

    /// ln |Γ(x)|.
    public static func logGamma(_ x: Double) -> Double { lgamma(x).0 }
}
