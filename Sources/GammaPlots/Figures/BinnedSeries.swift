/// Values in bins of time or distance, with errors, or their limits where these are to be shown.
public struct BinnedSeries: Sendable {
    /// Shown in the legend.
    public var name: String
    /// Lower ends of the bins.
    public var low: [Double]
    /// Upper ends of the bins.
    public var high: [Double]
    /// Values in the unit of the figure.
    public var values: [Double]
    /// Downward error.
    public var errorLow: [Double]
    /// Upward error.
    public var errorHigh: [Double]
    /// Upper limits.
    public var upperLimits: [Double]
    /// True where the upper limit is shown in place of the point.
    public var isUpperLimit: [Bool]

    /// Makes a series; columns that are not known stay empty.
    public init(
        name: String = "", low: [Double], high: [Double], values: [Double], errorLow: [Double] = [],
        errorHigh: [Double] = [], upperLimits: [Double] = [], isUpperLimit: [Bool] = []
    ) {
        self.name = name
        self.low = low
        self.high = high
        self.values = values
        self.errorLow = errorLow
        self.errorHigh = errorHigh
        self.upperLimits = upperLimits
        self.isUpperLimit = isUpperLimit
    }

    /// Points in the middle of the bins.
    var points: [DataPoint] { points(at: 0.5) }

    /// Points at a fraction of the bins, so that those of several series in the same bins can be told apart.
    func points(at fraction: Double) -> [DataPoint] {
        (0..<min(low.count, high.count)).map { index in
            let value = values.at(index)
            let isLimit = isUpperLimit.at(index, or: false) || !value.isFinite
            return DataPoint(
                x: low[index] + (high[index] - low[index]) * fraction, y: isLimit ? upperLimits.at(index) : value,
                xLow: low[index],
                xHigh: high[index], yLow: isLimit ? .nan : value - errorLow.at(index),
                yHigh: isLimit ? .nan : value + errorHigh.at(index), isLimit: isLimit)
        }
    }
}

extension AxisRange {
    /// The range of points with their errors and limits; a linear one starts at zero unless all are close together.
    init(fluxes points: [DataPoint], including extra: [Double] = [], _ stretch: Stretch) {
        let ends = points.flatMap { [$0.y, $0.yHigh, $0.isLimit ? $0.y * 0.6 : $0.yLow] } + extra
        let range = AxisRange(showing: ends, stretch)
        let startsAtZero = stretch == .linear && range.low > 0 && range.low < 0.6 * range.high
        self = startsAtZero ? AxisRange(0, range.high, stretch) : range
    }
}
