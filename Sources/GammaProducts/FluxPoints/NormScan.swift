/// The fit statistic as a function of the norm in one bin, with what else was fitted at each step.
public struct NormScan: Sendable {
    /// The norms at which the statistic was evaluated.
    public var norm: [Double]
    /// The statistic (absolute, −2 ln L) at each norm.
    public var stat: [Double]
    /// Names of the other free parameters, empty when they were held fixed.
    public var nuisanceNames: [String]
    /// Their values at each norm: `nuisance[step][parameter]`; empty when they were held fixed.
    public var nuisance: [[Double]]

    /// Makes a scan.
    /// - Precondition: one statistic a norm; nuisance values for each norm or for none.
    public init(norm: [Double], stat: [Double], nuisanceNames: [String] = [], nuisance: [[Double]] = []) {
        precondition(norm.count == stat.count, "one statistic a norm")
        precondition(nuisance.isEmpty || nuisance.count == norm.count, "nuisance values for each norm")
        self.norm = norm
        self.stat = stat
        self.nuisanceNames = nuisanceNames
        self.nuisance = nuisance
    }
}
