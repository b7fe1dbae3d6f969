/// One axis of a panel: what it shows and from where to where.
struct Axis: Sendable {
    /// What the values are: `Energy`.
    var name: RichText
    /// Their unit: `cm^{-2} s^{-1}`; nil for none.
    var unit: RichText?
    var stretch: Stretch
    private(set) var range: AxisRange
    /// True for days (MJD): the labels count from a whole day that stands beside the name.
    var isTime = false
    /// True where values grow to the left.
    var isReversed = false
    /// Labels at places of their own instead of round numbers.
    var fixedTicks: [(value: Double, label: RichText)]?

    init(_ name: RichText, unit: RichText? = nil, _ range: AxisRange, stretch: Stretch = .linear, isTime: Bool = false)
    {
        self.name = name
        self.unit = unit
        self.stretch = stretch
        self.range = range
        self.isTime = isTime
        softening = stretch == .asinh ? max(abs(range.low), abs(range.high)) / 10 : 1
        start = stretch.forward(range.low / softening)
        span = stretch.forward(range.high / softening) - start
    }

    /// Where ``Stretch/asinh`` bends.
    private let softening: Double
    private let start: Double
    private let span: Double

    /// Place on the axis: 0 at its start, 1 at its end.
    ///
    /// Values far outside end at ±1e6; what a logarithmic axis cannot show is far below; NaN stays NaN.
    func fraction(_ value: Double) -> Double {
        if value.isNaN { return .nan }
        let place: Double
        if stretch == .log, value <= 0 {
            place = -1e6
        } else {
            place = min(max((stretch.forward(value / softening) - start) / span, -1e6), 1e6)
        }
        return isReversed ? 1 - place : place
    }

    /// The value at a place, the inverse of ``fraction(_:)`` within the axis.
    func value(at fraction: Double) -> Double {
        softening * stretch.backward(start + (isReversed ? 1 - fraction : fraction) * span)
    }
}
