/// The fit statistic in every pixel over a grid of norms.
public struct MapScan: Sendable {
    /// The norms, the same for all pixels.
    public var norms: [Double]
    /// stat(norm) − stat(0) in C order (norm, energy, y, x).
    public var stat: [Double]

    /// Makes a scan.
    public init(norms: [Double], stat: [Double]) {
        self.norms = norms
        self.stat = stat
    }
}
