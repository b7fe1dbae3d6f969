import GammaCore
import GammaEstimators
import GammaPlots

extension EnergyDependentMorphology {
    /// Writes `morphology.json`, `morphology.yaml` with the models of all bands and their common shape, and
    /// `figures/morphology.{png,svg,pdf}` to a folder, which is made when it is missing.
    /// - Returns: the paths written, in order.
    @discardableResult
    public func write(to folder: String) throws -> [String] {
        let folder = try DataPath.expand(folder)
        try OutputFolder.make(folder + "/figures")
        try AtomicFile.write(json.text(pretty: true) + "\n", to: folder + "/morphology.json")
        return try [folder + "/morphology.json"] + common.models.write(to: folder + "/morphology.yaml")
            + EnergyDependenceFigure(self).saveAll(to: folder + "/figures/morphology")
    }
}
