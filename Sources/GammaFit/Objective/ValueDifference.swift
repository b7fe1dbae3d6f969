import Foundation

/// First and second derivative of a function in one parameter, from its values at a step that fits the curvature.
struct ValueDifference {
    /// First derivative; NaN when no finite neighbour was found.
    private(set) var slope = Double.nan
    /// Second derivative; NaN when no finite neighbours were found.
    private(set) var curvature = Double.nan

    private let parameter: FitParameter
    private let x: Double
    private let value: Double
    private var step: Double
    private let smallest: Double

    /// Differences about `x`, where the function has the given value.
    init(parameter: FitParameter, at x: Double, value: Double) {
        self.parameter = parameter
        self.x = x
        self.value = value
        smallest = max(abs(x) * 1e-11, .leastNormalMagnitude * 1e20)
        let width = parameter.upper - parameter.lower
        if parameter.error > 0, parameter.error.isFinite {
            step = parameter.error * 0.05
        } else if x != 0 {
            step = abs(x) * 1e-3
        } else {
            step = width.isFinite && width > 0 ? width * 1e-3 : 1e-3
        }
        if width > 0 { step = min(step, width / 4) }
        step = max(step, smallest)
    }

    /// Tries steps until the curvature's change of the value over one is well above rounding and well below one unit.
    mutating func refine(_ function: (Double) -> Double) {
        let noise = 4e-16 * max(abs(value), 1e-3)
        // The change ½ f″ h² aimed at: that of 0.01 σ, or more where rounding asks for it.
        let target = max(1e-4, pow(noise, 2.0 / 3))
        for _ in 0..<12 {
            let (low, high) = neighbours
            guard high > low, low >= parameter.lower, high <= parameter.upper else {
                slope = 0
                curvature = 0
                return
            }
            let below = function(low), above = function(high)
            guard below.isFinite, above.isFinite else {
                if step <= smallest { return }
                step = max(step * 0.1, smallest)
                continue
            }
            let a = low - x, b = high - x
            let slopeBelow = a == 0 ? 0 : (below - value) / a, slopeAbove = b == 0 ? 0 : (above - value) / b
            // The parabola through the three points, which may all lie on one side of x.
            curvature = 2 * (slopeAbove - slopeBelow) / (b - a)
            slope = slopeBelow - curvature / 2 * a
            let change = 0.5 * abs(curvature) * step * step
            let linear = abs(slope) * step
            let wanted: Double
            if change > 16 * target {
                wanted = max(step * max((target / change).squareRoot(), 1e-3), smallest)
            } else if change < target / 16, linear < 1e-2 {
                wanted = min(step * min((target / max(change, target * 1e-6)).squareRoot(), 1e3), largest)
            } else {
                return
            }
            if abs(wanted / step - 1) < 0.5 { return }
            step = wanted
        }
    }

    /// The largest step that makes sense between the limits.
    private var largest: Double {
        let width = parameter.upper - parameter.lower
        return width.isFinite && width > 0 ? width / 4 : max(abs(x), 1) * 1e3
    }

    /// Points on both sides, or two on one side of a limit.
    private var neighbours: (Double, Double) {
        var low = x - step, high = x + step
        if low < parameter.lower {
            low = x - parameter.lower >= step / 2 ? parameter.lower : x + step / 2
        }
        if high > parameter.upper {
            high = parameter.upper - x >= step / 2 ? parameter.upper : x - step / 2
            if high < low { (low, high) = (x - step, high) }
        }
        return (min(low, high), max(low, high))
    }
}
