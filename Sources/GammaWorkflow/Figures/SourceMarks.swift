import GammaMaps
import GammaModels
import GammaPlots

/// The sources of some datasets as they are drawn over maps.
struct SourceMarks {
    /// Markers with names.
    let sources: [SkyMapSource]
    /// Outlines of extended sources.
    let outlines: [SkyRegion]
    /// Ellipses that hold the positions with a probability of 95 %, where errors are known.
    let positions: [SkyRegion]

    init(_ models: Models, datasets: [String]) {
        var (sources, outlines, positions): ([SkyMapSource], [SkyRegion], [SkyRegion]) = ([], [], [])
        for (index, component) in models.components.enumerated() {
            guard let model = component.skyModel, datasets.contains(where: { model.contributes(to: $0) }),
                let spatial = model.spatial, let position = spatial.position
            else { continue }
            sources.append(SkyMapSource(model.name, at: position))
            if spatial.evaluationRadius != 0, let region = spatial.region(sizeFactor: 1) { outlines.append(region) }
            let first = model.spectral.parameters.count
            let covariance = models.covariance(ofModelAt: index)
                .subset(Array(first..<first + spatial.parameters.count))
            if let region = spatial.positionErrorRegion(covariance: covariance) { positions.append(region) }
        }
        (self.sources, self.outlines, self.positions) = (sources, outlines, positions)
    }

    func drawn(_ figure: SkyMapFigure) -> SkyMapFigure {
        figure.regions(outlines).regions(positions).sources(sources)
    }
}
