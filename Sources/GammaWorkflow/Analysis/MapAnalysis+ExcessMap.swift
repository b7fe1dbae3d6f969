import GammaCore
import GammaDatasets
import GammaEstimators
import GammaModels
import GammaProducts

extension MapAnalysis {
    /// The excess map as the section `excess_map` asks for, above the background and what the models predict; nil, with a
    /// notice, unless there is one dataset.
    public func excessMap(_ datasets: [MapDataset], models: Models?) throws -> FluxMaps? {
        guard datasets.count == 1 else {
            execution.notices.add(
                "excess_map is left out: it needs one dataset with maps, not \(datasets.count) (use stack: true)",
                at: config.origin(of: "excess_map"))
            return nil
        }
        let section = config.excessMap
        let estimator = ExcessMapEstimator(
            correlationRadius: section.correlationRadius.degrees, energyEdges: section.energyEdges.edges,
            options: ExcessMapOptions(section.parameters))
        let maps = try estimator.run(datasets[0], models: models ?? Models(), execution: execution)
        log.add(execution.notices)
        log.add(.info, "excess map: \(maps.energy.binCount) energy bins")
        return maps
    }
}

extension ExcessMapOptions {
    /// The options that a configuration asks for; what it leaves out keeps its default.
    init(_ parameters: ExcessMapConfig.Parameters) {
        self.init(correlatesOff: parameters.correlateOff ?? true)
        nSigma = parameters.nSigma ?? nSigma
        nSigmaUL = parameters.nSigmaUL ?? nSigmaUL
        nSigmaSensitivity = parameters.nSigmaSensitivity ?? nSigmaSensitivity
        if parameters.applyThresholdSensitivity ?? false {
            sensitivityThreshold = (
                parameters.gammaMinSensitivity ?? 10, parameters.bkgSystFractionSensitivity ?? 0.05
            )
        }
        selection = Set(
            Selection.allCases.filter { wanted in
                OptionalQuantities.Name(rawValue: wanted.rawValue).map {
                    parameters.selectionOptional?.contains($0) ?? false
                } ?? false
            })
    }
}
