import Foundation

/// The scale on which an axis is divided and values are interpolated.
public enum AxisScale: String, Sendable, Hashable, CaseIterable, Codable {
    /// The value itself.
    case linear = "lin"
    /// The natural logarithm; values below `tiny` count as `tiny` and come back as 0.
    case log
    /// The square root; negative values count as 0.
    case sqrt

    /// The smallest normal number of 32-bit floats: `tiny` for values that Gammapy keeps as float32.
    public static let tinyFloat = Double(Float.leastNormalMagnitude)

    /// From the value to the scale.
    @inlinable
    public func scaled(_ value: Double, tiny: Double = .leastNormalMagnitude) -> Double {
        switch self {
        case .linear: value
        case .log: Foundation.log(value < tiny ? tiny : value)
        case .sqrt: (value < 0 ? 0 : value).squareRoot()
        }
    }

    /// From the scale back to the value.
    @inlinable
    public func unscaled(_ scaled: Double, tiny: Double = .leastNormalMagnitude) -> Double {
        switch self {
        case .linear: return scaled
        case .log:
            let value = Foundation.exp(scaled)
            return abs(value - tiny) <= tiny ? 0 : value
        case .sqrt: return scaled * scaled
        }
    }

    /// From values to the scale, with the vector kernels.
    public func scaled(_ values: [Double], tiny: Double = .leastNormalMagnitude) -> [Double] {
        switch self {
        case .linear: return values
        case .log: return VectorMath.log(values.map { $0 < tiny ? tiny : $0 })
        case .sqrt: return values.map { scaled($0, tiny: tiny) }
        }
    }

    /// From the scale back to values, with the vector kernels.
    public func unscaled(_ values: [Double], tiny: Double = .leastNormalMagnitude) -> [Double] {
        switch self {
        case .linear: return values
        case .log:
            var result = VectorMath.exp(values)
            for i in result.indices where abs(result[i] - tiny) <= tiny { result[i] = 0 }
            return result
        case .sqrt: return values.map { $0 * $0 }
        }
    }
}
