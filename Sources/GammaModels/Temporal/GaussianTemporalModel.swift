import GammaCore

/// exp(−(t − t_ref)²/2σ²).
public struct GaussianTemporalModel: StandardTemporalModel {
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
}
