import GammaMaps

/// What one round of an ``ExclusionMaskBuilder`` found.
public struct ExclusionRound: Sendable, Hashable {
    /// Number of the round, from 1.
    public let iteration: Int
    /// Fraction of the pixels with a significance that the mask excludes after this round.
    public let excludedFraction: Double
    /// Number of connected regions that the mask excludes.
    public let regions: Int
    /// Pixels with a significance that were excluded in this round for the first time.
    public let newPixels: Int
    /// Pixels with a significance that are left.
    public let pixels: Int
    /// Mean of their significances; NaN without any.
    public let mean: Double
    /// Standard deviation of their significances, 1 for a background that is described well; NaN without any.
    public let width: Double
    /// The largest significance among them; NaN without any.
    public let maximum: Double

    init(_ iteration: Int, _ significance: WCSMap, mask: WCSMask, before: WCSMask) {
        var (seen, left, new, sum, largest) = (0, 0, 0, 0.0, -Double.infinity)
        let values = significance.values
        for pixel in values.indices where values[pixel].isFinite {
            seen += 1
            if mask.flags[pixel] {
                left += 1
                sum += values[pixel]
                largest = max(largest, values[pixel])
            } else if before.flags[pixel] {
                new += 1
            }
        }
        let mean = left > 0 ? sum / Double(left) : .nan
        var squares = 0.0
        for pixel in values.indices where values[pixel].isFinite && mask.flags[pixel] {
            squares += (values[pixel] - mean) * (values[pixel] - mean)
        }
        self.iteration = iteration
        excludedFraction = seen > 0 ? Double(seen - left) / Double(seen) : 0
        regions = (!mask).labelled().count
        newPixels = new
        pixels = left
        self.mean = mean
        width = left > 0 ? (squares / Double(left)).squareRoot() : .nan
        maximum = left > 0 ? largest : .nan
    }
}
