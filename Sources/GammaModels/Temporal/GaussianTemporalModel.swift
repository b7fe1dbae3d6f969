import Foundation
import GammaCore

/// exp(−(t − t_ref)²/2σ²).
public struct GaussianTemporalModel: StandardTemporalModel, FormulaTemporalModel {
    /// Names in model files.
    public static let tags = ["GaussianTemporalModel", "gauss"]
    /// `t_ref`, `sigma`.
    public var parameters: [Parameter]
    /// The time scale of the reference time.
    public var scale: TimeScale

    /// Gammapy's default values.
    public init() { self.init(scale: .utc) }

    /// Makes the model; times in days, reference times in MJD.
    public init(
        reference: Double = 51544, sigma: Double = 1, scale: TimeScale = .utc
    ) {
        self.scale = scale
        parameters = [
            .mjd("t_ref", reference, isFrozen: false),
            Parameter("sigma", sigma, unit: .d),
        ]
    }

    var kernel: Kernel { Kernel(sigma: parameters[1].internalValue) }

    /// The formula.
    struct Kernel: TemporalKernel {
        let sigma: Double

        func value(_ x: Double) -> Double { exp(-x * x / (2 * sigma * sigma)) }

        func value(_ x: Double, _ rows: GradientRows) -> Double {
            let value = value(x)
            let z = x / sigma
            rows[0] = value * z / sigma
            rows[1] = value * z * z / sigma
            return value
        }

        func integral(_ span: DaySpan) -> Double {
            guard span.width > abs(sigma) / 4 else {
                return ShortSpan.integrate(from: span.start, width: span.width, value)
            }
            let scale = sigma * 2.0.squareRoot()
            let (a, b) = (span.start / scale, span.stop / scale)
            // By the complementary function on one side of the peak, which keeps the tails.
            let difference =
                a > 0 && b > 0 ? erfc(a) - erfc(b) : a < 0 && b < 0 ? erfc(-b) - erfc(-a) : erf(b) - erf(a)
            return sigma * (Double.pi / 2).squareRoot() * difference
        }

        func integral(_ span: DaySpan, _ rows: GradientRows) -> Double {
            let integral = integral(span)
            let (first, last) = (value(span.start), value(span.stop))
            if span.width > abs(sigma) / 4 {
                rows[0] = first - last
                rows[1] = (integral - (span.stop * last - span.start * first)) / sigma
            } else {
                let square = sigma * sigma
                rows[0] = ShortSpan.integrate(from: span.start, width: span.width) { $0 / square * value($0) }
                rows[1] = ShortSpan.integrate(from: span.start, width: span.width) {
                    $0 * $0 / (square * sigma) * value($0)
                }
            }
            return integral
        }
    }
}
