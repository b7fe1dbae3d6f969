import GammaCore
import GammaIO
import GammaMaps

/// Adaptively smoothed images, one for each bin of energy.
public struct SmoothedMaps: Sendable {
    /// Counts a pixel.
    public var counts: WCSMap
    /// Background a pixel.
    public var background: WCSMap
    /// Flux a pixel, cm⁻² s⁻¹; nil without exposure.
    public var flux: WCSMap?
    /// The smoothing scale of each pixel, deg; NaN where no scale was significant.
    public var scale: WCSMap
    /// Significance at that scale; NaN where none was above the threshold.
    public var sqrtTS: WCSMap

    /// Makes maps of one geometry.
    public init(counts: WCSMap, background: WCSMap, flux: WCSMap?, scale: WCSMap, sqrtTS: WCSMap) {
        self.counts = counts
        self.background = background
        self.flux = flux
        self.scale = scale
        self.sqrtTS = sqrtTS
    }

    /// Writes the maps to one file: images `COUNTS`, `BACKGROUND`, `SCALE`, `SQRT_TS` and `FLUX`.
    /// - Throws: ``Fault/Code/fileUnwritable``.
    public func write(to path: String) throws {
        var named = [("COUNTS", counts), ("BACKGROUND", background), ("SCALE", scale), ("SQRT_TS", sqrtTS)]
        if let flux { named.append(("FLUX", flux)) }
        let primary = FITSHDU.image(FITSImage(kind: .uint8))
        try FITSWriter.write(
            [primary] + named.flatMap { $1.fitsHDUs(name: $0) }, to: DataPath.expand(path))
    }
}
