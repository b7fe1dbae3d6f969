/// Something shown in a panel, in the panel's own coordinates.
enum Layer: Sendable {
    /// A line through points.
    case line(x: [Double], y: [Double], Stroke)
    /// The area between two lines.
    case band(x: [Double], low: [Double], high: [Double], Colour)
    /// A histogram: one more edge than values.
    case steps(edges: [Double], values: [Double], Stroke?, fill: Colour?)
    /// Points with errors and limits.
    case points([DataPoint], Marker, Colour)
    /// Many small dots without errors.
    case dots(x: [Double], y: [Double], radius: Double, Colour)
    /// A horizontal line across the panel.
    case horizontal(Double, Stroke)
    /// A vertical line across the panel.
    case vertical(Double, Stroke)
    /// Ranges of x that are left out, hatched.
    case hatched([(low: Double, high: Double)])
    /// A range of y, shaded.
    case horizontalBand(low: Double, high: Double, Colour)
    /// Closed or open curves.
    case curves([[(x: Double, y: Double)]], closed: Bool, Stroke?, fill: Colour?)
    /// An image.
    case image(ImageLayer)
    /// An image that a legend may cover.
    case mask(ImageLayer)
    /// Text at a place; left out where it is wider than `room` (in units of x).
    case text(RichText, x: Double, y: Double, room: Double, Colour)
}

/// A data point: place, errors as ends of the bars, or an upper limit.
struct DataPoint: Sendable {
    var x: Double
    var y: Double
    /// Ends of the horizontal bar; NaN for none.
    var xLow = Double.nan
    var xHigh = Double.nan
    /// Ends of the vertical bar; NaN for none.
    var yLow = Double.nan
    var yHigh = Double.nan
    /// True when `y` is an upper limit: an arrow instead of a marker.
    var isLimit = false
}

/// Where a panel's coordinates lie on the page.
struct Frame: Sendable {
    var rect: Rect
    var x: Axis
    var y: Axis

    func px(_ value: Double) -> Double { rect.left + x.fraction(value) * rect.width }
    func py(_ value: Double) -> Double { rect.bottom - y.fraction(value) * rect.height }
    func point(_ x: Double, _ y: Double) -> Point { Point(px(x), py(y)) }
}
