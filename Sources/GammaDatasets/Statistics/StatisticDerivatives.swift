/// A fit statistic of one bin with its derivatives in the predicted counts.
@frozen public struct StatisticDerivatives: Sendable, Equatable {
    /// The statistic, −2 ln L up to a constant.
    public var value: Double
    /// First derivative in the prediction μ.
    public var first: Double
    /// Second derivative in μ at the counts observed (the observed curvature).
    public var second: Double
    /// Second derivative expected for counts drawn at the prediction (the Fisher curvature), never negative.
    public var expected: Double

    /// Makes the four numbers.
    @inlinable public init(value: Double, first: Double, second: Double, expected: Double) {
        self.value = value
        self.first = first
        self.second = second
        self.expected = expected
    }

    /// A bin that carries no information.
    public static let none = StatisticDerivatives(value: 0, first: 0, second: 0, expected: 0)
}
