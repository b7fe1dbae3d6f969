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
        // Gammapy 2.1 documents one map a bin as its default but makes one of all bins: here false asks for the former.
        let isSummed = section.parameters.sumOverEnergyGroups ?? true
        let estimator = ExcessMapEstimator(
            correlationRadius: section.correlationRadius.degrees,
            energyEdges: section.energyEdges.edges ?? (isSummed ? nil : datasets[0].energy.edges),
            options: ExcessMapOptions(section.parameters))
        let maps = try estimator.run(
            datasets[0], models: background(models, section.subtractSources, keyPath: "excess_map"),
            execution: execution)
        log.add(execution.notices)
        log.add(.info, "excess map: \(maps.energy.binCount) energy bins")
        return maps
    }
}
