/// Size and resolution of a figure.
public struct FigureStyle: Sendable, Hashable {
    /// Width in points (1/72 inch), 150 to 3000; nil for the figure's own.
    public var width: Double?
    /// Height in points, 120 to 3000; nil for the figure's own.
    public var height: Double?
    /// Size of all text relative to the standard (9 to 11 points), 0.5 to 3.
    public var fontScale: Double
    /// Pixels a point in PNG files: 2 gives 144 pixels an inch.
    public var pixelsPerPoint: Double

    /// Makes a style; values outside their range are brought into it.
    public init(width: Double? = nil, height: Double? = nil, fontScale: Double = 1, pixelsPerPoint: Double = 2) {
        self.width = width.flatMap { $0.isNaN ? nil : min(max($0, 150), 3000) }
        self.height = height.flatMap { $0.isNaN ? nil : min(max($0, 120), 3000) }
        self.fontScale = fontScale.isFinite ? min(max(fontScale, 0.5), 3) : 1
        self.pixelsPerPoint = pixelsPerPoint.isFinite ? min(max(pixelsPerPoint, 0.5), 10) : 2
    }
}
