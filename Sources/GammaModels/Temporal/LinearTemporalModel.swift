import GammaCore

/// α + β (t − t_ref).
public struct LinearTemporalModel: StandardTemporalModel {
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
}
