import GammaCore
import GammaMaps

extension TemplateNPredModel {
    /// Predicted counts on the pixels and bins of a map of counts (energy, y, x), not yet scaled.
    /// - Throws: ``Fault/Code/incompatible`` when the template has another geometry.
    public func counts(on geometry: WCSGeometry) throws -> [Double] {
        guard map.geometry.isClose(to: geometry) else {
            throw Fault(
                .incompatible, "the map of template '\(name)' does not have the pixels and energies of the dataset",
                at: Origin(file: filename), hint: "make it on the geometry of the counts, axis 'energy'")
        }
        return map.values
    }
}
