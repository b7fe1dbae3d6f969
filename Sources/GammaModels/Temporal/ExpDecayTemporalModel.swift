import GammaCore

/// exp(−(t − t_ref)/t₀).
public struct ExpDecayTemporalModel: StandardTemporalModel {
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
}
