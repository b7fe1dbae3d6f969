import GammaCore
import GammaModels

extension MapDataset {
    /// Prepares the prediction of the bins in the mask.
    public func evaluator(models: Models) throws -> any DatasetEvaluator {
        throw Fault(.unsupported, "not yet")
    }
}
