import GammaEstimators
import GammaPlots

extension EnergyDependenceFigure {
    /// The shape of a source in energy bands, beside the one that fits all of them.
    public init(_ morphology: EnergyDependentMorphology) {
        self.init(
            energyMin: morphology.bands.map(\.energyMin), energyMax: morphology.bands.map(\.energyMax),
            parameters: morphology.parameters.map {
                Parameter(
                    name: $0.name, unit: $0.unit.description, values: $0.values, errors: $0.errors, common: $0.common)
            }, title: morphology.source)
    }
}
