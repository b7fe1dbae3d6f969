import GammaCore

/// 1 + A sin ω(t − t_ref).
public struct SineTemporalModel: StandardTemporalModel {
    /// Names in model files.
    public static let tags = ["SineTemporalModel", "sinus"]
    /// `amp`, `omega` in rad a day, `t_ref`.
    public var parameters: [Parameter]
    /// The time scale of the reference time.
    public var scale: TimeScale

    /// Gammapy's default values.
    public init() { self.init(scale: .utc) }

    /// Makes the model; times in days, reference times in MJD.
    public init(
        amplitude: Double = 1, omega: Double = 1, reference: Double = 51544, scale: TimeScale = .utc
    ) {
        self.scale = scale
        parameters = [
            Parameter("amp", amplitude),
            Parameter("omega", omega, unit: .radPerDay),
            .mjd("t_ref", reference, isFrozen: false),
        ]
    }
}
