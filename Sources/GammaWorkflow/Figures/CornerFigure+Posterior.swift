import GammaDatasets
import GammaPlots

extension CornerFigure {
    /// The posterior of all free parameters, or of the named ones, with the best fit marked.
    /// - Parameter names: full names; nil: all, of more than a dozen the first twelve. Names that are not there are left out.
    public init(_ posterior: ModelsPosterior, parameters names: [String]? = nil, title: String = "") {
        let samples = posterior.samples
        let indices =
            names.map { $0.compactMap { samples.names.firstIndex(of: $0) } }
            ?? Array(samples.parameters.indices.prefix(12))
        self.init(
            indices.map { index in
                let parameter = samples.parameters[index]
                return Parameter(
                    name: parameter.name, unit: parameter.unit, draws: samples.values(of: index),
                    best: parameter.value, minimum: parameter.minimum, maximum: parameter.maximum)
            }, title: title)
    }
}
