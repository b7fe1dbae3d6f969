import GammaModels

extension Models {
    /// The models with a norm for every predicted background that none of them scales, as in Gammapy's analysis.
    public func scalingBackgrounds(of datasets: [MapDataset]) -> Models {
        var models = self
        for dataset in datasets {
            guard case .predicted = dataset.background else { continue }
            let isScaled = models.contributing(to: dataset.name).contains {
                if case .background = $0.component { true } else { false }
            }
            if !isScaled { models.components.append(.background(FoVBackgroundModel(dataset: dataset.name))) }
        }
        return models
    }
}
