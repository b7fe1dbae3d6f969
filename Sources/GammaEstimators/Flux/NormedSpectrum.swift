import GammaCore
import GammaIO
import GammaModels

/// A spectrum whose first parameter is its flux in one range of energy, as a factor on a reference flux; the parameters of
/// the inner spectrum, which come after it, change the shape only.
///
/// f(E; norm, θ) = norm · F₀ · s(E; θ) / ∫ s(E; θ) dE, so that error, limit and profile of the norm are those of the flux.
struct NormedSpectrum: SpectralModel {
    static let tags = ["NormedSpectrum"]
    private var norm: Parameter
    private var shape: any SpectralModel
    private let range: EnergyGrid
    /// Flux in the range at norm 1, cm⁻² s⁻¹.
    private let flux: Double

    /// - Parameters:
    ///   - shape: the spectrum, which at norm 1 and its parameters as they are is left as it is.
    ///   - energyMin: with `energyMax` the range of energy, TeV.
    init(_ shape: any SpectralModel, norm: Double, energyMin: Double, energyMax: Double) {
        self.shape = shape
        self.norm = Parameter("norm", norm)
        range = EnergyGrid(edges: [energyMin, energyMax])
        flux = shape.integral(range)[0]
    }

    init(yaml node: YAMLNode, reading: ModelReading) throws {
        throw Fault(.unsupported, "a spectrum that is normalised in a range of energy is not read from files")
    }

    func yamlPairs(_ writing: ModelWriting) -> [(String, YAMLNode)] {
        writing.standardPairs(self, defaults: parameters)
    }

    var parameters: [Parameter] {
        get { [norm] + shape.parameters }
        set {
            norm = newValue[0]
            shape.parameters = Array(newValue.dropFirst())
        }
    }

    var parameterPaths: [String] { ["norm"] + shape.parameterPaths }

    func evaluate(_ energies: [Double]) -> [Double] { scaled(shape.evaluate(energies)) }

    func evaluateWithGradient(_ energies: [Double]) -> (values: [Double], gradient: [[Double]]) {
        scaled(shape.evaluateWithGradient(energies))
    }

    func integral(_ grid: EnergyGrid) -> [Double] { scaled(shape.integral(grid)) }

    func integralWithGradient(_ grid: EnergyGrid) -> (values: [Double], gradient: [[Double]]) {
        scaled(shape.integralWithGradient(grid))
    }

    func energyFlux(_ grid: EnergyGrid) -> [Double] { scaled(shape.energyFlux(grid)) }

    func energyFluxWithGradient(_ grid: EnergyGrid) -> (values: [Double], gradient: [[Double]]) {
        scaled(shape.energyFluxWithGradient(grid))
    }

    private func scaled(_ values: [Double]) -> [Double] {
        let factor = norm.value * flux / shape.integral(range)[0]
        return values.map { factor * $0 }
    }

    private func scaled(
        _ inner: (values: [Double], gradient: [[Double]])
    ) -> (values: [Double], gradient: [[Double]]) {
        let (total, slopes) = shape.integralWithGradient(range)
        let unit = flux / total[0]
        let factor = norm.value * unit
        let rows = zip(inner.gradient, slopes).map { row, slope in
            zip(row, inner.values).map { factor * ($0 - $1 * slope[0] / total[0]) }
        }
        return (inner.values.map { factor * $0 }, [inner.values.map { unit * $0 }] + rows)
    }
}
