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

    /// Elongated Gaussians of a mean σ (deg) in several directions. The likelihood of a round one is flat in its direction,
    /// and no slope leads away from it.
    func elongated(at place: SkyDirection, size: Double) -> [GaussianSpatialModel] {
        let axes = (1 - Self.startEccentricity * Self.startEccentricity).squareRoot()
        return stride(from: 0.0, to: 180, by: 45).map { phi in
            var shape = extended(at: place, size: size / axes.squareRoot())
            shape.parameters[Self.eccentricity].value = Self.startEccentricity
            shape.parameters[Self.eccentricity].maximum = Self.largestEccentricity
            shape.parameters[Self.phi].value = phi
            for index in [Self.eccentricity, Self.phi] { shape.parameters[index].isFrozen = false }
            return shape
        }
    }

    /// σ in deg of a round Gaussian of the same area.
    static func meanSigma(_ shape: any SpatialModel) -> Double {
        let (major, e) = (shape.parameters[sigma].internalValue, shape.parameters[eccentricity].internalValue)
        return major * (1 - e * e).squareRoot().squareRoot()
    }

    /// Whether a source that was found is more than a point.
    static func isExtended(_ source: SkyModel) -> Bool {
        source.spatial.map { !$0.parameters[sigma].isFrozen } ?? false
    }

    /// σ in deg of what stands for a point source. Integrated over pixels it spreads counts by σ² + 1/12 along each axis, bilinear
    /// interpolation of a point by 1/6 on average (in pixels).
    private var pointSigma: Double { (1.0 / 12).squareRoot() * datasets[0].geometry.wcs.pixelScales.max() }

    /// Positions of σ, e and φ in the parameters of a Gaussian.
    private static let sigma = 2
    static let eccentricity = 3
    private static let phi = 4

    /// σ in deg at which the fit of a Gaussian starts where a point source goes best.
    private static let smallestStart = 0.05
    /// Eccentricity that elongated ones start with, and the largest: one axis is a fifth of the other.
    private static let startEccentricity = 0.7
    private static let largestEccentricity = 0.98
}
