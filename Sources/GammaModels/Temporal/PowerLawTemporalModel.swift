import Foundation
import GammaCore

/// ((t − t_ref)/t₀)^α.
public struct PowerLawTemporalModel: StandardTemporalModel, FormulaTemporalModel {
    /// Names in model files.
    public static let tags = ["PowerLawTemporalModel", "powerlaw"]
    /// `alpha`, `t_ref` (frozen), `t0` (frozen).
    public var parameters: [Parameter]
    /// The time scale of the reference time.
    public var scale: TimeScale

    /// Gammapy's default values.
    public init() { self.init(scale: .utc) }

    /// Makes the model; times in days, reference times in MJD.
    public init(
        alpha: Double = 1, reference: Double = 51544, t0: Double = 1, scale: TimeScale = .utc
    ) {
        self.scale = scale
        parameters = [
            Parameter("alpha", alpha),
            .mjd("t_ref", reference),
            Parameter("t0", t0, unit: .d, isFrozen: true),
        ]
    }

    var kernel: Kernel { Kernel(alpha: parameters[0].internalValue, t0: parameters[2].internalValue) }

    /// The formula.
    struct Kernel: TemporalKernel {
        let alpha: Double
        let t0: Double

        /// NaN before the reference time unless α is a whole number.
        func value(_ x: Double) -> Double { pow(x / t0, alpha) }

        func value(_ x: Double, _ rows: GradientRows) -> Double {
            let u = x / t0
            let value = pow(u, alpha)
            let slope = alpha * pow(u, alpha - 1) / t0
            rows[0] = value == 0 ? 0 : value * log(u)
            rows[1] = -slope
            rows[2] = -slope * u
            return value
        }

        func integral(_ span: DaySpan) -> Double { moments(span).value }

        func integral(_ span: DaySpan, _ rows: GradientRows) -> Double {
            let (value, slope) = moments(span)
            rows[0] = slope
            rows[1] = self.value(span.start) - self.value(span.stop)
            rows[2] = -alpha * value / t0
            return value
        }

        /// ∫f dx and its derivative with respect to α; what lies before the reference time is mirrored.
        private func moments(_ span: DaySpan) -> (value: Double, slope: Double) {
            let mirror = pow(-1, alpha)
            let scale = abs(t0)
            var (value, slope) = (0.0, 0.0)
            func add(_ from: Double, _ width: Double, isAfter: Bool) {
                let part = moments(from / scale, width / scale)
                let sign = isAfter == (t0 > 0) ? 1 : mirror
                value += sign * scale * part.value
                slope += sign == 1 && isAfter == (t0 > 0) ? scale * part.slope : .nan
            }
            if span.start >= 0 {
                add(span.start, span.width, isAfter: true)
            } else if span.stop <= 0 {
                add(-span.stop, span.width, isAfter: false)
            } else {
                add(0, -span.start, isAfter: false)
                add(0, span.stop, isAfter: true)
            }
            return (value, slope)
        }

        /// ∫ u^α du and ∫ u^α ln u du over an interval of u ≥ 0; regular through α = −1.
        private func moments(_ from: Double, _ width: Double) -> (value: Double, slope: Double) {
            let power = alpha + 1
            guard from > 0 else {
                guard power > 0 else { return (width > 0 ? .infinity : 0, .nan) }
                let value = pow(width, power) / power
                return (value, value == 0 ? 0 : value * (log(width) - 1 / power))
            }
            let lower = log(from)
            let length = log1p(width / from)
            let scale = exp(power * lower) * length
            let mean = Exponential.mean(power * length)
            return (scale * mean, scale * (lower * mean + length * Exponential.meanSlope(power * length)))
        }
    }
}
