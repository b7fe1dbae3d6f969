import GammaCore
import GammaDatasets
import GammaFit
import GammaMaps
import GammaModels

/// The part of the sky around a direction: the sources there are fitted, all others and the backgrounds are held.
struct SearchPatch {
    /// Cut-outs; what is held is their background.
    private let datasets: [MapDataset]
    /// The sources that are fitted.
    let models: Models
    private let execution: Execution

    private init(models: Models, execution: Execution, datasets: [MapDataset]) {
        (self.models, self.execution, self.datasets) = (models, execution, datasets)
    }

    /// - Parameters:
    ///   - extent: of the source in the middle, deg.
    ///   - reach: sources are fitted whose distance is not above this, extents apart.
    init(
        _ datasets: [MapDataset], _ models: Models, around place: SkyDirection, extent: Double, reach: Double,
        _ execution: Execution
    ) throws {
        var (fitted, held) = (Models(), Models())
        var half = extent + reach
        for component in models.components {
            guard let source = component.skyModel, let position = source.spatial?.position,
                position.separation(to: place) <= reach + extent + 2 * source.extent,
                source.parameters.contains(where: { !$0.isFrozen })
            else {
                held.components.append(component)
                continue
            }
            fitted.components.append(component)
            half = max(half, position.separation(to: place) + 3 * source.extent)
        }
        let width = SIMD2(repeating: 2 * (half + Self.margin))
        self.models = fitted
        self.execution = execution
        self.datasets = try datasets.map { dataset in
            var part = (try? dataset.cutout(around: place, width: width, name: dataset.name)) ?? dataset
            if !held.contributing(to: part.name).isEmpty {
                part.background = .predicted(try part.predicted(held, execution))
            }
            return part
        }
    }

    /// What the point-spread function adds to the size of the part, deg.
    private static let margin = 0.4

    /// Sources at the best values of their free parameters, and the statistic there.
    func fit(_ models: Models) throws -> (models: Models, stat: Double) {
        guard !models.freeParameters.entries.isEmpty else {
            return (models, try statistic(models))
        }
        let result = try BlindSearch.fit(datasets, models, findsErrors: false, execution)
        return (result.models, result.fit.stat)
    }

    /// The same with a source more.
    func fit(_ models: Models, with source: SkyModel) throws -> (models: Models, stat: Double) {
        let alone = try holdingNeighbours(of: source, in: models).reached(by: source, sizes: [source.extent])
        let near = try alone.fit(Models(source)).models
        return try fit(models.with(near.components))
    }

    /// The same with a source of a fit in another form, from the start of several at which the statistic is least.
    ///
    /// The source is fitted alone first, which is quick; what its spectrum alone changes, in its shape.
    /// - Parameters:
    ///   - held: this part ``holdingNeighbours(of:in:)`` of the source.
    ///   - limit: its neighbours are fitted with it only when the statistic is below this then.
    func fit(
        _ trial: SourceTrials.Trial, held: SearchPatch, with starts: [SkyModel], holdsShape: Bool, below limit: Double
    ) throws -> (models: Models, stat: Double) {
        guard let name = starts.first?.name, let source = trial.models[name]?.skyModel else {
            return (trial.models, .infinity)
        }
        let alone = try held.reached(by: source, sizes: (starts + [source]).map(\.extent))
        let old = try alone.statistic(Models(source))
        let starts = starts.map { holdsShape ? Models($0.holdingShape) : Models($0) }
        let stats = starts.count > 1 ? try starts.map(alone.statistic) : [0]
        let first = stats.indices.min { stats[$0] < stats[$1] } ?? 0
        let near = try alone.fit(starts[first])
        let stat = trial.stat + near.stat - old
        var models = trial.models.with(near.models.components)
        guard stat < limit else { return (models, stat) }
        if holdsShape { models[name] = models[name]?.skyModel.map { .sky($0.freeingShape(as: source)) } }
        return try fit(models)
    }

    /// This part with one source alone, its neighbours held as they are in `models`.
    func holdingNeighbours(of source: SkyModel, in models: Models) throws -> SearchPatch {
        var neighbours = models
        neighbours[source.name] = nil
        return try changed(for: source) { part in
            if !neighbours.contributing(to: part.name).isEmpty {
                part.background = .predicted(try part.predicted(neighbours, execution))
            }
        }
    }

    /// What a source of some sizes (σ in deg) reaches, in pixels joined as far as these allow: a fit there costs a fraction of
    /// one here.
    private func reached(by source: SkyModel, sizes: [Double]) throws -> SearchPatch {
        let width = SIMD2(repeating: 2 * (3 * (sizes.max() ?? 0) + Self.margin))
        return try changed(for: source) { part in
            if let place = source.spatial?.position, let cut = try? part.cutout(around: place, width: width) {
                part = cut
            }
            part = try Self.joined(part, size: sizes.min() ?? 0)
        }
    }

    private func changed(for source: SkyModel, _ change: (inout MapDataset) throws -> Void) rethrows -> SearchPatch {
        SearchPatch(
            models: Models(source), execution: execution,
            datasets: try datasets.map { dataset in
                var part = dataset
                try change(&part)
                return part
            })
    }

    /// A dataset in pixels of at most a sixth of a size in deg.
    private static func joined(_ dataset: MapDataset, size: Double) throws -> MapDataset {
        let geometry = dataset.geometry
        let factor = Int(size / 6 / geometry.wcs.pixelScales.max())
        guard factor > 1, geometry.nx > factor, geometry.ny > factor else { return dataset }
        let part = try dataset.part(
            columns: 0..<geometry.nx / factor * factor, rows: 0..<geometry.ny / factor * factor)
        return try part.downsampled(by: factor)
    }

    /// The statistic of sources as they are.
    func statistic(_ models: Models) throws -> Double {
        try datasets.reduce(0) { $0 + (try $1.statistic(models, execution)) }
    }
}

extension Models {
    /// With components added or put in the place of those of the same name.
    fileprivate func with(_ components: [ModelComponent]) -> Models {
        var models = self
        for component in components { models[component.name] = component }
        models.covariance = nil
        return models
    }
}

extension SkyModel {
    /// The source with its shape frozen.
    fileprivate var holdingShape: SkyModel {
        var held = self
        for index in held.spatial?.parameters.indices ?? 0..<0 { held.spatial?.parameters[index].isFrozen = true }
        return held
    }

    /// The source with its shape as free as that of another of the same kind.
    fileprivate func freeingShape(as other: SkyModel) -> SkyModel {
        var freed = self
        for (index, parameter) in (other.spatial?.parameters ?? []).enumerated() {
            freed.spatial?.parameters[index].isFrozen = parameter.isFrozen
        }
        return freed
    }
}

extension BlindSearch {
    /// Fits all free parameters from where they are: no source is looked for elsewhere.
    static func fit(
        _ datasets: [MapDataset], _ models: Models, findsErrors: Bool = true, _ execution: Execution
    ) throws -> ModelsFitResult {
        var fit = try Fit(datasets, models: models)
        fit.looksForPositions = false
        fit.findsErrors = findsErrors
        let result = try fit.run(execution)
        if result.fit.outcome == .notConverged(.cancelled) { throw Fault(.cancelled, "the search was cancelled") }
        return result
    }
}
