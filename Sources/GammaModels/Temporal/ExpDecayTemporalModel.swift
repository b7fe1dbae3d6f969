import Foundation
import GammaCore

/// exp(−(t − t_ref)/t₀).
public struct ExpDecayTemporalModel: StandardTemporalModel, FormulaTemporalModel {
    /// Names in model files.
    public static let tags = ["ExpDecayTemporalModel", "exp-decay"]
    /// `t0`, `t_ref` (frozen).
    public var parameters: [Parameter]
    /// The time scale of the reference time.
    public var scale: TimeScale

    /// Gammapy's default values.
    public init() { self.init(scale: .utc) }

    /// Makes the model; times in days, reference times in MJD.
    public init(
        t0: Double = 1, reference: Double = 51544, scale: TimeScale = .utc
    ) {
        self.scale = scale
        parameters = [
            Parameter("t0", t0, unit: .d),
            .mjd("t_ref", reference),
        ]
    }

    var kernel: Kernel { Kernel(t0: parameters[0].internalValue) }

    /// The formula.
    struct Kernel: TemporalKernel {
        let t0: Double

        func value(_ x: Double) -> Double { exp(-x / t0) }

        func value(_ x: Double, _ rows: GradientRows) -> Double {
            let value = value(x)
            rows[0] = value * x / (t0 * t0)
            rows[1] = value / t0
            return value
        }

        /// t₀ (1 − e^{−Δ/t₀}) times the value at the start.
        func integral(_ span: DaySpan) -> Double { value(span.start) * span.width * Exponential.mean(-span.width / t0) }

        func integral(_ span: DaySpan, _ rows: GradientRows) -> Double {
            let u = -span.width / t0
            let start = value(span.start) * span.width
            let mean = Exponential.mean(u)
            rows[0] = start * (span.start * mean + span.width * Exponential.meanSlope(u)) / (t0 * t0)
            rows[1] = start * mean / t0
            return start * mean
        }
    }
}
