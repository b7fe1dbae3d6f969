import GammaModels

/// A spectrum that a ``SourceFinder`` tries for a source, by its short name in model files.
public enum SourceSpectrum: String, Sendable, CaseIterable {
    case powerLaw = "pl"
    /// Curved downwards: β is not negative.
    case logParabola = "lp"
    /// With an exponential cut-off.
    case expCutoff = "ecpl"

    /// Its free parameters.
    var parameters: Int { self == .powerLaw ? 2 : 3 }

    /// What a model is; nil for other ones.
    init?(_ model: any SpectralModel) {
        guard let known = Self.allCases.first(where: { type(of: model).tags.contains($0.rawValue) }) else { return nil }
        self = known
    }

    /// A spectrum of this kind to start a fit with that resembles another one.
    func model(like other: any SpectralModel) -> any SpectralModel {
        func value(_ names: [String]) -> Double? {
            names.lazy.compactMap { name in other.parameters.first { $0.name == name }?.internalValue }.first
        }
        return model(
            index: value(["index", "alpha"]) ?? 2, amplitude: value(["amplitude"]) ?? 1e-13,
            reference: value(["reference"]) ?? 1)
    }

    private func model(index: Double, amplitude: Double, reference: Double) -> any SpectralModel {
        var model: any SpectralModel =
            switch self {
            case .powerLaw: PowerLaw(index: index, amplitude: amplitude, reference: reference)
            case .logParabola:
                LogParabola(amplitude: amplitude, reference: reference, alpha: index, beta: Self.curvature)
            case .expCutoff:
                ExpCutoffPowerLaw(index: index, amplitude: amplitude, reference: reference, lambda: Self.inverseCutoff)
            }
        model.parameters = model.parameters.map(limited)
        return model
    }

    /// What is not frozen within limits that a fit never leaves.
    private func limited(_ parameter: Parameter) -> Parameter {
        guard !parameter.isFrozen else { return parameter }
        var parameter = parameter
        parameter.minimum = 0
        if ["index", "alpha"].contains(parameter.name) { parameter.maximum = 6 }
        return parameter
    }

    /// β that a log parabola starts with.
    private static let curvature = 0.05
    /// λ that a cut-off starts with, TeV⁻¹.
    private static let inverseCutoff = 0.02
}
