import GammaCore
import GammaModels

/// A source as a dataset sees it: with what its responses are off by.
///
/// Its parameters are those of the source, spectral, spatial, temporal, and then those of the responses.
struct SeenSource: Sendable {
    var model: SkyModel
    var response: ResponseModel?

    /// The free parameter of each of its parameters; nil for frozen ones.
    static func free(_ free: FreeParameters, component: Int, response: Int?) -> [Int?] {
        free.index[component] + (response.map { free.index[$0] } ?? [])
    }

    /// All parameters.
    var parameters: [Parameter] {
        get { model.parameters + (response?.parameters ?? []) }
        set {
            let count = model.parameters.count
            model.parameters = Array(newValue.prefix(count))
            response?.parameters = Array(newValue.dropFirst(count))
        }
    }

    /// Positions of the parameters of the shape.
    var spatialRange: Range<Int> {
        let start = model.spectral.parameters.count
        return start..<start + (model.spatial?.parameters.count ?? 0)
    }

    /// Position of the width of the point-spread function, the last one; nil when that is as it is.
    var widthPosition: Int? { response.map { model.parameters.count + $0.parameters.count - 1 } }

    /// By what the point-spread function is wider than the response says.
    var psfScale: Double { response?.psfScale.value ?? 1 }

    /// ∫ dN/dE dE over each bin, cm⁻² s⁻¹.
    func integral(_ grid: EnergyGrid) -> [Double] {
        response?.integral(of: model.spectral, grid) ?? model.spectral.integral(grid)
    }

    /// The integrals with their derivatives by the parameters of the spectrum, then of the response.
    func integralWithGradient(_ grid: EnergyGrid) -> (values: [Double], gradient: [[Double]]) {
        response?.integralWithGradient(of: model.spectral, grid) ?? model.spectral.integralWithGradient(grid)
    }

    /// dN/dE, cm⁻² s⁻¹ TeV⁻¹.
    func evaluate(_ energies: [Double]) -> [Double] {
        response?.evaluate(model.spectral, energies) ?? model.spectral.evaluate(energies)
    }

    /// dN/dE with its derivatives, in the order of those of the integrals.
    func evaluateWithGradient(_ energies: [Double]) -> (values: [Double], gradient: [[Double]]) {
        response?.evaluateWithGradient(model.spectral, energies) ?? model.spectral.evaluateWithGradient(energies)
    }

    /// The position of the parameter that a row of a gradient of the flux belongs to: spectrum, time dependence when it has
    /// rows, response.
    func position(ofRow row: Int, withTemporal: Bool) -> Int {
        let spectral = model.spectral.parameters.count
        guard row >= spectral else { return row }
        return row + spatialRange.count + (withTemporal ? 0 : model.temporal?.parameters.count ?? 0)
    }
}

extension SeenSource {
    /// Nil when there is no source at that position.
    /// - Parameters:
    ///   - component: position of the source in the list of models.
    ///   - response: position of the model of the dataset's responses; nil when they are as they are.
    init?(_ models: Models, component: Int, response: Int?) {
        guard let model = models.components[component].skyModel else { return nil }
        self.init(model: model, response: response.flatMap { models.components[$0].responseModel })
    }
}

extension SeenSource {
    /// Whether the shape goes with what the responses are off by.
    /// - Throws: ``Fault/Code/unsupported`` for a shape that depends on energy beside an energy scale.
    func check() throws {
        guard let response, model.spatial?.isEnergyDependent == true,
            response.energyScale.value != 1 || !response.energyScale.isFrozen
        else { return }
        throw Fault(
            .unsupported,
            "the energy scale of '\(response.name)' cannot be applied to source '\(model.name)', whose shape depends on energy",
            hint: "freeze it at 1 for datasets that see this source")
    }
}
