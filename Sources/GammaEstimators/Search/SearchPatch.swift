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

    /// The same with one source as another, from the start of several at which the statistic is least.
    ///
    /// The source is fitted alone first, which is quick.
    /// - Parameter limit: its neighbours are fitted with it only when the statistic is below this then.
    func fit(
        _ models: Models, with starts: [SkyModel], below limit: Double = .infinity
    ) throws -> (models: Models, stat: Double) {
        var best = (models: models, stat: Double.infinity)
        for start in starts {
            var trial = models
            trial[start.name] = .sky(start)
            let stat = starts.count > 1 ? try statistic(trial) : 0
            if stat < best.stat { best = (trial, stat) }
        }
        guard let name = starts.first?.name else { return best }
        let alone = try fit(best.models.holdingAll(but: name))
        return alone.stat < limit ? try fit(best.models.starting(from: alone.models)) : alone
    }

    private func statistic(_ models: Models) throws -> Double {
        try datasets.reduce(0) { $0 + (try $1.statistic(models, execution)) }
    }
}

extension Models {
    /// All parameters frozen but those of one source.
    fileprivate func holdingAll(but name: String) -> Models {
        var models = self
        for index in models.components.indices where models.components[index].name != name {
            models.components[index].parameters = models.components[index].parameters.map {
                var parameter = $0
                parameter.isFrozen = true
                return parameter
            }
        }
        return models
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
