import GammaFit
import GammaMaps
import GammaModels
import GammaNumerics

extension ModelsObjective {
    /// The models at the values `x`.
    func models(at x: [Double]) -> Models { models.setting(free: x, in: free) }

    /// Sources with a free position.
    var movable: [MovableSource] { models.components.indices.compactMap { MovableSource($0, models, free) } }

    private var maps: [MapEvaluator] { evaluators.compactMap { $0 as? MapEvaluator } }

    /// Whether the values of a source's position lie within their limits.
    func allows(_ x: [Double], _ source: MovableSource) -> Bool {
        [source.lon, source.lat].allSatisfy { index in
            let limits = free.entries[index].parameter.effectiveLimits
            return x[index] >= limits.minimum ?? -.infinity && x[index] <= limits.maximum ?? .infinity
        }
    }

    /// Values moved into their limits.
    func clamped(_ x: [Double]) -> [Double] {
        zip(parameters, x).map { min(max($1, $0.minimum ?? -.infinity), $0.maximum ?? .infinity) }
    }

    /// For each position the score of all maps together.
    func scores(
        at x: [Double], _ source: MovableSource, template: SkyModel, positions: [SkyDirection]
    ) throws -> [PositionScore] {
        let current = models(at: x)
        var sums = positions.map { _ in PositionScore() }
        for map in maps {
            let scores = try map.scores(
                current, component: source.component, template: template, at: positions, execution)
            if let scores { sums = zip(sums, scores).map { $0 + $1 } }
        }
        return sums
    }

    /// Values with a source on the other sides of kinks of the statistic.
    func beyondKinks(at x: [Double], _ source: MovableSource) -> [[Double]] {
        let current = models(at: x)
        guard let from = source.position(current) else { return [] }
        return maps.flatMap { $0.placesBeyondKinks(current, component: source.component) }
            .map { source.moved(x, from: from, to: $0.converted(to: from.frame)) }
            .filter { allows($0, source) }
    }

    /// What the statistic falls to from `x`, all parameters free, by its slope and expected second derivatives there.
    func promise(at x: [Double]) -> Double {
        let evaluation = evaluate(at: x)
        guard let scaled = evaluation.curvature?.scaledToUnitDiagonal(),
            let inverse = scaled.matrix.pseudoInverseSymmetric()?.matrix
        else { return evaluation.value }
        let gradient = zip(evaluation.gradient, scaled.scale).map { $1 > 0 ? $0 / $1 : 0 }
        return evaluation.value - inverse.quadraticForm(gradient) / 2
    }
}
