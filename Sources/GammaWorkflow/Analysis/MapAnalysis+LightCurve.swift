import GammaCore
import GammaData
import GammaDatasets
import GammaEstimators
import GammaMakers
import GammaMaps
import GammaModels
import GammaProducts

extension MapAnalysis {
    /// Light curves of the runs, or of parts of them where its time intervals are shorter. Datasets of runs are used as they
    /// are; where there is only their stack, each run is reduced again in its turn.
    func lightCurves(_ result: DatasetsResult, models: Models) throws -> [LightCurve] {
        guard let first = result.maps.first else { return [] }
        let energies = first.energy.edges
        if try config.reducedDatasetsFile() != nil {
            let parts = try result.datasets.countsDatasets().map { try LightCurvePart($0) }
            return try lightCurves(parts, energies: energies, models: models)
        }
        let empty = try config.emptyMaps()
        var reduction = try MapReduction(config, empty.geometry)
        reduction.exclude(result.exclusion?.mask)
        let (target, notices) = (MapTarget(empty), execution.notices)
        let parts = try parts(of: result.selection) { [reduction] part in
            let dataset = try reduction.reduce(part, on: target, Execution(notices: notices)).dataset
            return dataset.flatMap { $0.maskSafe.contains(true) ? $0 : nil }
        }
        var models = models
        if config.datasets.stack {
            let groups = result.selection.groups
            for group in groups.isEmpty ? [RunGroup(name: first.name, ids: result.selection.reducedIDs)] : groups {
                let names = parts.map(\.name).filter { name in
                    // A part of a run is called ID-1 and so on.
                    group.ids.contains { name == $0 || name.hasPrefix($0 + "-") }
                }
                models.extend(group.name, to: names)
            }
        }
        return try lightCurves(parts, energies: energies, models: models)
    }
}

extension Models {
    /// Applies the models of one dataset to others, too: what was fitted to a stack holds for its runs.
    fileprivate mutating func extend(_ dataset: String, to others: [String]) {
        for index in components.indices {
            guard let names = components[index].datasetNames, components[index].contributes(to: dataset) else {
                continue
            }
            components[index].datasetNames = names + others
        }
    }
}
