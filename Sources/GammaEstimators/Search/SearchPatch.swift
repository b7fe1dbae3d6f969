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
            return (models, try datasets.reduce(0) { $0 + (try $1.statistic(models, execution)) })
        }
        let result = try BlindSearch.fit(datasets, models, execution)
        return (result.models, result.fit.stat)
    }
}

extension BlindSearch {
    /// Fits all free parameters from where they are: no source is looked for elsewhere.
    static func fit(_ datasets: [MapDataset], _ models: Models, _ execution: Execution) throws -> ModelsFitResult {
        var fit = try Fit(datasets, models: models)
        fit.looksForPositions = false
        let result = try fit.run(execution)
        if result.fit.outcome == .notConverged(.cancelled) { throw Fault(.cancelled, "the search was cancelled") }
        return result
    }
}
