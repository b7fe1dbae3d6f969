import GammaCore
import GammaDatasets
import GammaMaps

/// Takes the off counts of every pixel from a ring around it, as Gammapy's `RingBackgroundMaker`.
///
/// The off counts are those of the pixels in the ring that are not excluded; the acceptance of a pixel is its predicted
/// background, that of its off counts the predicted background of the same pixels. Every energy has its own ring counts.
/// Beyond the border of the map there is nothing, neither counts nor acceptance.
public struct RingBackgroundMaker: MapOffCountsMaker {
    /// Inner radius of the ring in deg; pixels at this distance belong to it.
    public var innerRadius: Double
    /// Width of the ring in deg.
    public var width: Double
    /// Pixels that may be used (true); a pixel outside the mask counts as excluded (Gammapy's maps become NaN then).
    public var exclusion: WCSMask?

    /// Makes a maker; inner radius and width in deg.
    public init(innerRadius: Double, width: Double, exclusion: WCSMask? = nil) {
        self.innerRadius = innerRadius
        self.width = width
        self.exclusion = exclusion
    }

    /// The dataset with the counts of the rings.
    /// - Throws: ``Fault/Code/incompatible`` for a dataset without predicted background, ``Fault/Code/badValue`` for a
    ///   ring without pixels.
    public func apply(to dataset: MapDataset, execution: Execution = Execution()) throws -> MapDataset {
        let (counts, background, acceptance) = try usable(dataset)
        let inner = try pixels(innerRadius, "an inner radius", in: dataset.geometry)
        let ring = try PixelRing(inner: inner, outer: inner + pixels(width, "a width", in: dataset.geometry))
        return dataset.measured(
            MapOffMeasurement(
                counts: try counts.summed(over: ring, execution), acceptance: acceptance,
                acceptanceOff: try background.summed(over: ring, execution)))
    }
}
