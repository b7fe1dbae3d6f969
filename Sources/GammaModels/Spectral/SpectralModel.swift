import GammaCore

/// A spectrum dN/dE, or a number that depends on energy (norm models).
///
/// Energies are in TeV, results in cm⁻² s⁻¹ TeV⁻¹ (norm models: no unit) and their integrals. Derivatives are taken
/// with respect to the value of each parameter in the parameter's own unit, one row a parameter in the order of
/// ``ParametricModel/parameters``, frozen ones included.
public protocol SpectralModel: YAMLModel {
    /// Whether the model multiplies others instead of being a flux.
    static var isNorm: Bool { get }
    /// Names of the parameters, made unique in models made of models: `model1.index`.
    var parameterPaths: [String] { get }
    /// dN/dE at each energy.
    func evaluate(_ energies: [Double]) -> [Double]
    /// dN/dE at each energy and its derivatives.
    func evaluateWithGradient(_ energies: [Double]) -> (values: [Double], gradient: [[Double]])
    /// ∫ dN/dE dE over each bin of the grid, cm⁻² s⁻¹.
    func integral(_ grid: EnergyGrid) -> [Double]
    /// The integrals and their derivatives.
    func integralWithGradient(_ grid: EnergyGrid) -> (values: [Double], gradient: [[Double]])
    /// ∫ E dN/dE dE over each bin of the grid, TeV cm⁻² s⁻¹.
    func energyFlux(_ grid: EnergyGrid) -> [Double]
    /// The energy fluxes and their derivatives.
    func energyFluxWithGradient(_ grid: EnergyGrid) -> (values: [Double], gradient: [[Double]])
    /// Energy in TeV at which the relative error of dN/dE is smallest; nil when there is none.
    /// - Parameter covariance: of the model's parameters in their own units.
    func pivotEnergy(covariance: Covariance) -> Double?
}

extension SpectralModel {
    /// False: a flux.
    public static var isNorm: Bool { false }

    /// The names of the parameters.
    public var parameterPaths: [String] { parameters.map(\.name) }

    /// ∫ dN/dE dE over each bin between consecutive edges in TeV, cm⁻² s⁻¹.
    ///
    /// Analytic where a formula exists, else the log-log trapezoid on 100 points a decade (numerics §9.1).
    public func integral(edges: [Double]) -> [Double] { integral(EnergyGrid(edges: edges)) }

    /// The integrals between consecutive edges in TeV and their derivatives.
    public func integralWithGradient(edges: [Double]) -> (values: [Double], gradient: [[Double]]) {
        integralWithGradient(EnergyGrid(edges: edges))
    }

    /// ∫ E dN/dE dE over each bin between consecutive edges in TeV, TeV cm⁻² s⁻¹.
    public func energyFlux(edges: [Double]) -> [Double] { energyFlux(EnergyGrid(edges: edges)) }

    /// The energy fluxes between consecutive edges in TeV and their derivatives.
    public func energyFluxWithGradient(edges: [Double]) -> (values: [Double], gradient: [[Double]]) {
        energyFluxWithGradient(EnergyGrid(edges: edges))
    }

    /// dN/dE at one energy in TeV.
    public func callAsFunction(_ energy: Double) -> Double { evaluate([energy]).first ?? .nan }

    /// ∫ dN/dE dE between two energies in TeV, cm⁻² s⁻¹.
    public func integral(from lower: Double, to upper: Double) -> Double {
        integral(edges: [lower, upper]).first ?? .nan
    }

    /// ∫ E dN/dE dE between two energies in TeV, TeV cm⁻² s⁻¹.
    public func energyFlux(from lower: Double, to upper: Double) -> Double {
        energyFlux(edges: [lower, upper]).first ?? .nan
    }

    /// The log-log trapezoid on the points of the grid.
    public func integral(_ grid: EnergyGrid) -> [Double] { grid.trapezoid(evaluate(grid.nodes), energyPower: 0) }

    /// The log-log trapezoid and its exact derivatives.
    public func integralWithGradient(_ grid: EnergyGrid) -> (values: [Double], gradient: [[Double]]) {
        let (values, gradient) = evaluateWithGradient(grid.nodes)
        return grid.trapezoid(values, gradient, energyPower: 0)
    }

    /// The log-log trapezoid of E dN/dE on the points of the grid.
    public func energyFlux(_ grid: EnergyGrid) -> [Double] { grid.trapezoid(evaluate(grid.nodes), energyPower: 1) }

    /// The log-log trapezoid of E dN/dE and its exact derivatives.
    public func energyFluxWithGradient(_ grid: EnergyGrid) -> (values: [Double], gradient: [[Double]]) {
        let (values, gradient) = evaluateWithGradient(grid.nodes)
        return grid.trapezoid(values, gradient, energyPower: 1)
    }
}
