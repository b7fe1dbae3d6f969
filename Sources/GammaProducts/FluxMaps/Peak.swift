import GammaMaps

/// A local maximum of a map.
public struct Peak: Sendable {
    /// Name of the source; nil where none was given.
    public var name: String?
    /// Column of its pixel, from 0.
    public var x: Int
    /// Row of its pixel, from 0.
    public var y: Int
    /// Centre of that pixel.
    public var direction: SkyDirection
    /// Value of the map there.
    public var value: Double
    /// Where the test statistic around the pixel is largest, by a parabola through it and its neighbours; nil where there is
    /// none, or the map is no map of significance.
    public var fitted: SkyDirection?
    /// Standard deviation of the fitted position along any direction, deg: where the test statistic falls by 1, the mean of
    /// both axes. A circle of 1.52 of them holds the source in 68 % of the cases. NaN without fitted position.
    public var positionError: Double
    /// σ of the Gaussian that was fitted as its shape, deg; nil for a point source, or where no shape was fitted.
    public var extent: Double?
    /// Standard deviation of the extent, deg; NaN without one.
    public var extentError = Double.nan
    /// By how much a Gaussian goes better with the counts than a point source, as a test statistic; nil where only one was
    /// tried.
    public var tsExtent: Double?
    /// What flux maps hold in the pixel.
    public var values: [MapQuantity: Double]
    /// Flux in the energy bin, cm⁻² s⁻¹; nil when it is not known.
    public var flux: Double?
    /// Error of the flux.
    public var fluxErr: Double?

    /// Makes a peak.
    public init(
        x: Int, y: Int, direction: SkyDirection, value: Double, fitted: SkyDirection? = nil,
        positionError: Double = .nan, values: [MapQuantity: Double] = [:], flux: Double? = nil, fluxErr: Double? = nil
    ) {
        self.x = x
        self.y = y
        self.direction = direction
        self.value = value
        self.fitted = fitted
        self.positionError = positionError
        self.values = values
        self.flux = flux
        self.fluxErr = fluxErr
    }

    /// The fitted position, or the centre of the pixel.
    public var position: SkyDirection { fitted ?? direction }
}
