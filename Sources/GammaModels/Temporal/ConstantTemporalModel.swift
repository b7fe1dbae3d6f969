import GammaCore

/// A flux that does not change: the factor is 1.
public struct ConstantTemporalModel: StandardTemporalModel, FormulaTemporalModel {
    /// Names in model files.
    public static let tags = ["ConstantTemporalModel", "const"]
    /// None.
    public var parameters: [Parameter] = []
    /// Kept for the round trip.
    public var scale = TimeScale.utc

    /// Makes the model.
    public init() {}

    var kernel: Kernel { Kernel() }

    /// The formula.
    struct Kernel: TemporalKernel {
        func value(_ x: Double) -> Double { 1 }
        func value(_ x: Double, _ rows: GradientRows) -> Double { 1 }
        func integral(_ span: DaySpan) -> Double { span.width }
        func integral(_ span: DaySpan, _ rows: GradientRows) -> Double { span.width }
    }
}
