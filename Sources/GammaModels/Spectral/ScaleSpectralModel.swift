import GammaCore

/// Another spectrum times a norm, which is its only parameter: what a flux point is.
public struct ScaleSpectralModel: SpectralModel {
    /// Names in model files.
    public static let tags = ["ScaleSpectralModel", "scale"]
    /// `norm`.
    public var parameters: [Parameter]
    /// The spectrum that is scaled; its own parameters stay as they are.
    public var model: any SpectralModel

    /// Makes the model.
    public init(_ model: any SpectralModel, norm: Double = 1) {
        self.model = model
        parameters = [.norm(norm)]
    }

    /// The factor.
    public var norm: Parameter {
        get { parameters[0] }
        set { parameters[0] = newValue }
    }

    /// dN/dE at each energy in TeV.
    public func evaluate(_ energies: [Double]) -> [Double] { scaled(model.evaluate(energies)) }

    /// dN/dE at each energy in TeV and its derivative.
    public func evaluateWithGradient(_ energies: [Double]) -> (values: [Double], gradient: [[Double]]) {
        withGradient(model.evaluate(energies))
    }

    /// The integrals of the inner spectrum, by formula where it has one, times the norm.
    public func integral(_ grid: EnergyGrid) -> [Double] { scaled(model.integral(grid)) }

    /// The integrals and their derivative.
    public func integralWithGradient(_ grid: EnergyGrid) -> (values: [Double], gradient: [[Double]]) {
        withGradient(model.integral(grid))
    }

    /// The energy fluxes of the inner spectrum times the norm.
    public func energyFlux(_ grid: EnergyGrid) -> [Double] { scaled(model.energyFlux(grid)) }

    /// The energy fluxes and their derivative.
    public func energyFluxWithGradient(_ grid: EnergyGrid) -> (values: [Double], gradient: [[Double]]) {
        withGradient(model.energyFlux(grid))
    }

    private func scaled(_ values: [Double]) -> [Double] {
        let norm = parameters[0].internalValue
        return values.map { norm * $0 }
    }

    private func withGradient(_ values: [Double]) -> (values: [Double], gradient: [[Double]]) {
        let factor = parameters[0].internalFactor
        return (scaled(values), [factor == 1 ? values : values.map { $0 * factor }])
    }
}
