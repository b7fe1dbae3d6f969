import GammaCore
import GammaDatasets
import GammaMaps
import GammaModels
import GammaProducts

/// One run of a ``SourceFinder``: the models as they grow.
struct BlindSearch {
    let finder: SourceFinder
    let datasets: [MapDataset]
    let execution: Execution
    /// For fits and maps within a step: no progress of their own.
    let quiet: Execution
    var models: Models
    /// Names of the sources added.
    var added: [String] = []
    /// By how much a Gaussian goes better than a point source, by name.
    var tsExtent: [String: Double] = [:]
    /// TS of the sources, their neighbours fitted without them.
    var ts: [String: Double] = [:]
    private var rejected: [SkyDirection] = []
    private var rounds: [SearchRound] = []

    init(_ finder: SourceFinder, _ datasets: [MapDataset], _ models: Models, _ execution: Execution) throws {
        guard !datasets.isEmpty else { throw Fault(.noData, "there is no dataset to search for sources") }
        self.finder = finder
        self.datasets = datasets
        self.execution = execution
        quiet = Execution(threads: execution.threads, notices: execution.notices)
        self.models = models
        for dataset in datasets where finder.fitsBackground && !hasBackground(dataset.name) {
            self.models.components.append(.background(FoVBackgroundModel(dataset: dataset.name)))
        }
    }

    private func hasBackground(_ dataset: String) -> Bool {
        models.contributing(to: dataset).contains { $0.component.skyModel == nil }
    }

    mutating func run() throws -> SourceSearchResult {
        try fitFluxes()
        let first = try maps()
        var left = first
        while rounds.count < finder.maximumRounds {
            let candidates = try left.leading(without: rejected)
            guard !candidates.isEmpty else { break }
            try round(candidates)
            left = try maps()
        }
        if try !left.candidates(without: rejected).isEmpty {
            execution.notices.add("the search ended after \(rounds.count) rounds with peaks above the threshold left")
        }
        let fit = try review()
        return SourceSearchResult(
            models: models, sources: try sourceList(first), rounds: rounds, fit: fit, before: first.maps[0],
            after: try last().maps[0])
    }

    /// Fits what is free of fluxes and backgrounds in all of the maps.
    /// - Returns: the statistic.
    @discardableResult
    private mutating func fitFluxes() throws -> Double {
        var held = models
        for (index, component) in models.components.enumerated() where component.skyModel != nil {
            var parameters = component.parameters
            for position in parameters.indices where position != component.spectral.scalePosition {
                parameters[position].isFrozen = true
            }
            held.components[index].parameters = parameters
        }
        guard !held.freeParameters.entries.isEmpty else {
            return try datasets.reduce(0) { $0 + (try $1.statistic(models, quiet)) }
        }
        let result = try Self.fit(datasets, held, quiet)
        models = try models.starting(from: result.models)
        return result.fit.stat
    }

    private func maps() throws -> SearchMaps {
        try SearchMaps(finder, datasets, models, execution, step: "search round \(rounds.count + 1): maps")
    }

    /// What is left at the end, in the first size.
    private func last() throws -> SearchMaps {
        var finder = finder
        finder.sizes = Array(finder.sizes.prefix(1))
        return try SearchMaps(finder, datasets, models, execution, step: "search: what is left")
    }

    private mutating func round(_ candidates: [SearchMaps.Candidate]) throws {
        let known = added.count
        let step = "search round \(rounds.count + 1): fits"
        for (number, candidate) in candidates.enumerated() {
            try execution.progress.update(step: step, done: number, total: candidates.count)
            if try !add(candidate) { rejected.append(candidate.place) }
        }
        try execution.progress.update(step: step, done: candidates.count, total: candidates.count)
        rounds.append(
            SearchRound(
                highest: candidates[0].significance, tried: candidates.count, added: Array(added[known...]),
                stat: try fitFluxes()))
    }

    /// Fits a source to a peak; whether it stays.
    private mutating func add(_ candidate: SearchMaps.Candidate) throws -> Bool {
        let name = freeName()
        let patch = try patch(around: candidate.place, extent: 2 * candidate.size)
        let null = try patch.fit(patch.models)
        let spectrum = finder.spectrum(times: max(candidate.norm, 0))
        let shapes = [point(at: candidate.place), extended(at: candidate.place, size: candidate.size)]
        let fits = try shapes.map { shape in
            var trial = null.models
            trial.components.append(.sky(SkyModel(name, spectral: spectrum, spatial: shape)))
            return try patch.fit(trial)
        }
        let isExtended = fits[0].stat - fits[1].stat >= finder.extensionThreshold * finder.extensionThreshold
        let best = fits[isExtended ? 1 : 0]
        guard null.stat - best.stat >= finder.threshold * finder.threshold else { return false }
        for component in best.models.components { models[component.name] = component }
        added.append(name)
        return true
    }

    /// The sky around a direction with the models as they are.
    func patch(around place: SkyDirection, extent: Double) throws -> SearchPatch {
        try SearchPatch(datasets, models, around: place, extent: extent, reach: finder.reach, quiet)
    }

    private func freeName() -> String {
        var number = 1
        while models["source-\(number)"] != nil { number += 1 }
        return "source-\(number)"
    }
}
