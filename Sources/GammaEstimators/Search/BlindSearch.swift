import GammaCore
import GammaDatasets
import GammaFit
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
    /// Where nothing is looked for any more.
    var rejected: [SkyDirection] = []
    private(set) var rounds: [SearchRound] = []
    var steps: [SearchStep] = []

    init(_ finder: SourceFinder, _ datasets: [MapDataset], _ models: Models, _ execution: Execution) throws {
        guard !datasets.isEmpty else { throw Fault(.noData, "there is no dataset to search for sources") }
        if let response = models.components.first(where: { $0.responseModel != nil }) {
            throw Fault(
                .unsupported,
                "the search looks for sources with the responses as they are, not with '\(response.name)'",
                hint: "search without it, then fit what was found together with it")
        }
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
        models.contributing(to: dataset).contains { $0.component.isBackground }
    }

    mutating func run() throws -> SourceSearchResult {
        try fitFluxes()
        let first = try maps()
        var left = first
        var fit: FitResult?
        repeat {
            while rounds.count < finder.maximumRounds {
                let candidates = try left.leading(without: rejected)
                guard !candidates.isEmpty else { break }
                try round(candidates, left.highest)
                left = try maps()
            }
            // What the review changes may uncover something.
            fit = try review()
            left = try maps()
        } while try rounds.count < finder.maximumRounds && !left.candidates(without: rejected).isEmpty
        if try !left.candidates(without: rejected).isEmpty {
            execution.notices.add("the search ended after \(rounds.count) rounds with peaks above the threshold left")
        }
        return SourceSearchResult(
            models: models, sources: try sourceList(first), rounds: rounds, steps: steps, fit: fit,
            before: first.maps[0], after: left.maps[0], left: left.highest)
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
        let result = try Self.fit(datasets, held, findsErrors: false, quiet)
        models = try models.starting(from: result.models)
        return result.fit.stat
    }

    /// What is left, as the first spectrum shows it; the others are looked for only when that shows nothing.
    private func maps() throws -> SearchMaps {
        let step = "search: maps after \(rounds.count) rounds"
        var maps = try SearchMaps(finder, datasets, models, execution, step: step)
        while try maps.candidates(without: rejected).isEmpty, try maps.addSpectrum(execution, step: step) {}
        return maps
    }

    private mutating func round(_ candidates: [SearchMaps.Candidate], _ significance: WCSMap) throws {
        let known = added.count
        let step = "search round \(rounds.count + 1): fits"
        for (number, candidate) in candidates.enumerated() {
            try execution.progress.update(step: step, done: number, total: candidates.count)
            steps.append(try add(candidate))
        }
        try execution.progress.update(step: step, done: candidates.count, total: candidates.count)
        rounds.append(
            SearchRound(
                highest: candidates[0].significance, tried: candidates.count, added: Array(added[known...]),
                stat: try fitFluxes(), significance: significance))
    }

    /// Fits a source to a peak; it stays when it is significant.
    private mutating func add(_ candidate: SearchMaps.Candidate) throws -> SearchStep {
        let name = freeName()
        let patch = try patch(around: candidate.place, extent: 2 * candidate.size, quiet)
        let null = try patch.fit(patch.models)
        let spectrum = candidate.kernel.spectrum(times: max(candidate.norm, 0))
        var trials = SourceTrials(threshold: finder.detailThreshold)
        // No elongated ones yet: one that covers several sources would hide them. What made the peak comes first: it leads the
        // other one to its place.
        let order: [SourceShape] = candidate.size > 0 ? [.gaussian, .point] : [.point, .gaussian]
        for shape in order where finder.shapes.contains(shape) {
            if let first = trials.best {
                try tryForms([SourceForm(shape)], of: name, instead: first, patch, &trials)
                continue
            }
            let start =
                shape == .point ? point(at: candidate.place) : extended(at: candidate.place, size: candidate.size)
            let source = SkyModel(name, spectral: spectrum, spatial: start)
            trials.add(SourceForm(shape), try patch.fit(null.models, with: source))
        }
        let best = trials.best
        let isSource = best.map { null.stat - $0.stat >= finder.threshold * finder.threshold } ?? false
        // Without a new source its neighbours may still have come to explain the peak.
        let kept = isSource ? best?.models : null.models
        for component in kept?.components ?? [] { models[component.name] = component }
        if isSource { added.append(name) } else { rejected.append(candidate.place) }
        return SearchStep(
            round: rounds.count + 1, source: name, place: candidate.place, peak: candidate.significance,
            size: candidate.size, index: candidate.kernel.index, trials: trials.record(without: null.stat),
            decision: isSource ? .added : .rejected, best: best?.form ?? SourceForm(.point))
    }

    /// The sky around a direction with the models as they are.
    func patch(around place: SkyDirection, extent: Double, _ execution: Execution) throws -> SearchPatch {
        try SearchPatch(datasets, models, around: place, extent: extent, reach: finder.reach, execution)
    }

    private func freeName() -> String {
        var number = 1
        while models["source-\(number)"] != nil { number += 1 }
        return "source-\(number)"
    }
}
