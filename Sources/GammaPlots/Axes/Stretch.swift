import Foundation

/// How values are spread over an axis or a colour scale.
public enum Stretch: String, Sendable, CaseIterable {
    /// In proportion.
    case linear
    /// By the square root: shows faint structure beside a bright source.
    case sqrt
    /// By the logarithm.
    case log
    /// In proportion for small values of either sign, by the logarithm beyond a tenth of the largest
    /// (Lupton et al. 1999, AJ 118, 1406).
    case asinh

    /// The value on the stretched scale; NaN where it has no place.
    func forward(_ value: Double) -> Double {
        switch self {
        case .linear: value
        case .sqrt: value >= 0 ? value.squareRoot() : -(-value).squareRoot()
        case .log: value > 0 ? Foundation.log10(value) : .nan
        case .asinh: Foundation.asinh(value)
        }
    }

    /// The inverse of ``forward(_:)``.
    func backward(_ value: Double) -> Double {
        switch self {
        case .linear: value
        case .sqrt: value * abs(value)
        case .log: Foundation.pow(10, value)
        case .asinh: Foundation.sinh(value)
        }
    }
}
