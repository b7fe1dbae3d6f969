import GammaCore
import GammaMaps
import GammaModels

extension SkyModel {
    /// The same source with its shape at another direction.
    /// - Throws: ``Fault/Code/unsupported`` for a model without shape, or a shape without position.
    public func moved(to direction: SkyDirection) throws -> SkyModel {
        guard var shape = spatial, let lon = shape.parameters.firstIndex(where: { $0.name == "lon_0" }),
            let lat = shape.parameters.firstIndex(where: { $0.name == "lat_0" })
        else {
            throw Fault(
                .unsupported, "the model '\(name)' has no position",
                hint: "use a point source, a Gaussian or another shape with lon_0 and lat_0")
        }
        let there = direction.converted(to: shape.frame ?? .icrs)
        var parameters = shape.parameters
        parameters[lon].value = there.lon / parameters[lon].internalFactor
        parameters[lat].value = there.lat / parameters[lat].internalFactor
        shape.parameters = parameters
        var moved = self
        moved.spatial = shape
        return moved
    }
}
