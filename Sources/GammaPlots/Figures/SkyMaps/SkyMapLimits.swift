/// Where the colours of a sky map begin and end.
public enum SkyMapLimits: Sendable, Hashable {
    /// For amounts the 0.25 and 99.75 percentiles, from zero where that is near; for values of either sign (the colours
    /// ``ColourMap/diverging``) zero in the middle and the 99.75 percentile of the sizes at both ends.
    case automatic
    /// Percentiles of the values, 0 to 100.
    case percentiles(Double, Double)
    /// The smallest and the largest value.
    case full
    /// Given ends, in the unit of the map.
    case range(Double, Double)

    /// The ends for these values; those that a stretch cannot show do not count.
    func ends(_ values: [Double], _ stretch: Stretch, isTwoSided: Bool) -> AxisRange {
        switch self {
        case .range(let low, let high): return AxisRange(low, high, stretch)
        case .full: return span(values, 0, 100, stretch, isTwoSided)
        case .percentiles(let low, let high): return span(values, low, high, stretch, isTwoSided)
        case .automatic:
            let ends = span(values, 0.25, 99.75, stretch, isTwoSided)
            if isTwoSided { return ends }
            if stretch == .log { return AxisRange(max(ends.low, ends.high * 1e-5), ends.high, stretch) }
            return ends.low > 0 && (stretch != .linear || ends.low < 0.5 * ends.high)
                ? AxisRange(0, ends.high, stretch) : ends
        }
    }

    private func span(
        _ values: [Double], _ low: Double, _ high: Double, _ stretch: Stretch, _ isTwoSided: Bool
    ) -> AxisRange {
        let usable = values.filter { $0.isFinite && (stretch != .log || $0 > 0) }
        guard !usable.isEmpty else { return isTwoSided ? AxisRange(-1, 1, stretch) : AxisRange(.nan, .nan, stretch) }
        if isTwoSided, stretch != .log {
            let sizes = usable.map(abs)
            let found = sizes.quantiles([high / 100, 1])
            let reach = found[0] > 0 ? found[0] : (found[1] > 0 ? found[1] : 1)
            return AxisRange(-reach, reach, stretch)
        }
        let found = usable.quantiles([low / 100, high / 100, 0, 1])
        // one bright pixel in an empty map
        return found[0] < found[1] ? AxisRange(found[0], found[1], stretch) : AxisRange(found[2], found[3], stretch)
    }
}
