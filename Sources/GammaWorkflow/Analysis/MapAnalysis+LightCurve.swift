import GammaCore
import GammaData
import GammaDatasets
import GammaEstimators
import GammaMakers
import GammaMaps
import GammaModels
import GammaProducts

extension MapAnalysis {
    /// The numbers of the selected runs, and what reads one of them.
    func selectedRuns() throws -> (ids: [String], read: @Sendable (String) throws -> Observation) {
        let (store, ids) = try selectedIDs()
        let (required, loading, notices) = (requiredResponses, loadedResponses, execution.notices)
        return (ids, { try store.observation($0, required: required, loading: loading, notices: notices) })
    }

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
        let target = MapTarget(empty)
        let (ids, read) = try selectedRuns()
        // The events are read again when it is a run's turn, so that only times are kept.
        let notices = execution.notices
        let observations = try parallelMap(ids, execution) { id in
            var run = try read(id)
            run.events = run.events.selecting(rows: [])
            run.responses = Responses()
            return run
        }
        let intervals = config.lightCurve.timeIntervals.intervals ?? []
        let parts = try self.parts(of: observations) { [reduction] part in
            let run = try read(part.id)
            let whole = part.name == part.id ? run : run.parts(in: intervals).first { $0.name == part.name }
            guard let whole else { return nil }
            let dataset = try reduction.reduce(whole, on: target, Execution(notices: notices)).dataset
            return dataset.flatMap { $0.maskSafe.contains(true) ? $0 : nil }
        }
        let stack = config.datasets.stack ? first.name : nil
        return try lightCurves(
            parts, energies: energies, models: models.extending(stack, to: parts.map(\.name)))
    }
}

extension Models {
    /// The models with those of one dataset applied to others, too: what was fitted to a stack holds for its runs.
    fileprivate func extending(_ dataset: String?, to others: [String]) -> Models {
        guard let dataset else { return self }
        var models = self
        for index in models.components.indices {
            guard let names = models.components[index].datasetNames, names.contains(dataset) else { continue }
            models.components[index].datasetNames = names + others
        }
        return models
    }
}
