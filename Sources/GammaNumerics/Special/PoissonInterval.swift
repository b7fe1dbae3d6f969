/// The 68 % interval of the mean of a Poisson distribution from which `counts` were drawn, in closed form (Gehrels 1986, ApJ 303,
/// 336, eqs. 7 and 12): right within a few per cent.
public struct PoissonInterval: Sendable, Equatable {
    /// Lower end; NaN below no counts.
    public let low: Double
    /// Upper end; NaN below no counts.
    public let high: Double

    /// The interval of `counts`, 0 or more.
    public init(counts: Double) {
        guard counts >= 0 else {
            (low, high) = (.nan, .nan)
            return
        }
        high = counts + (counts + 0.75).squareRoot() + 1
        let root = counts > 0 ? 1 - 1 / (9 * counts) - 1 / (3 * counts.squareRoot()) : 0
        low = max(counts * root * root * root, 0)
    }
}
