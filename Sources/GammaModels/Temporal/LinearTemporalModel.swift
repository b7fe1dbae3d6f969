import GammaCore

/// α + β (t − t_ref).
public struct LinearTemporalModel: StandardTemporalModel, FormulaTemporalModel {
    /// Names in model files.
    public static let tags = ["LinearTemporalModel", "linear"]
    /// `alpha`, `beta` a day, `t_ref` (frozen).
    public var parameters: [Parameter]
    /// The time scale of the reference time.
    public var scale: TimeScale

    /// Gammapy's default values.
    public init() { self.init(scale: .utc) }

    /// Makes the model; times in days, reference times in MJD.
    public init(
        alpha: Double = 1, beta: Double = 0, reference: Double = 51544, scale: TimeScale = .utc
    ) {
        self.scale = scale
        parameters = [
            Parameter("alpha", alpha),
            Parameter("beta", beta, unit: .perDay),
            .mjd("t_ref", reference),
        ]
    }

    var kernel: Kernel { Kernel(alpha: parameters[0].internalValue, beta: parameters[1].internalValue) }

    /// The formula.
    struct Kernel: TemporalKernel {
        let alpha: Double
        /// A day.
        let beta: Double

        func value(_ x: Double) -> Double { alpha + beta * x }

        func value(_ x: Double, _ rows: GradientRows) -> Double {
            rows[0] = 1
            rows[1] = x
            rows[2] = -beta
            return value(x)
        }

        func integral(_ span: DaySpan) -> Double { span.width * value(span.start + span.width / 2) }

        func integral(_ span: DaySpan, _ rows: GradientRows) -> Double {
            rows[0] = span.width
            rows[1] = span.width * (span.start + span.width / 2)
            rows[2] = -beta * span.width
            return integral(span)
        }
    }
}
