import GammaCore
import GammaDatasets
import GammaModels

extension LightCurveEstimator {
    /// The datasets of a time bin added up, and the models for the sum.
    ///
    /// Backgrounds are added as their models scale them, and have no model afterwards, as in Gammapy.
    /// - Throws: ``Fault/Code/incompatible`` for maps beside spectra, axes that differ, and models of some of the datasets;
    ///   ``Fault/Code/unsupported`` for templates of counts.
    func stacked(_ datasets: [any Dataset], _ models: Models) throws -> (dataset: any Dataset, models: Models) {
        let name = "stacked"
        let spectra = datasets.compactMap { $0 as? SpectrumDataset }
        let maps = try datasets.compactMap { $0 as? MapDataset }.map { try $0.scalingBackground(by: models) }
        guard [spectra.count, maps.count].contains(datasets.count) else {
            throw Fault(
                .incompatible, "maps and spectra cannot be stacked to one dataset of a time bin",
                hint: "make one light curve of each, or do not stack")
        }
        var result = models
        let names = datasets.map(\.name)
        result.components = try models.components.compactMap { component in
            if case .background = component { return nil }
            guard let own = component.datasetNames else { return component }
            let shared = names.filter(component.contributes)
            guard shared.isEmpty || shared.count == names.count else {
                throw Fault(
                    .incompatible,
                    "model '\(component.name)' applies to some of the datasets that are stacked, but not to all: "
                        + shared.joined(separator: ", "), hint: "let it apply to all of them, or do not stack")
            }
            if case .template = component, !shared.isEmpty {
                throw Fault(
                    .unsupported, "the template of counts '\(component.name)' cannot be stacked with its dataset",
                    hint: "do not stack")
            }
            var component = component
            if !shared.isEmpty { component.datasetNames = own + [name] }
            return component
        }
        let dataset: any Dataset =
            maps.isEmpty
            ? try SpectrumDataset.stacked(spectra, name: name) : try MapDataset.stacked(maps, name: name)
        return (dataset, result)
    }
}

extension MapDataset {
    /// The dataset with its predicted background times what its model makes of it.
    fileprivate func scalingBackground(by models: Models) throws -> MapDataset {
        var result = self
        for case .background(let model) in models.contributing(to: name).map(\.component) {
            result.background = .predicted(try scaledBackground(by: model))
        }
        return result
    }
}
