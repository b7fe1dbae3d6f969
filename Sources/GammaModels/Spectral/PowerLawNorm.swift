import GammaCore

/// Power-law norm N (E/E₀)^−tilt, without unit: multiplies a background or another model.
public struct PowerLawNorm: IntegrableSpectralModel {
    /// Names in model files.
    public static let tags = ["PowerLawNormSpectralModel", "pl-norm"]
    /// True: a factor.
    public static let isNorm = true
    /// `tilt` (frozen), `norm` N, `reference` E₀ (frozen).
    public var parameters: [Parameter]

    /// Norm 1 without tilt.
    public init() { self.init(norm: 1) }

    /// Makes the model; reference in TeV.
    public init(norm: Double, tilt: Double = 0, reference: Double = 1) {
        parameters = [Parameter("tilt", tilt, isFrozen: true), .norm(norm), .reference(reference)]
    }

    /// The exponent.
    public var tilt: Parameter {
        get { parameters[0] }
        set { parameters[0] = newValue }
    }
    /// The factor at the reference energy.
    public var norm: Parameter {
        get { parameters[1] }
        set { parameters[1] = newValue }
    }
    /// The reference energy E₀.
    public var reference: Parameter {
        get { parameters[2] }
        set { parameters[2] = newValue }
    }

    var kernel: PowerLawKernel { PowerLawKernel(parameters) }

    /// E₀ exp(cov(N, tilt)/(N σ_tilt²)), formula 1 of arXiv:0910.4881.
    public func pivotEnergy(covariance: Covariance) -> Double? { kernel.pivotEnergy(covariance, parameters) }
}
