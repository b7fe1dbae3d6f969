import GammaCore
import GammaMaps
import GammaModels

/// Where the sources of some models are on an image.
struct ResidualRegions: Sendable {
    /// A source and the part of the sky that counts as its own.
    struct Source: Sendable {
        let name: String
        let position: SkyDirection
        let region: SkyRegion
        /// Half the size of the region, deg.
        let radius: Double
    }

    /// The sources with a place and an outline, in the order of the models; what shines everywhere has none.
    let sources: [Source]

    /// - Parameters:
    ///   - radius: least radius of a region, deg.
    ///   - sizeFactor: how many of their own sizes extended sources reach.
    init(_ models: Models, datasets: [String], radius: Double, sizeFactor: Double) {
        sources = models.skyModels.compactMap { model in
            guard datasets.contains(where: { model.contributes(to: $0) }), let spatial = model.spatial,
                let position = spatial.position, spatial.evaluationRadius != nil
            else { return nil }
            let circle = SkyRegion.circle(centre: position, radius: radius)
            guard let region = spatial.region(sizeFactor: sizeFactor), !region.isPoint else {
                return Source(name: model.name, position: position, region: circle, radius: radius)
            }
            let size = region.reach
            let isSmall = size < radius
            return Source(
                name: model.name, position: position, region: isSmall ? circle : region.filled,
                radius: isSmall ? radius : size)
        }
    }
}

extension SkyRegion {
    /// Half of the largest size of an outline of a model, deg.
    fileprivate var reach: Double {
        switch self {
        case .circle(_, let radius): radius
        case .ellipse(_, let width, let height, _), .rectangle(_, let width, let height, _): max(width, height) / 2
        case .annulus(_, _, let outer): outer
        default: 0
        }
    }

    /// The same without a hole: also the middle of a shell is a part of the source.
    fileprivate var filled: SkyRegion {
        guard case .annulus(let centre, _, let outer) = self else { return self }
        return .circle(centre: centre, radius: outer)
    }
}
