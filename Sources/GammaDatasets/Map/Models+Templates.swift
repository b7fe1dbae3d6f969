import GammaMaps
import GammaModels

extension Models {
    /// The models for a dataset of which some bins of reconstructed energy are left, or only their sum: templates of
    /// predicted counts that have the whole axis of the dataset lose the other bins, too.
    /// - Parameters:
    ///   - dataset: the dataset with all its bins.
    ///   - isSummed: whether the bins are summed to one, each within the mask of the dataset.
    public func cuttingTemplates(
        like dataset: MapDataset, energyBins bins: Range<Int>, isSummed: Bool = false
    ) throws -> Models {
        var models = self
        for (position, component) in contributing(to: dataset.name) {
            guard case .template(var template) = component, template.map.geometry.isClose(to: dataset.geometry) else {
                continue
            }
            if isSummed {
                let axis = try dataset.energy.slice(bins).squashed()
                template.map = try template.map.replacing(
                    dataset.geometry.with(axes: [axis]),
                    values: template.map.values.groupSums(
                        [bins], pixels: dataset.geometry.pixelCount, where: dataset.mask))
            } else {
                template.map = try template.map.sliced(dataset.energy.name, bins)
            }
            models.components[position] = .template(template)
        }
        return models
    }
}
