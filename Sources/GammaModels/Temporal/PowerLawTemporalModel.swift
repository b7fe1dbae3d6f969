import GammaCore

/// ((t − t_ref)/t₀)^α.
public struct PowerLawTemporalModel: StandardTemporalModel {
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
}
