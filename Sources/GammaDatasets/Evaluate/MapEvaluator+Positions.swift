import GammaCore
import GammaMaps
import GammaModels

extension MapEvaluator {
    /// How the statistic depends on the flux of a template at each position, instead of a source, all else as in `models`;
    /// nil for a source that is not predicted here.
    func scores(
        _ models: Models, component: Int, template: SkyModel, at positions: [SkyDirection], _ execution: Execution
    ) throws -> [PositionScore]? {
        guard let source = sources.first(where: { $0.component == component }),
            let place = template.spatial?.position, var seen = source.seen(models)
        else { return nil }
        seen.model = template
        var cache = SourceCache()
        let prepared = try cache.prepare(source, seen, free: [], execution)
        let scan = PositionScan(
            data: data, image: context.geometry.image, rest: try total(models, without: component, execution),
            template: try counts([prepared], [], execution))
        return try scan.scores(at: positions, from: place, execution)
    }

    /// Mirror images of a point source in the nearest lines through the centres of pixels. Its image is shared among four
    /// pixels, so that its width, and with it the statistic, has a kink on such lines, often with a minimum on either side.
    func placesBeyondKinks(_ models: Models, component: Int) -> [SkyDirection] {
        let image = context.geometry.image
        guard sources.contains(where: { $0.component == component }),
            let point = models.components[component].skyModel?.spatial as? PointSpatialModel,
            let pixel = point.position.flatMap({ image.pixel(of: $0) })
        else { return [] }
        return [(Self.mirrored(pixel.x), pixel.y), (pixel.x, Self.mirrored(pixel.y))].compactMap {
            image.direction(x: $0.0, y: $0.1)
        }
    }

    /// The other side of the nearest centre of a pixel, and not on it.
    private static func mirrored(_ coordinate: Double) -> Double {
        let centre = coordinate.rounded()
        let distance = coordinate - centre
        return centre + (distance > 0 ? -1 : 1) * max(abs(distance), 0.02)
    }
}
