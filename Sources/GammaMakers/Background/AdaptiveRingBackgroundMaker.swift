import GammaCore
import GammaDatasets
import GammaMaps

/// Takes the off counts of every pixel from the smallest of several rings that has enough of them, as Gammapy's
/// `AdaptiveRingBackgroundMaker`.
///
/// Rings grow until α, the acceptance of the on region over that of the ring, is at most ``thresholdAlpha``. A bin for
/// which no ring is enough has no off counts and is not safe (Gammapy leaves it safe, with values that are no numbers).
public struct AdaptiveRingBackgroundMaker: MapOffCountsMaker {
    /// How a ring grows.
    public enum Method: String, Sendable, CaseIterable {
        /// The inner radius grows, the width stays.
        case fixedWidth = "fixed_width"
        /// The width grows, the inner radius stays.
        case fixedInnerRadius = "fixed_r_in"
    }

    /// Inner radius of the first ring in deg.
    public var innerRadius: Double
    /// Limit of the outer radius in deg, which no ring reaches.
    public var maximumOuterRadius: Double
    /// Width of the first ring in deg.
    public var width: Double
    /// By how much a ring is larger than the one before, deg.
    public var step: Double
    /// The largest α of a ring that is enough.
    public var thresholdAlpha: Double
    /// Radius of the on region in deg for which α is taken when a ring is chosen; nil takes the pixel alone.
    ///
    /// Gammapy has this radius, but multiplies it by the size of a pixel once too often, so that it always takes the
    /// pixel alone.
    public var theta: Double?
    /// How rings grow.
    public var method: Method
    /// Pixels that may be used (true); a pixel outside the mask counts as excluded.
    public var exclusion: WCSMask?

    /// Makes a maker; lengths in deg.
    public init(
        innerRadius: Double, maximumOuterRadius: Double, width: Double, step: Double = 0.02,
        thresholdAlpha: Double = 0.1, theta: Double? = 0.22, method: Method = .fixedWidth, exclusion: WCSMask? = nil
    ) {
        self.innerRadius = innerRadius
        self.maximumOuterRadius = maximumOuterRadius
        self.width = width
        self.step = step
        self.thresholdAlpha = thresholdAlpha
        self.theta = theta
        self.method = method
        self.exclusion = exclusion
    }

    /// The dataset with the counts of the first ring that is enough, bin by bin.
    /// - Throws: ``Fault/Code/incompatible`` for a dataset without predicted background, ``Fault/Code/badValue`` when no
    ///   ring fits below the largest radius.
    public func apply(to dataset: MapDataset, execution: Execution = Execution()) throws -> MapDataset {
        let rings = try rings(dataset.geometry)
        let (counts, background, acceptance) = try usable(dataset)
        let region = try theta.map {
            try acceptance.summed(over: .disk(radius: pixels($0, "theta", in: dataset.geometry)), execution)
        }
        let on = (region ?? acceptance).values
        var (off, acceptanceOff) = (try WCSMap(dataset.geometry), try WCSMap(dataset.geometry))
        var open = Array(on.indices)
        for ring in rings where !open.isEmpty {
            let ringAcceptance = try background.summed(over: ring, execution).values
            let enough = { ringAcceptance[$0] > 0 && on[$0] / ringAcceptance[$0] <= thresholdAlpha }
            guard open.contains(where: enough) else { continue }
            let ringCounts = try counts.summed(over: ring, execution).values
            open = open.filter { bin in
                guard enough(bin) else { return true }
                off.values[bin] = ringCounts[bin]
                acceptanceOff.values[bin] = ringAcceptance[bin]
                return false
            }
        }
        return dataset.measured(
            MapOffMeasurement(counts: off, acceptance: acceptance, acceptanceOff: acceptanceOff))
    }

    /// The rings, from the smallest; radii are multiples of the step in pixels, as in Gammapy.
    private func rings(_ geometry: WCSGeometry) throws -> [PixelRing] {
        let inner = try pixels(innerRadius, "an inner radius", in: geometry)
        let outer = try pixels(maximumOuterRadius, "an outer radius", in: geometry)
        let width = try pixels(width, "a width", in: geometry)
        let step = try pixels(step, "a step", in: geometry)
        let (start, end) = method == .fixedWidth ? (inner, outer - width) : (width, outer - inner)
        let count = ((end - start) / step).rounded(.up)
        guard step > 0, count >= 1, count <= 10_000 else {
            throw Fault(
                .badValue,
                "no ring from \(innerRadius) deg on and \(width * geometry.wcs.pixelScales.x) deg wide fits below "
                    + "\(maximumOuterRadius) deg in steps of \(self.step) deg",
                hint: "choose a larger outer radius, and a step above 0")
        }
        return try (0..<Int(count)).map { number in
            let size = start + Double(number) * step
            return method == .fixedWidth
                ? try PixelRing(inner: size, outer: size + width) : try PixelRing(inner: inner, outer: inner + size)
        }
    }
}
