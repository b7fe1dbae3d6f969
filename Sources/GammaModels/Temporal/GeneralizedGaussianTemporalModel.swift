import GammaCore

/// exp(−½ (|t − t_ref|/τ)^(1/η)) with τ of rise before and of decay after the reference time.
public struct GeneralizedGaussianTemporalModel: StandardTemporalModel, FormulaTemporalModel {
    /// Names in model files.
    public static let tags = ["GeneralizedGaussianTemporalModel", "gengauss"]
    /// `t_ref`, `t_rise`, `t_decay`, `eta`.
    public var parameters: [Parameter]
    /// The time scale of the reference time.
    public var scale: TimeScale

    /// Gammapy's default values.
    public init() { self.init(scale: .utc) }

    /// Makes the model; times in days, reference times in MJD.
    public init(
        reference: Double = 51544, rise: Double = 1, decay: Double = 1, eta: Double = 0.5, scale: TimeScale = .utc
    ) {
        self.scale = scale
        parameters = [
            .mjd("t_ref", reference, isFrozen: false),
            Parameter("t_rise", rise, unit: .d),
            Parameter("t_decay", decay, unit: .d),
            Parameter("eta", eta),
        ]
    }

    var kernel: GeneralizedGaussianPulse {
        GeneralizedGaussianPulse(
            rise: parameters[1].internalValue, decay: parameters[2].internalValue, eta: parameters[3].internalValue)
    }
}
