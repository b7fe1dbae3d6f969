import Foundation
import GammaMaps
import GammaModels

/// Looks around a source of a fit for places where the statistic is clearly less, all else held.
///
/// Where to look comes from the scores of ``PositionScan``, which cover all places at once; what is taken, from the
/// statistic itself, so that a move never makes it worse. A source is looked for with the shape and spectrum that it
/// started with, since in a wrong place they may have become anything.
struct SourceSearch {
    let objective: ModelsObjective
    /// The values that the fit started from.
    let start: [Double]

    /// The values `x` with one source put where the statistic is least, if it is clearly less; and calls of the statistic.
    func best(
        _ sources: [MovableSource], from x: [Double]
    ) throws -> (source: MovableSource?, x: [Double], calls: Int) {
        var best: (source: MovableSource?, x: [Double], calls: Int) = (nil, x, 1)
        var least = objective.value(at: x) - Self.minimumGain
        for source in sources {
            for candidate in try candidates(source, x) {
                best.calls += 1
                let stat = objective.value(at: candidate)
                if stat < least { (least, best.source, best.x) = (stat, source, candidate) }
            }
        }
        return best
    }

    /// A source at the places that promise most, as it started but with the flux that goes best with the counts.
    private func candidates(_ source: MovableSource, _ x: [Double]) throws -> [[Double]] {
        var asStarted = x
        for index in source.own { asStarted[index] = start[index] }
        guard let template = objective.models(at: asStarted).components[source.component].skyModel,
            let origin = template.spatial?.position
        else { return [] }
        // The first is where the source is.
        let places = Self.places(around: origin).filter {
            objective.allows(source.moved(x, from: origin, to: $0), source)
        }
        let scores = try objective.scores(at: x, source, template: template, positions: places)
        return peaks(scores, places).map { peak in
            var moved = source.moved(asStarted, from: origin, to: places[peak])
            if let flux = source.flux { moved[flux] *= scores[peak].flux }
            return objective.clamped(moved)
        }
    }

    /// A disk of places, the middle first.
    private static func places(around origin: SkyDirection) -> [SkyDirection] {
        var places = [origin]
        for i in -divisions...divisions {
            for j in -divisions...divisions where (i, j) != (0, 0) && i * i + j * j <= divisions * divisions {
                let (east, north) = (Double(i), Double(j))
                let distance = (east * east + north * north).squareRoot() * radius / Double(divisions)
                places.append(origin.offset(by: distance, positionAngle: atan2(east, north) * (180 / Double.pi)))
            }
        }
        return places
    }

    /// The best places that promise clearly more than the first one does, apart from each other.
    private func peaks(_ scores: [PositionScore], _ places: [SkyDirection]) -> [Int] {
        guard let here = scores.first?.gain else { return [] }
        var peaks: [Int] = []
        for index in scores.indices.sorted(by: { scores[$0].gain > scores[$1].gain }) {
            guard scores[index].gain > 1.02 * here + Self.minimumGain, peaks.count < 2 else { break }
            if peaks.allSatisfy({ places[$0].separation(to: places[index]) > Self.radius / 6 }) { peaks.append(index) }
        }
        return peaks
    }

    /// How far around where it is a source is looked for, deg, and steps from the middle to the border.
    private static let radius = 0.5
    private static let divisions = 25
    /// What the statistic must fall by for a source to be put elsewhere.
    private static let minimumGain = 4.0
}
