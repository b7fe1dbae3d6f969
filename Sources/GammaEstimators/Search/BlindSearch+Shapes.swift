import GammaMaps
import GammaModels

extension BlindSearch {
    /// What stands for a point source.
    func point(at place: SkyDirection) -> GaussianSpatialModel {
        var shape = GaussianSpatialModel(at: place, sigma: pointSigma)
        shape.parameters[Self.sigma].isFrozen = true
        return shape
    }

    /// A Gaussian that starts with a σ (deg). One far below the point-spread function cannot be told from a point source, but would
    /// have to be sampled ever more finely: σ does not go below that of point sources.
    func extended(at place: SkyDirection, size: Double) -> GaussianSpatialModel {
        var shape = GaussianSpatialModel(at: place, sigma: max(size, Self.smallestStart, 2 * pointSigma))
        shape.parameters[Self.sigma].minimum = pointSigma
        return shape
    }

    /// Whether a source that was found is more than a point.
    static func isExtended(_ source: SkyModel) -> Bool {
        source.spatial.map { !$0.parameters[sigma].isFrozen } ?? false
    }

    /// σ in deg of what stands for a point source. Integrated over pixels it spreads counts by σ² + 1/12 along each axis, bilinear
    /// interpolation of a point by 1/6 on average (in pixels).
    private var pointSigma: Double { (1.0 / 12).squareRoot() * datasets[0].geometry.wcs.pixelScales.max() }

    /// Position of σ in the parameters of a Gaussian.
    private static let sigma = 2

    /// σ in deg at which the fit of a Gaussian starts where a point source goes best.
    private static let smallestStart = 0.05
}
