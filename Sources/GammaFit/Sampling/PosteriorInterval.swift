import GammaNumerics

/// A credible interval.
public struct PosteriorInterval: Sendable, Equatable {
    /// Its lower end.
    public var lower: Double
    /// Its upper end.
    public var upper: Double

    /// The interval that leaves the same share out on both sides.
    static func central(_ sorted: [Double], _ probability: Double) -> PosteriorInterval {
        PosteriorInterval(
            lower: Quantile.ofSorted(sorted, (1 - probability) / 2),
            upper: Quantile.ofSorted(sorted, (1 + probability) / 2))
    }

    /// The shortest interval that holds the share of the draws: for one peak that of highest density (Chen & Shao 1999,
    /// J. Comput. Graph. Stat. 8, 69).
    static func highestDensity(_ sorted: [Double], _ probability: Double) -> PosteriorInterval {
        let held = Int((probability * Double(sorted.count)).rounded(.down))
        guard held > 0, held < sorted.count else {
            return PosteriorInterval(lower: sorted.first ?? .nan, upper: sorted.last ?? .nan)
        }
        var best = 0
        for start in 0..<(sorted.count - held)
        where sorted[start + held] - sorted[start] < sorted[best + held] - sorted[best] {
            best = start
        }
        return PosteriorInterval(lower: sorted[best], upper: sorted[best + held])
    }
}
