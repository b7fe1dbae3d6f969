import GammaCore

/// A flux that does not change: the factor is 1.
public struct ConstantTemporalModel: StandardTemporalModel {
    /// Names in model files.
    public static let tags = ["ConstantTemporalModel", "const"]
    /// None.
    public var parameters: [Parameter] = []
    /// Kept for the round trip.
    public var scale = TimeScale.utc

    /// Makes the model.
    public init() {}

    /// 1.
    public func average(over intervals: [(start: Instant, stop: Instant)]) throws -> Double { 1 }
}
